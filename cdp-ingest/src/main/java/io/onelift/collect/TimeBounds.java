package io.onelift.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which times of events are believed; an event of another time goes into quarantine.
 *
 * @param oldestDays how many days before it was received an event may have happened, 1 to 36500;
 *     empty when it only has to be after 1999
 * @param aheadMinutes how many minutes after it was received an event may be said to happen, 0 to
 *     525600
 */
public record TimeBounds(Optional<Integer> oldestDays, int aheadMinutes) {
  /** Nobody measured anything before; a time before is a clock that was never set. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  public static final int MAX_DAYS = 36_500;
  public static final int MAX_MINUTES = 525_600;

  public static final TimeBounds STANDARD = new TimeBounds(Optional.empty(), 24 * 60);

  public TimeBounds {
    if (oldestDays.stream().anyMatch(days -> days < 1 || days > MAX_DAYS)
        || aheadMinutes < 0
        || aheadMinutes > MAX_MINUTES) {
      throw new IllegalArgumentException("Bounds out of range");
    }
  }

  /** These bounds for what is said to be old: only what nobody can have measured is left out. */
  public TimeBounds forHistory() {
    return new TimeBounds(Optional.empty(), aheadMinutes);
  }

  /** Why a time is not believed; empty when it is. */
  public Optional<String> problem(Instant time, Instant receivedAt) {
    Instant earliest =
        oldestDays.map(days -> latest(receivedAt.minus(Duration.ofDays(days)))).orElse(EARLIEST);
    Instant last = receivedAt.plus(Duration.ofMinutes(aheadMinutes));
    return time.isBefore(earliest) || time.isAfter(last)
        ? Optional.of(
            "The event's time is %s; it must lie between %s and %s".formatted(time, earliest, last))
        : Optional.empty();
  }

  private static Instant latest(Instant time) {
    return time.isAfter(EARLIEST) ? time : EARLIEST;
  }
}
