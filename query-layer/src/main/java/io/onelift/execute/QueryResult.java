package io.onelift.execute;

import java.time.Duration;
import java.util.List;

/**
 * Rows of an answer.
 *
 * @param rows values as {@code String}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code
 *     Boolean}, {@code List} or null; dates and times as ISO 8601 text in the project's time zone
 * @param truncated true when there were more rows than the limit
 * @param executedSql what ClickHouse ran
 */
public record QueryResult(
    List<Column> columns,
    List<List<Object>> rows,
    boolean truncated,
    Duration elapsed,
    String executedSql) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A column: {@code type} is one of text, number, boolean, date, time, list. */
  public record Column(String name, String type) {}
}
