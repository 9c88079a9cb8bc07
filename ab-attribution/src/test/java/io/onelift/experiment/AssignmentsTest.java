package io.onelift.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.decision.TestProject;
import io.onelift.event.Conflict;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ProfileId;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.State;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.stats.SampleRatio;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
class AssignmentsTest {
  private static Experiment draft(String key, Metric... metrics) {
    return Experiment.draft(
        key,
        "Name of " + key,
        List.of(new Variant("old", "Old", 1, true), new Variant("new", "New", 3, false)),
        List.of(metrics),
        Optional.of("home"));
  }

  private static TestProject project(EmbeddedEngine engine, Path directory) {
    return new TestProject(Warehouse.connect(WarehouseExtension.freshConfig(engine)), directory);
  }

  @Test
  void staysThroughALoginAndARestart(EmbeddedEngine engine, @TempDir Path directory) {
    Warehouse warehouse = Warehouse.connect(WarehouseExtension.freshConfig(engine));
    List<Optional<Assignment>> before;
    try (TestProject project = new TestProject(warehouse, directory)) {
      project.experiments.create(draft("copy", bought()), "test");
      project.experiments.start("copy", "test");
      // Enough pairs that some of both variants are on either side.
      for (int i = 0; i < 40; i++) {
        Identifier visitor = Identifier.anonymous("v" + i);
        Identifier user = Identifier.user("u" + i);
        project.send(
            TestProject.event(List.of(user), "login", Instant.now(), Map.of()),
            TestProject.event(List.of(visitor), "view", Instant.now(), Map.of()));
        ProfileId visiting = project.identities.find(visitor).orElseThrow();
        Assignment first = project.assignments.assign("copy", visiting).orElseThrow();
        if (i % 2 == 0) {
          TestProject.tick();
          assertThat(project.assignments.assign("copy", project.profile("u" + i))).isPresent();
        }
        project.send(TestProject.event(List.of(user, visitor), "login", Instant.now(), Map.of()));
        assertThat(project.identities.find(visitor)).contains(project.profile("u" + i));
        assertThat(project.assignments.assign("copy", project.profile("u" + i))).contains(first);
      }
      before = assigned(project);
      assertThat(before.stream().map(a -> a.orElseThrow().variant()).distinct()).hasSize(2);
    }
    try (TestProject restarted = new TestProject(warehouse, directory)) {
      assertThat(assigned(restarted)).isEqualTo(before);
    }
    warehouse.close();
  }

  private static List<Optional<Assignment>> assigned(TestProject project) {
    return IntStream.range(0, 40)
        .mapToObj(i -> project.assignments.find("copy", project.profile("u" + i)))
        .toList();
  }

  @Test
  void splitsByTheWeightsAndOnlyWhileItRuns(EmbeddedEngine engine, @TempDir Path directory) {
    try (TestProject project = project(engine, directory)) {
      project.experiments.create(draft("split", bought()), "test");
      assertThat(project.assignments.assign("split", ProfileId.of(1))).isEmpty();
      project.experiments.start("split", "test");
      long toNew =
          LongStream.rangeClosed(1, 10_000)
              .filter(
                  n ->
                      project
                          .assignments
                          .assign("split", ProfileId.of(n))
                          .orElseThrow()
                          .variant()
                          .equals("new"))
              .count();
      assertThat(new SampleRatio(List.of(10_000 - toNew, toNew), List.of(1.0, 3.0)).alarm())
          .isFalse();
      project.experiments.stop("split", "test");
      assertThat(project.assignments.assign("split", ProfileId.of(1))).isEmpty();
      assertThat(project.assignments.assign("unknown", ProfileId.of(1))).isEmpty();
      project.warehouse.close();
    }
  }

  @Test
  void livesFromDraftToStoppedAndKeepsItsVariants(EmbeddedEngine engine, @TempDir Path directory) {
    Metric large =
        new Metric(
            "large",
            "Large purchases",
            "purchase",
            Kind.SUM,
            Optional.of("amount"),
            List.of(new PropertyTest("product", new Predicate.In(List.of(Scalar.of("fund"))))));
    try (TestProject project = project(engine, directory)) {
      Experiment draft = project.experiments.create(draft("life", bought(), large), "test");
      assertThatThrownBy(() -> project.experiments.create(draft, "test"))
          .isInstanceOf(Conflict.class);
      assertThatThrownBy(() -> project.experiments.stop("life", "test"))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("is draft");
      project.experiments.start("life", "test");
      assertThatThrownBy(() -> project.experiments.start("life", "test"))
          .isInstanceOf(Conflict.class);
      assertThatThrownBy(
              () ->
                  project.experiments.update(
                      Experiment.draft(
                          "life",
                          "Life",
                          List.of(
                              new Variant("old", "Old", 1, true),
                              new Variant("new", "New", 1, false)),
                          List.of(bought()),
                          Optional.of("home")),
                      "test"))
          .isInstanceOf(Conflict.class);
      Experiment stopped = project.experiments.stop("life", "test");
      assertThat(stopped.state()).isEqualTo(State.STOPPED);

      ExperimentCatalog reread = new ExperimentCatalog(project.metastore, Clock.systemUTC());
      assertThat(reread.experiment("life")).isEqualTo(stopped);
      project.warehouse.close();
    }
  }

  @Test
  void listsEverythingThatIsWrong() {
    Experiment wrong =
        Experiment.draft(
            "Wrong Key",
            " ",
            List.of(new Variant("a", "A", 0, false), new Variant("a", "A", 1, false)),
            List.of(
                new Metric("m", "M", "", Kind.SUM, Optional.empty(), List.of()),
                new Metric(
                    "n", "N", "purchase", Kind.CONVERSION, Optional.of("amount"), List.of())),
            Optional.empty());
    assertThat(ExperimentCheck.problems(wrong))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/key",
            "/name",
            "/variants",
            "/variants/0/weight",
            "/variants/1/key",
            "/metrics/0/event",
            "/metrics/0/property",
            "/metrics/1/property");
  }

  @Test
  void readsAndWritesJson() throws Exception {
    var json =
        new ObjectMapper()
            .readTree(
                """
                {"key":"copy","name":"Copy","placement":"home",
                 "variants":[{"key":"old","control":true},{"key":"new","name":"New","weight":2}],
                 "metrics":[{"key":"big","event":"purchase","kind":"sum","property":"amount",
                             "where":[{"property":"amount","gte":100}]}]}
                """);
    Experiment read = ExperimentJson.parse(json);
    assertThat(read.variants())
        .containsExactly(new Variant("old", "old", 1, true), new Variant("new", "New", 2, false));
    assertThat(read.metrics().getFirst().where()).hasSize(1);
    assertThat(ExperimentJson.parse(ExperimentJson.print(read))).isEqualTo(read);
    assertThatThrownBy(
            () ->
                ExperimentJson.parse(
                    new ObjectMapper()
                        .readTree("{\"key\":1,\"varants\":[],\"metrics\":[{\"kind\":\"mean\"}]}")))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::pointer)
                    .contains("/key", "/name", "/varants", "/metrics/0/kind", "/metrics/0/key"));
  }

  private static Metric bought() {
    return Metric.conversion("bought", "Bought", "purchase");
  }
}
