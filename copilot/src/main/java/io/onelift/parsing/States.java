package io.onelift.parsing;

import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.SemanticModel;
import java.util.List;

/** Which figures are a state as of now and so have no time range. */
public final class States {
  private States() {}

  static boolean all(List<Metric> metrics) {
    return metrics.stream().allMatch(States::plain);
  }

  private static boolean plain(Metric metric) {
    return switch (metric.definition()) {
      case ProfileCount count -> count.timeTrait().isEmpty();
      case ProfileNumber _ -> true;
      case EventCount _, EventProfiles _, EventNumber _, Ratio _ -> false;
    };
  }

  /** True when the figure has no time; a ratio has none when either part has none. */
  public static boolean is(Metric metric, SemanticModel model) {
    return metric.definition() instanceof Ratio ratio
        ? List.of(ratio.numerator(), ratio.denominator()).stream()
            .anyMatch(key -> model.metric(key).filter(States::plain).isPresent())
        : plain(metric);
  }
}
