package io.onelift.experiment;

import io.onelift.event.NotFound;
import io.onelift.event.TrackingPlan;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.experiment.ExperimentReport.Comparison;
import io.onelift.experiment.ExperimentReport.Day;
import io.onelift.experiment.ExperimentReport.Excluded;
import io.onelift.experiment.ExperimentReport.MetricReport;
import io.onelift.experiment.ExperimentReport.VariantReport;
import io.onelift.experiment.ReportSql.Statement;
import io.onelift.stats.Proportion;
import io.onelift.stats.Sample;
import io.onelift.stats.SampleRatio;
import io.onelift.stats.TwoProportions;
import io.onelift.stats.Welch;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports on experiments, from the events as they are. A profile is exposed by an {@code exposure}
 * event with the experiment and a variant, and belongs to the variant it saw; one that saw several
 * is left out and counted. What it did before its first exposure is not the experiment's doing.
 */
public final class ExperimentReports {
  private final Warehouse warehouse;
  private final ExperimentCatalog experiments;
  private final TrackingPlan plan;
  private final Clock clock;

  public ExperimentReports(
      Warehouse warehouse, ExperimentCatalog experiments, TrackingPlan plan, Clock clock) {
    this.warehouse = warehouse;
    this.experiments = experiments;
    this.plan = plan;
    this.clock = clock;
  }

  /** What one variant's profiles did, as the sums the statistics need. */
  private record Outcome(long profiles, double sum, double sumOfSquares) {
    static final Outcome NONE = new Outcome(0, 0, 0);

    Proportion proportion(long exposed) {
      return new Proportion(profiles, exposed);
    }

    Sample sample(long exposed) {
      return new Sample(exposed, sum, sumOfSquares);
    }
  }

  /** Who was exposed. */
  private record Exposed(List<Day> byDay, Excluded excluded) {
    long to(String variant) {
      return byDay.stream()
          .filter(day -> day.variant().equals(variant))
          .mapToLong(Day::exposed)
          .sum();
    }
  }

  /**
   * The report as of now.
   *
   * @throws NotFound when there is no such experiment
   */
  public ExperimentReport report(String key) {
    Experiment experiment = experiments.experiment(key);
    Instant asOf = Instant.ofEpochMilli(clock.millis());
    ReportSql sql = new ReportSql(experiment, plan, asOf);
    List<String> ran = new ArrayList<>();
    Exposed exposed = exposed(experiment, sql.exposed(), ran);
    Map<String, Map<String, Outcome>> outcomes = new LinkedHashMap<>();
    for (Metric metric : experiment.metrics()) {
      outcomes.put(metric.key(), outcomes(sql.metric(metric), ran));
    }
    return new ExperimentReport(
        experiment,
        experiment.variants().stream()
            .map(v -> variant(experiment, v, exposed.to(v.key()), outcomes))
            .toList(),
        comparisons(experiment, exposed, outcomes),
        new SampleRatio(
            experiment.variants().stream().map(v -> exposed.to(v.key())).toList(),
            experiment.variants().stream().map(Variant::weight).toList()),
        exposed.excluded(),
        exposed.byDay(),
        ran,
        asOf);
  }

  private Exposed exposed(Experiment experiment, Optional<Statement> statement, List<String> ran) {
    List<Day> days = new ArrayList<>();
    long[] excluded = new long[2];
    statement.ifPresent(
        s -> {
          ran.add(s.sql());
          warehouse.forEach(
              s.sql(),
              s.params(),
              row -> {
                String variant = row.text("variant");
                long profiles = row.integer("profiles");
                if (row.flag("several")) {
                  excluded[0] += profiles;
                } else if (experiment.variants().stream().noneMatch(v -> v.key().equals(variant))) {
                  excluded[1] += profiles;
                } else {
                  days.add(new Day(LocalDate.parse(row.text("day")), variant, profiles));
                }
              });
        });
    return new Exposed(List.copyOf(days), new Excluded(excluded[0], excluded[1]));
  }

  private Map<String, Outcome> outcomes(Optional<Statement> statement, List<String> ran) {
    Map<String, Outcome> byVariant = new HashMap<>();
    statement.ifPresent(
        s -> {
          ran.add(s.sql());
          warehouse.forEach(
              s.sql(),
              s.params(),
              row ->
                  byVariant.put(
                      row.text("variant"),
                      new Outcome(
                          row.integer("profiles"),
                          row.number("total"),
                          row.number("total_of_squares"))));
        });
    return byVariant;
  }

  private static VariantReport variant(
      Experiment experiment,
      Variant variant,
      long exposed,
      Map<String, Map<String, Outcome>> outcomes) {
    Map<String, MetricReport> metrics = new LinkedHashMap<>();
    for (Metric metric : experiment.metrics()) {
      Outcome outcome = outcomes.get(metric.key()).getOrDefault(variant.key(), Outcome.NONE);
      metrics.put(metric.key(), measured(metric.kind(), outcome, exposed));
    }
    return new VariantReport(variant, exposed, metrics);
  }

  private static MetricReport measured(Kind kind, Outcome outcome, long exposed) {
    return switch (kind) {
      case CONVERSION -> {
        Proportion rate = outcome.proportion(exposed);
        yield new MetricReport(outcome.profiles(), outcome.profiles(), rate.rate(), rate.wilson());
      }
      case SUM -> {
        Sample sample = outcome.sample(exposed);
        yield new MetricReport(outcome.profiles(), outcome.sum(), sample.mean(), sample.interval());
      }
    };
  }

  private static List<Comparison> comparisons(
      Experiment experiment, Exposed exposed, Map<String, Map<String, Outcome>> outcomes) {
    Variant control = experiment.control();
    List<Comparison> comparisons = new ArrayList<>();
    for (Metric metric : experiment.metrics()) {
      Map<String, Outcome> measured = outcomes.get(metric.key());
      for (Variant variant : experiment.variants()) {
        long fewest = Math.min(exposed.to(variant.key()), exposed.to(control.key()));
        if (!variant.control() && fewest >= (metric.kind() == Kind.SUM ? 2 : 1)) {
          comparisons.add(
              compare(
                  metric,
                  variant.key(),
                  measured.getOrDefault(variant.key(), Outcome.NONE),
                  exposed.to(variant.key()),
                  control.key(),
                  measured.getOrDefault(control.key(), Outcome.NONE),
                  exposed.to(control.key())));
        }
      }
    }
    return comparisons;
  }

  private static Comparison compare(
      Metric metric,
      String variant,
      Outcome treated,
      long treatedExposed,
      String control,
      Outcome untreated,
      long untreatedExposed) {
    return switch (metric.kind()) {
      case CONVERSION -> {
        TwoProportions test =
            new TwoProportions(
                treated.proportion(treatedExposed), untreated.proportion(untreatedExposed));
        yield new Comparison(
            metric.key(),
            variant,
            control,
            test.difference(),
            test.interval(),
            test.relative(),
            test.z(),
            test.pValue());
      }
      case SUM -> {
        Welch test = new Welch(treated.sample(treatedExposed), untreated.sample(untreatedExposed));
        yield new Comparison(
            metric.key(),
            variant,
            control,
            test.difference(),
            test.interval(),
            test.relative(),
            test.t(),
            test.pValue());
      }
    };
  }
}
