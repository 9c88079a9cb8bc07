package io.onelift.experiment;

import io.onelift.stats.Interval;
import io.onelift.stats.SampleRatio;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an experiment has shown. Rates are fractions; intervals are 95 %.
 *
 * @param variants in the order of the definition
 * @param comparisons each treatment with the control, per metric; none where one side has nobody
 * @param sampleRatio whether the sizes fit the weights
 * @param excluded profiles that are in no figure
 * @param byDay how many profiles were exposed for the first time, by day of the project's zone
 * @param sql what was run, with its {@code {name:Type}} parameters
 * @param asOf events received later are in no figure
 */
public record ExperimentReport(
    Experiment experiment,
    List<VariantReport> variants,
    List<Comparison> comparisons,
    SampleRatio sampleRatio,
    Excluded excluded,
    List<Day> byDay,
    List<String> sql,
    Instant asOf) {
  public ExperimentReport {
    variants = List.copyOf(variants);
    comparisons = List.copyOf(comparisons);
    byDay = List.copyOf(byDay);
    sql = List.copyOf(sql);
  }

  /**
   * One variant.
   *
   * @param exposed profiles that saw this variant and no other
   * @param metrics by the metric's key
   */
  public record VariantReport(
      Experiment.Variant variant, long exposed, Map<String, MetricReport> metrics) {
    public VariantReport {
      metrics = Map.copyOf(metrics);
    }
  }

  /**
   * One metric of one variant.
   *
   * @param count profiles with the metric's event at or after their first exposure
   * @param sum of the metric's property; the same as {@code count} for a conversion
   * @param value the rate of a conversion, the mean per exposed profile of a sum
   * @param interval Wilson's for a rate, Student's for a mean
   */
  public record MetricReport(long count, double sum, double value, Interval interval) {}

  /**
   * A variant against the control.
   *
   * @param difference variant minus control
   * @param interval Wald's for rates, Welch's for means
   * @param relative the difference as a share of control's value; empty when that is 0
   * @param statistic z with the pooled variance for rates, Welch's t for means
   * @param pValue two-sided
   */
  public record Comparison(
      String metric,
      String variant,
      String control,
      double difference,
      Interval interval,
      OptionalDouble relative,
      double statistic,
      double pValue) {}

  /**
   * Who is in no figure.
   *
   * @param severalVariants profiles that saw more than one variant
   * @param unknownVariant profiles that saw only a variant the experiment does not have
   */
  public record Excluded(long severalVariants, long unknownVariant) {}

  public record Day(LocalDate day, String variant, long exposed) {}
}
