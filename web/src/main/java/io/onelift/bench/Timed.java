package io.onelift.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What a thing gave, and the time that it took.
 *
 * @param first the time of the first run, when code and caches were cold
 * @param median of the runs that counted
 */
record Timed<T>(T value, Duration first, Duration median) {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);
  private static final int MOST_RUNS = 101;
  private static final int FEWEST_RUNS = 3;

  /** One run. */
  static <T> Timed<T> once(Supplier<T> thing) {
    long start = System.nanoTime();
    T value = thing.get();
    Duration took = since(start);
    return new Timed<>(value, took, took);
  }

  /** For code of this process: compiled by two seconds of runs that do not count. */
  static <T> Timed<T> warm(Supplier<T> thing) {
    Timed<T> cold = once(thing);
    long start = System.nanoTime();
    while (since(start).compareTo(LONG_ENOUGH) < 0) {
      var _ = thing.get();
    }
    return new Timed<>(cold.value, cold.first, median(thing));
  }

  /** For what runs elsewhere, in code that was compiled before: one run does not count. */
  static <T> Timed<T> repeated(Supplier<T> thing) {
    Timed<T> cold = once(thing);
    return new Timed<>(cold.value, cold.first, median(thing));
  }

  private static Duration median(Supplier<?> thing) {
    long[] took = new long[MOST_RUNS];
    long start = System.nanoTime();
    int runs = 0;
    while (runs < FEWEST_RUNS || (runs < MOST_RUNS && since(start).compareTo(LONG_ENOUGH) < 0)) {
      took[runs++] = once(thing).first.toNanos();
    }
    Arrays.sort(took, 0, runs);
    return Duration.ofNanos(took[runs / 2]);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  double seconds() {
    return first.toNanos() / 1e9;
  }

  double millis() {
    return median.toNanos() / 1e6;
  }
}
