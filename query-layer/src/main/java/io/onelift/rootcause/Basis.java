package io.onelift.rootcause;

import io.onelift.event.InvalidInput;
import io.onelift.figure.MetricNature;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a metric is measured by: one figure, or one over another.
 *
 * @param denominator empty when the metric is no ratio
 * @param mean true when the numerator is a mean, so that the denominator times it is the sum
 * @param adds false when a person can be in several parts, or in both periods
 */
record Basis(String numerator, Optional<String> denominator, boolean mean, boolean adds) {
  /**
   * The basis of a metric.
   *
   * @throws InvalidInput when there is no such metric, or it cannot be taken apart
   */
  static Basis of(String key, SemanticModel model) {
    Metric metric =
        model
            .metric(key)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/metric",
                        "There is no metric '"
                            + key
                            + "'. "
                            + NearestName.hint(
                                key, model.metrics().stream().map(Metric::key).toList())));
    Definition definition = metric.definition();
    if (!MetricNature.hasTime(metric, model)) {
      throw new InvalidInput(
          "/metric",
          "'" + key + "' is a state as of now, so it has no period before; choose one with a time");
    }
    return switch (MetricNature.of(metric, model)) {
      case ADDITIVE -> new Basis(key, Optional.empty(), false, true);
      case DISTINCT -> new Basis(key, Optional.empty(), false, false);
      case RATIO -> ratio(key, definition, model);
      case MEAN -> mean(key, definition, model);
    };
  }

  private static Basis ratio(String key, Definition definition, SemanticModel model) {
    if (!(definition instanceof Ratio ratio)) {
      throw indivisible(key);
    }
    boolean adds = isAdditive(ratio.numerator(), model) && isAdditive(ratio.denominator(), model);
    return new Basis(ratio.numerator(), Optional.of(ratio.denominator()), false, adds);
  }

  private static Basis mean(String key, Definition definition, SemanticModel model) {
    if (!(definition instanceof EventNumber number && number.fold().equals(Fold.AVERAGE))) {
      throw indivisible(key);
    }
    String count =
        named(new EventCount(number.event(), number.where()), model)
            .orElseThrow(() -> indivisible(key));
    Optional<String> sum =
        named(new EventNumber(number.event(), number.where(), Fold.SUM, number.property()), model);
    return sum.isPresent()
        ? new Basis(sum.get(), Optional.of(count), false, true)
        : new Basis(key, Optional.of(count), true, true);
  }

  private static boolean isAdditive(String key, SemanticModel model) {
    return model
        .metric(key)
        .filter(metric -> MetricNature.of(metric, model) == MetricNature.ADDITIVE)
        .isPresent();
  }

  /** The metric that is defined so, whatever it is called. */
  static Optional<String> named(Definition definition, SemanticModel model) {
    return model.metrics().stream()
        .filter(metric -> metric.definition().equals(definition))
        .map(Metric::key)
        .findFirst();
  }

  private static InvalidInput indivisible(String key) {
    return new InvalidInput(
        "/metric",
        "'"
            + key
            + "' cannot be taken apart; ask for a count, a sum, or a ratio of two such metrics");
  }

  /** The metrics to ask for. */
  List<String> metrics() {
    List<String> metrics = new ArrayList<>(List.of(numerator));
    denominator.filter(key -> !key.equals(numerator)).ifPresent(metrics::add);
    return metrics;
  }
}
