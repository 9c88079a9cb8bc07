package io.onelift.analysis;

import io.onelift.ir.MetricQuery.DayRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An answer and how it came about.
 *
 * @param executedSql the statements that ClickHouse ran
 * @param asOf when they began
 */
public record AnalysisResult(
    String model,
    Answer answer,
    DayRange range,
    Instant asOf,
    Duration elapsed,
    List<String> executedSql) {
  public AnalysisResult {
    executedSql = List.copyOf(executedSql);
  }
}
