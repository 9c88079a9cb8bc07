package io.onelift.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How many profiles a rule holds for.
 *
 * @param total how many profiles there are
 * @param asOf the moment whose data the size shows
 * @param nodes the size of every node of the rule on its own; empty unless asked for
 */
public record Estimate(
    long size, long total, Duration elapsed, Engine engine, Instant asOf, List<NodeSize> nodes) {
  public Estimate {
    nodes = List.copyOf(nodes);
  }

  /** What answered. */
  public enum Engine {
    /** Bitmaps in memory alone. */
    BITMAP,
    /** The warehouse alone. */
    WAREHOUSE,
    /** Bitmaps first, and the warehouse for what is left. */
    MIXED;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One node of a rule.
   *
   * @param pointer JSON pointer into the rule, empty for the whole
   */
  public record NodeSize(String pointer, long size) {}
}
