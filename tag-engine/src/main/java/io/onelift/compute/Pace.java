package io.onelift.compute;

import java.time.Duration;

/**
 * How much of the machine background work may take.
 *
 * @param debounce how long to wait for more changes before work on the first one starts
 * @param share of the time that work may run, when there is always more of it; from 0 to 1
 * @param burst how much work may run at once before the share is kept to
 */
public record Pace(Duration debounce, double share, Duration burst) {
  /** Small projects are fresh within a second; large ones keep three quarters for other work. */
  public static final Pace STANDARD = new Pace(Duration.ofMillis(200), 0.25, Duration.ofSeconds(3));

  /**
   * What was known before a restart is looked at again only then: the start itself needs the
   * machine.
   */
  public static final Duration AFTER_START = Duration.ofSeconds(3);

  public Pace {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("The share must be above 0 and at most 1, not " + share);
    }
  }
}
