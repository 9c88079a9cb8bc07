package io.onelift.parsing;

import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.SemanticModel;
import java.util.List;

/** Which figures are a state as of now and so have no time range. */
public final class States {
  private States() {}

  static boolean all(List<Metric> metrics, SemanticModel model) {
    return metrics.stream().allMatch(metric -> plain(metric, model));
  }

  private static boolean plain(Metric metric, SemanticModel model) {
    return metric.definition() instanceof OverRows rows && model.timeOf(rows).isEmpty();
  }

  /** True when the figure has no time; one made of others has none when one of them has none. */
  public static boolean is(Metric metric, SemanticModel model) {
    return metric.definition() instanceof OverRows
        ? plain(metric, model)
        : metric.definition().uses().stream()
            .anyMatch(key -> model.metric(key).filter(part -> is(part, model)).isPresent());
  }
}
