package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentJson;
import io.onelift.experiment.ExperimentReport;
import io.onelift.stats.SampleRatio;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** An experiment's figures; rates are fractions, intervals 95 %. */
public record ExperimentReportJson(
    ObjectNode experiment,
    List<VariantJson> variants,
    List<ComparisonJson> comparisons,
    RatioJson srm,
    ExcludedJson excluded,
    List<DayJson> byDay,
    List<String> sql,
    Instant asOf) {
  public static ExperimentReportJson of(ExperimentReport report) {
    return new ExperimentReportJson(
        ExperimentJson.print(report.experiment()),
        variants(report),
        report.comparisons().stream().map(ComparisonJson::of).toList(),
        RatioJson.of(report.sampleRatio()),
        new ExcludedJson(report.excluded().severalVariants(), report.excluded().unknownVariant()),
        report.byDay().stream()
            .map(day -> new DayJson(day.day(), day.variant(), day.exposed()))
            .toList(),
        report.sql(),
        report.asOf());
  }

  private static List<VariantJson> variants(ExperimentReport report) {
    List<VariantJson> variants = new ArrayList<>();
    for (ExperimentReport.VariantReport found : report.variants()) {
      Experiment.Variant variant = found.variant();
      Map<String, FigureJson> metrics = new LinkedHashMap<>();
      for (Experiment.Metric metric : report.experiment().metrics()) {
        ExperimentReport.MetricReport figures = found.metrics().get(metric.key());
        if (figures != null) {
          metrics.put(metric.key(), FigureJson.of(metric.kind(), figures));
        }
      }
      variants.add(
          new VariantJson(
              variant.key(),
              variant.name(),
              variant.control(),
              variant.weight(),
              found.exposed(),
              metrics));
    }
    return variants;
  }

  /** One variant with its figures by the metric's key. */
  public record VariantJson(
      String key,
      String name,
      boolean control,
      double weight,
      long exposed,
      Map<String, FigureJson> metrics) {}

  /**
   * One figure.
   *
   * @param rate of a conversion, else absent
   * @param mean per exposed profile of a sum, else absent
   */
  public record FigureJson(
      long count, double sum, OptionalDouble rate, OptionalDouble mean, double low, double high) {
    static FigureJson of(Experiment.Kind kind, ExperimentReport.MetricReport figures) {
      OptionalDouble value = OptionalDouble.of(figures.value());
      OptionalDouble none = OptionalDouble.empty();
      boolean rate = kind == Experiment.Kind.CONVERSION;
      return new FigureJson(
          figures.count(),
          figures.sum(),
          rate ? value : none,
          rate ? none : value,
          figures.interval().low(),
          figures.interval().high());
    }
  }

  /** A variant against the control; {@code z} is Welch's t for means. */
  public record ComparisonJson(
      String metric,
      String variant,
      String control,
      double difference,
      double low,
      double high,
      OptionalDouble relative,
      double pValue,
      double z) {
    static ComparisonJson of(ExperimentReport.Comparison comparison) {
      return new ComparisonJson(
          comparison.metric(),
          comparison.variant(),
          comparison.control(),
          comparison.difference(),
          comparison.interval().low(),
          comparison.interval().high(),
          comparison.relative(),
          comparison.pValue(),
          comparison.statistic());
    }
  }

  /** Whether the sizes fit the weights. */
  public record RatioJson(
      @JsonProperty("chi2") double chiSquare,
      double pValue,
      boolean alarm,
      List<Double> expected,
      List<Long> observed) {
    static RatioJson of(SampleRatio ratio) {
      return new RatioJson(
          ratio.chiSquare(), ratio.pValue(), ratio.alarm(), ratio.expected(), ratio.observed());
    }
  }

  /** Profiles that are in no figure. */
  public record ExcludedJson(long severalVariants, long unknownVariant) {}

  /** First exposures of a day. */
  public record DayJson(LocalDate day, String variant, long exposed) {}
}
