package io.onelift.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long things took, each of them kept. Safe for use by many threads. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  synchronized long count() {
    return count;
  }

  /** The time that this share of all did not exceed; zero when there are none. */
  synchronized Duration quantile(double share) {
    if (count == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[(int) Math.min(count - 1L, Math.round(share * count))]);
  }
}
