package io.onelift.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often the members of an audience are kept by themselves. */
public enum SnapshotSchedule {
  /** Once within each hour of the clock. */
  HOURLY(ChronoUnit.HOURS),
  /** Once within each day of the project's time zone. */
  DAILY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  SnapshotSchedule(ChronoUnit unit) {
    this.unit = unit;
  }

  /** As JSON writes it. */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The schedule that JSON writes like this. */
  public static Optional<SnapshotSchedule> ofJson(String word) {
    return Arrays.stream(values()).filter(one -> one.json().equals(word)).findFirst();
  }

  /** The first moment of the hour or day that the time lies in. */
  Instant start(Instant time, ZoneId zone) {
    return time.atZone(zone).truncatedTo(unit).toInstant();
  }

  /**
   * When the next snapshot is due.
   *
   * @param last when the newest was taken; one within this hour or day serves
   */
  Instant next(Optional<Instant> last, Instant now, ZoneId zone) {
    Instant current = start(now, zone);
    if (last.filter(taken -> !taken.isBefore(current)).isEmpty()) {
      return now;
    }
    ZonedDateTime following = current.atZone(zone).plus(1, unit);
    return following.toInstant();
  }

  /** How long that is from now. */
  Duration due(Optional<Instant> last, Instant now, ZoneId zone) {
    return Duration.between(now, next(last, now, zone));
  }
}
