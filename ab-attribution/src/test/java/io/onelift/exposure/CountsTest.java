package io.onelift.exposure;

import static io.onelift.decision.TestProject.await;
import static io.onelift.decision.TestProject.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.decision.Decision;
import io.onelift.decision.DecisionRequest;
import io.onelift.decision.TestProject;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.offer.Offer;
import io.onelift.placement.Placement;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseConfig;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Counts while events come in, and the same counts after a restart. */
@ExtendWith(WarehouseExtension.class)
class CountsTest {
  private static final Map<String, Object> FUND = Map.of("placement", "home", "offer", "fund");
  private static final Map<String, Object> CARD = Map.of("placement", "home", "offer", "card");

  private static TestProject project(Warehouse warehouse, Path directory) {
    TestProject project = new TestProject(warehouse, directory);
    project.offers.save(Offer.of("fund", "Fund"), "test");
    project.offers.save(Offer.of("card", "Card"), "test");
    project.placements.save(
        new Placement(
            "home", "Home", "", List.of("fund", "card"), Optional.of("card"), Optional.empty()),
        "test");
    return project;
  }

  private static List<Object> counts(TestProject project) {
    return List.of(
        project.exposures.exposures("home", "fund"),
        project.exposures.exposures("home", "card"),
        project.exposures.clicks("home", "fund"),
        project.conversions.conversions("home", "fund"),
        project.conversions.conversions("home", "card"),
        project.conversions.value("home", "fund"),
        project.exposures.exposuresByDay("home"),
        project.conversions.conversionsByDay("home"));
  }

  @Test
  void countsEachEventOnceAcrossDuplicatesMergesAndARestart(
      EmbeddedEngine engine, @TempDir Path directory) {
    WarehouseConfig config = WarehouseExtension.freshConfig(engine);
    try (Warehouse warehouse = Warehouse.connect(config)) {
      List<Object> before;
      Instant beforeMidnight = Instant.parse("2026-10-01T15:59:00Z");
      Instant afterMidnight = Instant.parse("2026-10-01T16:01:00Z");
      try (TestProject project = project(warehouse, directory)) {
        List<Identifier> visitor = List.of(Identifier.anonymous("v1"));
        List<Event> events =
            List.of(
                event(visitor, "exposure", beforeMidnight, FUND),
                event(visitor, "exposure", afterMidnight, FUND),
                event(visitor, "exposure", afterMidnight, CARD),
                event(visitor, "click", afterMidnight, FUND),
                event("ada", "exposure", Map.of("placement", "home")),
                event("ada", "exposure", Map.of()),
                event("ada", "purchase", FUND),
                event(
                    visitor,
                    "conversion",
                    afterMidnight,
                    Map.of("placement", "home", "offer", "fund", "value", "12.5")));
        project.send(events);
        project.send(events);
        // The visitor turns out to be Ada.
        project.send(
            event(
                List.of(Identifier.user("ada"), Identifier.anonymous("v1")),
                "login",
                Instant.now(),
                Map.of()));

        assertThat(project.exposures.exposures("home", "fund")).isEqualTo(2);
        assertThat(project.exposures.exposures("home", "card")).isEqualTo(1);
        assertThat(project.exposures.clicks("home", "fund")).isEqualTo(1);
        assertThat(project.conversions.conversions("home", "fund")).isEqualTo(1);
        assertThat(project.conversions.value("home", "fund")).isEqualTo(12.5);
        assertThat(project.exposures.exposuresByDay("home"))
            .isEqualTo(
                Map.of(LocalDate.parse("2026-10-01"), 1.0, LocalDate.parse("2026-10-02"), 2.0));
        before = counts(project);
      }
      try (TestProject restarted = project(warehouse, directory)) {
        assertThat(counts(restarted)).isEqualTo(before);
        restarted.send(event("ada", "exposure", FUND));
        assertThat(restarted.exposures.exposures("home", "fund")).isEqualTo(3);
      }
    }
  }

  @Test
  void creditsAConversionToTheFirstOfferOfItsDecision(
      EmbeddedEngine engine, @TempDir Path directory) throws InterruptedException {
    try (Warehouse warehouse = Warehouse.connect(WarehouseExtension.freshConfig(engine))) {
      List<Object> before;
      Decision old;
      try (TestProject project = project(warehouse, directory)) {
        project.send(event("ada", "login", Map.of()));
        Decision decision = decide(project);
        String first = decision.offers().getFirst().offer().key();
        project.send(
            event("ada", "exposure", Map.of("decision_id", decision.id())),
            event("ada", "conversion", Map.of("decision_id", decision.id(), "value", 7)),
            event("ada", "conversion", Map.of("decision_id", "never-taken", "value", 9)));
        assertThat(project.exposures.exposures("home", first)).isEqualTo(1);
        assertThat(project.conversions.conversions("home", first)).isEqualTo(1);
        assertThat(project.conversions.value("home", first)).isEqualTo(7);
        before = counts(project);
        old = decide(project);
      }
      try (TestProject restarted = project(warehouse, directory)) {
        assertThat(counts(restarted)).isEqualTo(before);
        // Memory does not have this decision any more; the table does.
        String first = old.offers().getFirst().offer().key();
        long conversions = restarted.conversions.conversions("home", first);
        restarted.send(event("ada", "conversion", Map.of("decision_id", old.id())));
        await(() -> restarted.conversions.conversions("home", first) == conversions + 1);
      }
    }
  }

  private static Decision decide(TestProject project) {
    Decision decision =
        project.decisions.decide(new DecisionRequest("home", List.of(Identifier.user("ada")), 2));
    assertThat(decision.fallback()).isFalse();
    return decision;
  }

  @Test
  void whatConvertsIsShownFirstMoreOften(EmbeddedEngine engine, @TempDir Path directory) {
    try (Warehouse warehouse = Warehouse.connect(WarehouseExtension.freshConfig(engine));
        TestProject project = project(warehouse, directory)) {
      project.send(event("ada", "login", Map.of()));
      String policy = decide(project).policyVersion();
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        events.add(event("visitor" + i, "exposure", FUND));
        events.add(event("visitor" + i, "exposure", CARD));
        if (i < 20) {
          events.add(event("visitor" + i, "conversion", CARD));
        }
      }
      project.send(events);
      Decision after = decide(project);
      assertThat(after.policyVersion()).isNotEqualTo(policy);
      assertThat(
              after.offers().stream()
                  .filter(o -> o.offer().key().equals("card"))
                  .findFirst()
                  .orElseThrow()
                  .propensity())
          .isGreaterThan(0.99);
      assertThat(project.log.flush(Duration.ofSeconds(60))).isTrue();
    }
  }
}
