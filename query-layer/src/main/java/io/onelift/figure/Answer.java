package io.onelift.figure;

import io.onelift.ir.MetricQuery.DayRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Figures with what each column is.
 *
 * @param rows values as {@link io.onelift.execute.QueryResult} has them
 * @param range the days it took
 * @param before the days it compared with
 * @param notes sentences on what was decided for the asker
 */
public record Answer(
    List<Column> columns,
    List<List<Object>> rows,
    boolean truncated,
    Duration elapsed,
    String executedSql,
    boolean fromCache,
    Instant asOf,
    DayRange range,
    Optional<DayRange> before,
    List<String> notes) {
  public Answer {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
    notes = List.copyOf(notes);
  }

  /**
   * A column.
   *
   * @param type one of text, number, boolean, date, time, list
   * @param role time, dimension, measure or rate
   * @param metric the key of the metric it shows, now or before; empty for groupings
   */
  public record Column(String name, String type, String role, Optional<String> metric) {}
}
