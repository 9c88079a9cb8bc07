package io.onelift.figure;

import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;

/** How figures of a metric behave when periods or groups are put together. */
public enum MetricNature {
  /** The parts of a time or of a dimension add up to the whole. */
  ADDITIVE,
  /** Counts whom it saw: over time, the same person counts once. */
  DISTINCT,
  /** One figure over another. */
  RATIO,
  /** A mean, whose parts do not add up. */
  MEAN;

  public static MetricNature of(Definition definition) {
    return switch (definition) {
      case EventCount _ -> ADDITIVE;
      case EventProfiles _ -> DISTINCT;
      case EventNumber number -> number.fold() == Fold.SUM ? ADDITIVE : MEAN;
      case ProfileCount _ -> ADDITIVE;
      case ProfileNumber number -> number.fold() == Fold.SUM ? ADDITIVE : MEAN;
      case Ratio _ -> RATIO;
    };
  }

  /** Whether the metric has a time, so that it can be asked of a period. */
  public static boolean hasTime(Definition definition) {
    return switch (definition) {
      case EventCount _, EventProfiles _, EventNumber _, Ratio _ -> true;
      case ProfileCount count -> !count.timeTrait().isEmpty();
      case ProfileNumber _ -> false;
    };
  }

  /** Whether the figure counts events or people, so that chance alone moves it by its root. */
  public static boolean isCount(Definition definition) {
    return switch (definition) {
      case EventCount _, EventProfiles _, ProfileCount _ -> true;
      case EventNumber _, ProfileNumber _, Ratio _ -> false;
    };
  }

  static boolean isZeroOfNothing(Definition definition) {
    return switch (of(definition)) {
      case ADDITIVE, DISTINCT -> true;
      case RATIO, MEAN -> false;
    };
  }
}
