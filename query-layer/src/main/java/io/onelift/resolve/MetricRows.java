package io.onelift.resolve;

import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;

/** Which rows a metric looks at; metrics over the same rows are computed in one go. */
sealed interface MetricRows {
  /** Events in the asked range. */
  record Events() implements MetricRows {}

  /**
   * Profiles.
   *
   * @param timeTrait whose time must be in the asked range; empty text when the range means nothing
   */
  record Profiles(String timeTrait) implements MetricRows {}

  static MetricRows of(Definition definition) {
    return switch (definition) {
      case EventCount _, EventProfiles _, EventNumber _ -> new Events();
      case ProfileCount count -> new Profiles(count.timeTrait());
      case ProfileNumber _ -> new Profiles("");
      case Ratio ratio -> throw new IllegalArgumentException("A ratio has no rows: " + ratio);
    };
  }
}
