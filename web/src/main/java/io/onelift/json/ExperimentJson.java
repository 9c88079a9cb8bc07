package io.onelift.json;

import io.onelift.experiment.Experiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An experiment. */
public record ExperimentJson(
    String key,
    String name,
    String state,
    List<VariantJson> variants,
    List<MetricJson> metrics,
    Optional<String> placement,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt) {
  private static final Map<String, Experiment.Kind> KINDS =
      Map.of("conversion", Experiment.Kind.CONVERSION, "sum", Experiment.Kind.SUM);

  public static ExperimentJson of(Experiment experiment) {
    return new ExperimentJson(
        experiment.key(),
        experiment.name(),
        experiment.state().name().toLowerCase(Locale.ROOT),
        experiment.variants().stream().map(VariantJson::of).toList(),
        experiment.metrics().stream().map(MetricJson::of).toList(),
        experiment.placement(),
        experiment.startedAt(),
        experiment.stoppedAt());
  }

  /** The draft somebody sent; {@code key} is the one in the path, else the body's. */
  public static Experiment read(Body body, Optional<String> key) {
    List<Experiment.Variant> variants = new ArrayList<>();
    for (Body variant : body.objects("variants")) {
      String variantKey = variant.text("key");
      variants.add(
          new Experiment.Variant(
              variantKey,
              variant.optionalText("name").orElse(variantKey),
              variant.optionalNumber("weight").orElse(1.0),
              variant.flag("control", false)));
    }
    List<Experiment.Metric> metrics = new ArrayList<>();
    for (Body metric : body.objects("metrics")) {
      String metricKey = metric.text("key");
      metrics.add(
          new Experiment.Metric(
              metricKey,
              metric.optionalText("name").orElse(metricKey),
              metric.text("event"),
              metric.choice("kind", KINDS).orElse(Experiment.Kind.CONVERSION),
              metric.optionalText("property"),
              List.of()));
    }
    Experiment draft =
        Experiment.draft(
            Keyed.key(body, key),
            body.text("name"),
            variants,
            metrics,
            body.optionalText("placement"));
    body.end();
    return draft;
  }

  /** One of the ways. */
  public record VariantJson(String key, String name, double weight, boolean control) {
    static VariantJson of(Experiment.Variant variant) {
      return new VariantJson(variant.key(), variant.name(), variant.weight(), variant.control());
    }
  }

  /** What is compared. */
  public record MetricJson(
      String key, String name, String event, String kind, Optional<String> property) {
    static MetricJson of(Experiment.Metric metric) {
      return new MetricJson(
          metric.key(),
          metric.name(),
          metric.event(),
          metric.kind().name().toLowerCase(Locale.ROOT),
          metric.property());
    }
  }
}
