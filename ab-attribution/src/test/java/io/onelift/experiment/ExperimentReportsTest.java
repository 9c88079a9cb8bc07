package io.onelift.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onelift.decision.TestProject;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.experiment.ExperimentReport.Comparison;
import io.onelift.experiment.ExperimentReport.Day;
import io.onelift.experiment.ExperimentReport.Excluded;
import io.onelift.experiment.ExperimentReport.MetricReport;
import io.onelift.stats.Interval;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ExperimentReportsTest {
  private static final Instant START = Instant.parse("2026-10-01T02:00:00Z");

  private TestProject project;

  @BeforeAll
  void open(Warehouse warehouse, @TempDir Path directory) {
    project = new TestProject(warehouse, directory);
  }

  @AfterAll
  void close() {
    project.close();
  }

  private void experiment(String key, Metric... metrics) {
    project.experiments.create(
        Experiment.draft(
            key,
            key,
            List.of(new Variant("old", "Old", 1, true), new Variant("new", "New", 1, false)),
            List.of(metrics),
            Optional.empty()),
        "test");
  }

  private static Event exposure(String user, String experiment, String variant, Instant time) {
    return event(user, "exposure", time, Map.of("experiment", experiment, "variant", variant));
  }

  private static Event event(
      String user, String name, Instant time, Map<String, Object> properties) {
    return TestProject.event(List.of(Identifier.user(user)), name, time, properties);
  }

  private static MetricReport metric(ExperimentReport report, String variant, String metric) {
    return report.variants().stream()
        .filter(v -> v.variant().key().equals(variant))
        .findFirst()
        .orElseThrow()
        .metrics()
        .get(metric);
  }

  /** 1,000 in each variant; 120 against 100 buy, for 10 each, and the published figures follow. */
  @Test
  void findsAPlantedLift() {
    experiment(
        "lift",
        Metric.conversion("bought", "Bought", "purchase"),
        Metric.sum("revenue", "Revenue", "purchase", "amount"));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String variant = i % 2 == 0 ? "new" : "old";
      String user = "lift" + i;
      events.add(exposure(user, "lift", variant, START));
      events.add(exposure(user, "lift", variant, START.plus(Duration.ofDays(1))));
      if (i / 2 < (variant.equals("new") ? 120 : 100)) {
        // Twice 5: one conversion, a sum of 10.
        events.add(event(user, "purchase", START, Map.of("amount", 5)));
        events.add(event(user, "purchase", START.plusSeconds(60), Map.of("amount", "5")));
      }
    }
    project.send(events);

    ExperimentReport report = project.reports.report("lift");

    assertThat(report.variants()).extracting(v -> v.exposed()).containsExactly(1000L, 1000L);
    MetricReport bought = metric(report, "new", "bought");
    assertThat(bought.count()).isEqualTo(120);
    assertThat(bought.value()).isEqualTo(0.12);
    assertThat(bought.interval().low()).isCloseTo(0.10130, within(1e-4));
    assertThat(bought.interval().high()).isCloseTo(0.14163, within(1e-4));
    assertThat(metric(report, "old", "revenue"))
        .satisfies(
            revenue -> {
              assertThat(revenue.count()).isEqualTo(100);
              assertThat(revenue.sum()).isEqualTo(1000);
              assertThat(revenue.value()).isEqualTo(1.0);
            });
    assertThat(report.comparisons())
        .extracting(Comparison::metric)
        .containsExactly("bought", "revenue");
    Comparison lift = report.comparisons().getFirst();
    assertThat(lift.variant()).isEqualTo("new");
    assertThat(lift.control()).isEqualTo("old");
    assertThat(lift.difference()).isCloseTo(0.02, within(1e-9));
    assertThat(lift.interval().low()).isCloseTo(-0.007411, within(1e-6));
    assertThat(lift.interval().high()).isCloseTo(0.047411, within(1e-6));
    assertThat(lift.statistic()).isCloseTo(1.429301, within(1e-6));
    assertThat(lift.pValue()).isCloseTo(0.152918, within(1e-6));
    assertThat(lift.relative().orElseThrow()).isCloseTo(0.2, within(1e-9));
    assertThat(report.comparisons().getLast().difference()).isCloseTo(0.2, within(1e-9));
    assertThat(report.sampleRatio().alarm()).isFalse();
    assertThat(report.excluded()).isEqualTo(new Excluded(0, 0));
    assertThat(report.byDay())
        .containsExactlyInAnyOrder(
            new Day(LocalDate.parse("2026-10-01"), "new", 1000),
            new Day(LocalDate.parse("2026-10-01"), "old", 1000));
    assertThat(report.sql()).hasSize(3).allSatisfy(sql -> assertThat(sql).contains("{experiment:"));
  }

  @Test
  void countsOnlyWhatFollowsTheFirstExposure() {
    experiment("order", Metric.conversion("bought", "Bought", "order_purchase"));
    project.send(
        event("before", "order_purchase", START.minusMillis(1), Map.of()),
        exposure("before", "order", "new", START),
        exposure("before", "order", "new", START.plusSeconds(9)),
        exposure("same", "order", "new", START),
        event("same", "order_purchase", START, Map.of()),
        exposure("after", "order", "new", START),
        event("after", "order_purchase", START.plusSeconds(5), Map.of()),
        event("never-exposed", "order_purchase", START.plusSeconds(5), Map.of()));
    MetricReport bought = metric(project.reports.report("order"), "new", "bought");
    assertThat(bought.count()).isEqualTo(2);
    assertThat(bought.value()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void leavesOutWhoSawSeveralVariantsAndSaysHowMany() {
    experiment("mixed", Metric.conversion("bought", "Bought", "mixed_purchase"));
    project.send(
        exposure("m1", "mixed", "new", START),
        exposure("m1", "mixed", "old", START.plusSeconds(1)),
        event("m1", "mixed_purchase", START.plusSeconds(2), Map.of()),
        exposure("m2", "mixed", "old", START),
        exposure("m3", "mixed", "purple", START),
        exposure("m4", "other", "new", START));
    ExperimentReport report = project.reports.report("mixed");
    assertThat(report.excluded()).isEqualTo(new Excluded(1, 1));
    assertThat(report.variants()).extracting(v -> v.exposed()).containsExactly(1L, 0L);
    assertThat(metric(report, "new", "bought").count()).isZero();
    assertThat(metric(report, "new", "bought").interval()).isEqualTo(new Interval(0, 1));
    assertThat(report.comparisons()).isEmpty();
  }

  /** Before the login two profiles, after it one that was exposed once and bought. */
  @Test
  void countsAMergedProfileOnce() {
    experiment("merge", Metric.conversion("bought", "Bought", "merge_purchase"));
    Identifier visitor = Identifier.anonymous("visitor");
    Identifier user = Identifier.user("merged");
    Map<String, Object> seen = Map.of("experiment", "merge", "variant", "new");
    project.send(
        TestProject.event(List.of(visitor), "exposure", START, seen),
        TestProject.event(List.of(user), "exposure", START.plusSeconds(1), seen),
        TestProject.event(List.of(user), "merge_purchase", START.plusSeconds(2), Map.of()));
    assertThat(exposed(project.reports.report("merge"), "new")).isEqualTo(2);

    project.send(TestProject.event(List.of(user, visitor), "login", START, Map.of()));
    ExperimentReport report = project.reports.report("merge");
    assertThat(exposed(report, "new")).isEqualTo(1);
    assertThat(metric(report, "new", "bought").value()).isOne();
    assertThat(report.excluded().severalVariants()).isZero();
  }

  private static long exposed(ExperimentReport report, String variant) {
    return report.variants().stream()
        .filter(v -> v.variant().key().equals(variant))
        .mapToLong(v -> v.exposed())
        .sum();
  }

  @Test
  void alarmsWhenOneSideLosesExposures() {
    experiment("lossy", Metric.conversion("bought", "Bought", "lossy_purchase"));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(exposure("lossy" + i, "lossy", i % 20 < 11 ? "old" : "new", START));
    }
    project.send(events);
    ExperimentReport report = project.reports.report("lossy");
    assertThat(report.sampleRatio().observed()).containsExactly(550L, 450L);
    assertThat(report.sampleRatio().chiSquare()).isCloseTo(10, within(1e-9));
    assertThat(report.sampleRatio().alarm()).isFalse();
    List<Event> more = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      more.add(exposure("more" + i, "lossy", "old", START));
    }
    project.send(more);
    assertThat(project.reports.report("lossy").sampleRatio().alarm()).isTrue();
  }

  @Test
  void testsPropertiesOfTheMetricsEvent() {
    experiment(
        "where",
        where("large", "amount", new Predicate.Range(bound(100, true), Optional.empty())),
        where("upto", "amount", new Predicate.Range(Optional.empty(), bound(100, false))),
        where("funds", "product", new Predicate.In(List.of(Scalar.of("fund"), Scalar.of("etf")))),
        where("others", "product", new Predicate.NotIn(List.of(Scalar.of("fund")))),
        where("exact", "amount", new Predicate.In(List.of(Scalar.of(100.50)))),
        where("named", "product", new Predicate.IsSet(true)),
        where("like", "product", new Predicate.Contains("FUN")),
        where("never", "never_sent", new Predicate.IsSet(true)));
    project.send(
        exposure("w1", "where", "new", START),
        exposure("w2", "where", "new", START),
        exposure("w3", "where", "new", START),
        event("w1", "w_purchase", START, Map.of("amount", 100.5, "product", "fund")),
        event("w2", "w_purchase", START, Map.of("amount", 99, "product", "o'card\\")),
        event("w3", "w_purchase", START, Map.of("amount", 100)));
    ExperimentReport report = project.reports.report("where");
    assertThat(
            Map.of(
                "large", count(report, "large"),
                "upto", count(report, "upto"),
                "funds", count(report, "funds"),
                "others", count(report, "others"),
                "exact", count(report, "exact"),
                "named", count(report, "named"),
                "like", count(report, "like"),
                "never", count(report, "never")))
        .isEqualTo(
            Map.of(
                "large", 2L, "upto", 1L, "funds", 1L, "others", 2L, "exact", 1L, "named", 2L,
                "like", 1L, "never", 0L));
  }

  private static long count(ExperimentReport report, String metric) {
    return metric(report, "new", metric).count();
  }

  private static Optional<Bound> bound(double value, boolean inclusive) {
    return Optional.of(new Bound(Scalar.of(value), inclusive));
  }

  private static Metric where(String key, String property, Predicate predicate) {
    return new Metric(
        key,
        key,
        "w_purchase",
        Kind.CONVERSION,
        Optional.empty(),
        List.of(new PropertyTest(property, predicate)));
  }

  @Test
  void reportsNothingSeenAsNothing() {
    experiment("empty", Metric.sum("revenue", "Revenue", "purchase", "amount"));
    ExperimentReport report = project.reports.report("empty");
    assertThat(report.variants()).extracting(v -> v.exposed()).containsExactly(0L, 0L);
    assertThat(report.comparisons()).isEmpty();
    assertThat(report.sampleRatio().alarm()).isFalse();
  }
}
