package io.onelift.answer;

import io.onelift.semantic.Metric;
import java.util.List;
import java.util.Optional;

/**
 * How to draw an answer. Columns are named as in the result.
 *
 * @param x the column along the axis; empty for a single number
 * @param y the columns drawn
 * @param series the column whose values become one line or bar each
 * @param format how the figures read
 */
public record Chart(
    Type type, Optional<String> x, List<String> y, Optional<String> series, Metric.Format format) {
  public Chart {
    y = List.copyOf(y);
  }

  /** The kind of drawing. */
  public enum Type {
    LINE,
    BAR,
    PIE,
    NUMBER,
    TABLE
  }
}
