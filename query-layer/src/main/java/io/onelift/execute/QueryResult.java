package io.onelift.execute;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rows of an answer.
 *
 * @param rows values as {@code String}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code
 *     Boolean}, {@code List} or null; dates and times as ISO 8601 text in the project's time zone
 * @param truncated true when there were more rows than the limit
 * @param elapsed how long this answer took
 * @param executedSql what ClickHouse ran
 * @param fromCache true when ClickHouse was not asked, because nothing it read has changed since
 * @param asOf when ClickHouse was asked
 */
public record QueryResult(
    List<Column> columns,
    List<List<Object>> rows,
    boolean truncated,
    Duration elapsed,
    String executedSql,
    boolean fromCache,
    Instant asOf) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** An answer that ClickHouse just gave. */
  public QueryResult(
      List<Column> columns,
      List<List<Object>> rows,
      boolean truncated,
      Duration elapsed,
      String executedSql) {
    this(columns, rows, truncated, elapsed, executedSql, false, Instant.now().minus(elapsed));
  }

  /** The same answer given once more. */
  QueryResult again(long startNanos) {
    return new QueryResult(
        columns,
        rows,
        truncated,
        Duration.ofNanos(System.nanoTime() - startNanos),
        executedSql,
        true,
        asOf);
  }

  /** A column: {@code type} is one of text, number, boolean, date, time, list. */
  public record Column(String name, String type) {}
}
