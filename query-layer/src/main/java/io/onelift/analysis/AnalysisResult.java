package io.onelift.analysis;

import io.onelift.ir.MetricQuery.DayRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An answer and how it came about.
 *
 * @param executedSql the statements that ClickHouse ran
 * @param asOf when the first of them began
 * @param fromCache true when ClickHouse was not asked, because nothing it read has changed since
 */
public record AnalysisResult(
    String model,
    Answer answer,
    DayRange range,
    Instant asOf,
    Duration elapsed,
    List<String> executedSql,
    boolean fromCache) {
  public AnalysisResult {
    executedSql = List.copyOf(executedSql);
  }
}
