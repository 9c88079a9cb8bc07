package io.onelift.figure;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.MetricQuery.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Metrics, split by dimensions, over a period.
 *
 * @param grain splits by time first
 * @param compare adds what each figure was before
 * @param limit rows at most; 0 for as many as the limits allow by themselves
 */
public record FigureRequest(
    List<String> metrics,
    List<Grouping> by,
    List<Filter> filters,
    Period range,
    Optional<Grain> grain,
    Optional<Shift> compare,
    List<Ordering> order,
    int limit) {
  /** The key of the dimension that {@link #grain} splits by. */
  public static final String TIME = "time";

  public FigureRequest {
    metrics = List.copyOf(metrics);
    by = List.copyOf(by);
    filters = List.copyOf(filters);
    order = List.copyOf(order);
  }

  /** All groupings, that by time first. */
  List<Grouping> groupings() {
    List<Grouping> all = new ArrayList<>();
    grain.ifPresent(step -> all.add(new Grouping(TIME, Optional.of(step))));
    all.addAll(by);
    return all;
  }

  /** As a query of days. */
  MetricQuery over(DayRange days) {
    return new MetricQuery(metrics, groupings(), filters, Optional.of(days), order, limit);
  }
}
