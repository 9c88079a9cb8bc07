package io.onelift.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onelift.decision.Decision.RankedOffer;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.offer.Offer;
import io.onelift.placement.Placement;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DecisionsTest {
  private TestProject project;

  @BeforeAll
  void open(Warehouse warehouse, @TempDir Path directory) {
    project = new TestProject(warehouse, directory);
    for (String key : List.of("fund", "card", "deposit", "plain")) {
      project.offers.save(Offer.of(key, key), "test");
    }
    place("home", "plain", Optional.empty());
    project.send(TestProject.event("ada", "login", Map.of()));
  }

  @AfterAll
  void close() {
    project.close();
  }

  private void place(String key, String fallback, Optional<String> experiment) {
    project.placements.save(
        new Placement(
            key,
            key,
            "",
            List.of("fund", "card", "deposit"),
            Optional.ofNullable(fallback),
            experiment),
        "test");
  }

  private static DecisionRequest request(String placement, String user) {
    return new DecisionRequest(placement, List.of(Identifier.user(user)), 10);
  }

  private static List<String> keys(Decision decision) {
    return decision.offers().stream().map(o -> o.offer().key()).toList();
  }

  @Test
  void ranksForAPersonItKnows() {
    Decision decision = project.decisions.decide(request("home", "ada"));

    assertThat(decision.fallback()).isFalse();
    assertThat(decision.profile()).contains(project.profile("ada"));
    assertThat(keys(decision)).containsExactlyInAnyOrder("fund", "card", "deposit");
    assertThat(decision.offers()).extracting(RankedOffer::rank).containsExactly(1, 2, 3);
    assertThat(decision.offers().stream().mapToDouble(RankedOffer::propensity).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(decision.policyVersion()).startsWith("thompson-");
    assertThat(
            project
                .decisions
                .decide(new DecisionRequest("home", List.of(Identifier.user("ada")), 1))
                .offers())
        .hasSize(1);
  }

  @Test
  void showsTheFallbackToAStrangerAndSaysWhy() {
    Decision stranger = project.decisions.decide(request("home", "nobody"));
    assertThat(stranger.fallback()).isTrue();
    assertThat(keys(stranger)).containsExactly("plain");
    assertThat(stranger.reason()).isEqualTo("Nobody is known by the identifiers of the request.");

    Decision nameless = project.decisions.decide(new DecisionRequest("home", List.of(), 3));
    assertThat(nameless.fallback()).isTrue();
    assertThat(nameless.reason()).isEqualTo("The request names nobody.");
  }

  @Test
  void findsAPersonByTheFirstIdentifierThatIsKnown() {
    Decision decision =
        project.decisions.decide(
            new DecisionRequest(
                "home", List.of(Identifier.anonymous("new-phone"), Identifier.user("ada")), 3));
    assertThat(decision.profile()).contains(project.profile("ada"));
  }

  @Test
  void refusesAPlacementThatIsNotThereAndALimitOfNothing() {
    assertThatThrownBy(() -> project.decisions.decide(request("hom", "ada")))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("'hom'")
        .hasMessageContaining("home");
    assertThatThrownBy(() -> project.decisions.decide(new DecisionRequest("home", List.of(), 0)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("0");
  }

  @Test
  void showsTheFallbackWhenRankingFailsOrTakesTooLong() {
    try (Decisions failing =
        project.deciding(
            _ -> {
              throw new IllegalStateException("planted");
            },
            Duration.ofSeconds(30))) {
      Decision decision = failing.decide(request("home", "ada"));
      assertThat(decision.fallback()).isTrue();
      assertThat(keys(decision)).containsExactly("plain");
      assertThat(decision.reason()).isEqualTo("Ranking failed.");
    }
    try (Decisions slow =
        project.deciding(
            _ -> {
              try {
                Thread.sleep(Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              throw new IllegalStateException("nobody waits that long");
            },
            Duration.ofMillis(5))) {
      Decision decision = slow.decide(request("home", "ada"));
      assertThat(decision.fallback()).isTrue();
      assertThat(decision.reason()).isEqualTo("Ranking took longer than 5 ms.");
    }
  }

  @Test
  void leavesOutInactiveOffersAndSaysWhenNothingIsLeft() {
    project.offers.save(offer("old", false), "test");
    project.offers.save(offer("gone", false), "test");
    project.placements.save(
        new Placement(
            "corner", "corner", "", List.of("old", "fund"), Optional.of("gone"), Optional.empty()),
        "test");
    assertThat(keys(project.decisions.decide(request("corner", "ada")))).containsExactly("fund");

    project.placements.save(
        new Placement(
            "corner", "corner", "", List.of("old"), Optional.of("gone"), Optional.empty()),
        "test");
    Decision empty = project.decisions.decide(request("corner", "ada"));
    assertThat(empty.fallback()).isTrue();
    assertThat(empty.offers()).isEmpty();
    assertThat(empty.reason())
        .isEqualTo(
            "No offer of the placement is active. The placement has no active fallback offer.");
  }

  private static Offer offer(String key, boolean active) {
    return new Offer(key, key, "", Optional.empty(), Optional.empty(), Map.of(), active);
  }

  @Test
  void assignsTheRunningExperimentsOfThePlacement() {
    Experiment experiment =
        Experiment.draft(
            "copy",
            "Copy",
            List.of(new Variant("old", "Old", 1, true), new Variant("new", "New", 1, false)),
            List.of(Metric.conversion("bought", "Bought", "purchase")),
            Optional.empty());
    project.experiments.create(experiment, "test");
    place("top", "plain", Optional.of("copy"));
    assertThat(project.decisions.decide(request("top", "ada")).assignments()).isEmpty();

    project.experiments.start("copy", "test");
    Decision first = project.decisions.decide(request("top", "ada"));
    assertThat(first.assignments()).hasSize(1);
    assertThat(project.decisions.decide(request("top", "ada")).assignments())
        .isEqualTo(first.assignments());

    project.experiments.stop("copy", "test");
    assertThat(project.decisions.decide(request("top", "ada")).assignments()).isEmpty();
  }

  @Test
  void logsEveryDecisionAsItWasTaken() {
    place("logged", "plain", Optional.empty());
    List<Decision> taken = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      taken.add(project.decisions.decide(request("logged", i % 5 == 0 ? "nobody" : "ada")));
    }
    assertThat(project.log.flush(Duration.ofSeconds(60))).isTrue();
    Map<String, Decision> byId =
        taken.stream().collect(java.util.stream.Collectors.toMap(Decision::id, d -> d));
    List<String> seen = new ArrayList<>();
    project.warehouse.forEach(
        "SELECT decision_id, time, profile_no, offers, propensities, policy_version, fallback,"
            + " identifiers['user_id'] AS user FROM decisions WHERE placement = 'logged'",
        Map.of(),
        row -> {
          Decision decision = byId.get(row.text("decision_id"));
          seen.add(decision.id());
          assertThat(row.time("time")).isEqualTo(decision.at());
          assertThat(row.integer("profile_no"))
              .isEqualTo(decision.profile().map(p -> p.unsigned()).orElse(0L));
          assertThat(row.<String>list("offers")).isEqualTo(keys(decision));
          assertThat(row.<Double>list("propensities"))
              .isEqualTo(decision.offers().stream().map(RankedOffer::propensity).toList());
          assertThat(row.text("policy_version")).isEqualTo(decision.policyVersion());
          assertThat(row.flag("fallback")).isEqualTo(decision.fallback());
          assertThat(row.text("user")).isEqualTo(decision.fallback() ? "nobody" : "ada");
        });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(byId.keySet());
    assertThat(project.log.lost()).isZero();
  }

  @Test
  void writesWhatIsWaitingWhenItIsClosedInOrder(@TempDir Path directory) {
    place("closing", "plain", Optional.empty());
    List<String> ids;
    try (TestProject other = new TestProject(project.warehouse, directory)) {
      other.offers.save(Offer.of("fund", "Fund"), "test");
      other.placements.save(
          new Placement(
              "closing", "closing", "", List.of("fund"), Optional.empty(), Optional.empty()),
          "test");
      ids =
          IntStream.range(0, 3_000)
              .mapToObj(i -> other.decisions.decide(request("closing", "ada")).id())
              .toList();
    }
    assertThat(
            project.warehouse.query(
                "SELECT decision_id FROM decisions WHERE placement = 'closing'",
                Map.of(),
                row -> row.text("decision_id")))
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
