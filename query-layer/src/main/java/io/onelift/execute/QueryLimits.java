package io.onelift.execute;

import java.time.Duration;

/**
 * What one query may use before it is stopped with an error.
 *
 * @param time it runs
 * @param memory bytes in the warehouse
 * @param rowsRead rows of tables it looks at
 * @param defaultRows returned when the caller does not say how many
 * @param maxRows returned at most, whatever the caller says
 */
public record QueryLimits(Duration time, long memory, long rowsRead, int defaultRows, int maxRows) {
  public static final QueryLimits DEFAULT =
      new QueryLimits(Duration.ofSeconds(60), 4L << 30, 2_000_000_000L, 1_000, 100_000);
}
