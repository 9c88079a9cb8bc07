package io.onelift.rootcause;

import io.onelift.insight.Discoveries;
import io.onelift.rootcause.Change.DimensionCause;
import io.onelift.rootcause.Change.ValueCause;
import io.onelift.rootcause.Cut.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What matters most. Dimensions are ranked as Adtributor ranks them (see {@link Surprise}): a value
 * is a candidate when it makes up a tenth of the change, a dimension explains it when a few
 * candidates make up two thirds, and of those the most surprising comes first. Values are ranked by
 * how much they moved beyond all others, which a large value that only went along does not.
 */
final class Ranking {
  private static final double CANDIDATE = .1;
  private static final double MOST_OF_IT = .67;

  private Ranking() {}

  /** With p-values that take into account how many there are. */
  static List<Part> adjusted(List<Part> parts) {
    List<Part> tested = parts.stream().filter(part -> part.cause().pValue().isPresent()).toList();
    List<Double> pValues =
        Discoveries.adjusted(
            tested.stream().map(part -> part.cause().pValue().getAsDouble()).toList());
    Map<Part, Double> byPart = new HashMap<>();
    for (int i = 0; i < tested.size(); i++) {
      byPart.put(tested.get(i), pValues.get(i));
    }
    return parts.stream()
        .map(part -> byPart.containsKey(part) ? with(part, byPart.get(part)) : part)
        .toList();
  }

  private static Part with(Part part, double pValue) {
    ValueCause cause = part.cause();
    return new Part(
        new ValueCause(
            cause.dimension(),
            cause.value(),
            cause.before(),
            cause.after(),
            cause.contribution(),
            cause.excess(),
            cause.rate(),
            cause.mix(),
            OptionalDouble.of(pValue)),
        part.surprise());
  }

  /** Significant ones first, of those the largest excess; then the least likely to be chance. */
  static List<ValueCause> values(List<Part> parts) {
    return parts.stream()
        .map(Part::cause)
        .sorted(
            Comparator.comparing((ValueCause cause) -> !cause.isSignificant())
                .thenComparingDouble(cause -> cause.isSignificant() ? 0 : cause.pValue().orElse(1))
                .thenComparingDouble(cause -> -Math.abs(cause.excess()))
                .thenComparing(ValueCause::dimension)
                .thenComparing(cause -> cause.value().orElse("")))
        .toList();
  }

  /** Those first of which few values explain most of the change, as Adtributor has them. */
  static List<DimensionCause> dimensions(List<Part> parts, double change) {
    Map<String, List<Part>> byDimension = new LinkedHashMap<>();
    parts.forEach(
        part ->
            byDimension
                .computeIfAbsent(part.cause().dimension(), _ -> new ArrayList<>())
                .add(part));
    List<DimensionCause> causes = new ArrayList<>();
    byDimension.forEach((dimension, own) -> causes.add(cause(dimension, own, change)));
    return causes.stream()
        .sorted(
            Comparator.comparing((DimensionCause cause) -> cause.explains().isEmpty())
                .thenComparingDouble(cause -> -cause.surprise())
                .thenComparing(DimensionCause::dimension))
        .toList();
  }

  private static DimensionCause cause(String dimension, List<Part> parts, double change) {
    double explained = 0;
    double surprise = 0;
    List<String> values = new ArrayList<>();
    List<Part> bySurprise =
        parts.stream().sorted(Comparator.comparingDouble((Part part) -> -part.surprise())).toList();
    for (Part part : bySurprise) {
      double power = change == 0 ? 0 : part.cause().contribution() / change;
      if (power > CANDIDATE && explained <= MOST_OF_IT) {
        explained += power;
        surprise += part.surprise();
        values.add(part.cause().value().orElse(""));
      }
    }
    boolean few = explained > MOST_OF_IT && values.size() < parts.size();
    double whole = parts.stream().mapToDouble(Part::surprise).sum();
    return new DimensionCause(
        dimension, few ? surprise : whole, few ? values : List.of(), few ? explained : 0);
  }
}
