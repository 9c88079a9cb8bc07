package io.onelift.tag;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** When an event must have happened. */
public sealed interface Window {
  /**
   * The time before now, to the millisecond; in JSON {@code "within":"7d"} ({@code m} minutes,
   * {@code h} hours, {@code d} days of 24 hours, {@code w} weeks).
   */
  record Sliding(Duration length) implements Window {
    public Sliding {
      if (length.isZero() || length.isNegative()) {
        throw new IllegalArgumentException("A window must be longer than nothing, not " + length);
      }
    }
  }

  /**
   * From midnight of the first day up to, not including, midnight of the second, in the project's
   * time zone; in JSON {@code "from":"2026-10-01","to":"2026-11-01"}. Either end may be open.
   */
  record Days(Optional<LocalDate> from, Optional<LocalDate> to) implements Window {}

  /** Any time. */
  record Always() implements Window {}
}
