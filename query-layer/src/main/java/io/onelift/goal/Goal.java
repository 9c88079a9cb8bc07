package io.onelift.goal;

import io.onelift.figure.Period;
import io.onelift.ir.MetricQuery.Filter;
import java.util.List;

/**
 * A target for a metric in a period.
 *
 * @param period from its first day to the day after its last
 * @param filters that say of what; all must hold
 */
public record Goal(
    String name,
    String metric,
    double target,
    Direction direction,
    Period.Days period,
    List<Filter> filters) {
  public Goal {
    filters = List.copyOf(filters);
  }

  /** On which side of the target it is good to be. */
  public enum Direction {
    AT_LEAST,
    AT_MOST
  }
}
