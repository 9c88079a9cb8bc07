package io.onelift.rootcause;

import io.onelift.rootcause.Change.Factor;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.EventMeasure.PropertyTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A metric as a product of others:
 *
 * <pre>
 * ratio of N to D             N × 1 ⁄ D
 * how often an event happened people × times per person
 * a sum over an event         people × times per person × amount per time
 * </pre>
 *
 * The last two as far as the model has metrics of the same events.
 */
final class Factors {
  private Factors() {}

  /** One quotient of the product; {@code over} alone is 1 ⁄ it. */
  record Quotient(Optional<String> of, Optional<String> over) {}

  /** The product; empty when there is none. */
  static List<Quotient> of(String key, SemanticModel model) {
    Definition definition = model.metric(key).orElseThrow().definition();
    if (definition instanceof Ratio ratio) {
      return List.of(
          new Quotient(Optional.of(ratio.numerator()), Optional.empty()),
          new Quotient(Optional.empty(), Optional.of(ratio.denominator())));
    }
    if (definition instanceof EventCount count) {
      return people(count.event(), count.where(), model)
          .map(people -> List.of(alone(people), per(key, people)))
          .orElse(List.of());
    }
    if (definition instanceof EventNumber number && number.fold().equals(Fold.SUM)) {
      Optional<String> people = people(number.event(), number.where(), model);
      Optional<String> times = Basis.named(new EventCount(number.event(), number.where()), model);
      return people.isEmpty() || times.isEmpty()
          ? List.of()
          : List.of(alone(people.get()), per(times.get(), people.get()), per(key, times.get()));
    }
    return List.of();
  }

  private static Optional<String> people(
      String event, List<PropertyTest> where, SemanticModel model) {
    return Basis.named(new EventProfiles(event, where), model);
  }

  private static Quotient alone(String metric) {
    return new Quotient(Optional.of(metric), Optional.empty());
  }

  private static Quotient per(String metric, String over) {
    return new Quotient(Optional.of(metric), Optional.of(over));
  }

  static List<String> metrics(List<Quotient> product) {
    Set<String> metrics = new LinkedHashSet<>();
    product.forEach(
        quotient -> {
          quotient.of().ifPresent(metrics::add);
          quotient.over().ifPresent(metrics::add);
        });
    return List.copyOf(metrics);
  }

  /** What each factor adds to the change; empty when a figure is not above zero. */
  static List<Factor> contributions(
      List<Quotient> product, Map<String, Double> before, Map<String, Double> after) {
    if (product.isEmpty()
        || metrics(product).stream()
            .anyMatch(key -> !(before.get(key) > 0 && after.get(key) > 0))) {
      return List.of();
    }
    double wholeBefore = 1;
    double wholeAfter = 1;
    for (Quotient quotient : product) {
      wholeBefore *= value(quotient, before);
      wholeAfter *= value(quotient, after);
    }
    List<Factor> factors = new ArrayList<>();
    for (Quotient quotient : product) {
      double then = value(quotient, before);
      double now = value(quotient, after);
      boolean inverse = quotient.of().isEmpty();
      factors.add(
          new Factor(
              quotient.of().or(quotient::over).orElseThrow(),
              inverse ? Optional.empty() : quotient.over(),
              inverse ? 1 / then : then,
              inverse ? 1 / now : now,
              LogMean.contribution(wholeBefore, wholeAfter, then, now)));
    }
    return factors;
  }

  private static double value(Quotient quotient, Map<String, Double> figures) {
    return quotient.of().map(figures::get).orElse(1.0)
        / quotient.over().map(figures::get).orElse(1.0);
  }
}
