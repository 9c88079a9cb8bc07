package io.onelift.ir;

import io.onelift.tag.Predicate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Metrics, split by dimensions, in a time range, with filters. Every name is a key of the semantic
 * model.
 *
 * @param metrics at least one
 * @param by at most four
 * @param filters all must hold
 * @param range days in the project's time zone; empty asks for all time
 * @param order first decides; empty orders by the first time dimension ascending, else by the first
 *     metric descending
 * @param limit rows at most
 */
public record MetricQuery(
    List<String> metrics,
    List<Grouping> by,
    List<Filter> filters,
    Optional<DayRange> range,
    List<Ordering> order,
    int limit) {
  public MetricQuery {
    metrics = List.copyOf(metrics);
    by = List.copyOf(by);
    filters = List.copyOf(filters);
    order = List.copyOf(order);
  }

  /**
   * A dimension to split by; the grain is there exactly for time dimensions and time-valued traits.
   */
  public record Grouping(String dimension, Optional<Grain> grain) {}

  /** The step of a time axis. Weeks start on Monday. */
  public enum Grain {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR
  }

  /** What must hold. */
  public sealed interface Filter {}

  /** A test on a dimension's value. */
  public record DimensionFilter(String dimension, Predicate predicate) implements Filter {}

  /** Only members of a saved audience. */
  public record AudienceFilter(String audience) implements Filter {}

  /** Days from, inclusive, to, exclusive. */
  public record DayRange(LocalDate from, LocalDate to) {
    public DayRange {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "The range from " + from + " to " + to + " holds no day");
      }
    }
  }

  /** Order by a metric or a dimension of the query. */
  public record Ordering(String key, boolean descending) {}
}
