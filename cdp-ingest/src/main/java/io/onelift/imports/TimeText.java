package io.onelift.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the times that files hold. */
final class TimeText {
  private TimeText() {}

  /**
   * ISO 8601 with or without an offset, a date, or milliseconds or seconds since the epoch; empty
   * when it is none of them. Without an offset it is local time in the zone.
   */
  static Optional<Instant> parse(Object value, ZoneId zone) {
    if (value instanceof Number number) {
      long moment = number.longValue();
      return Optional.of(
          moment < 100_000_000_000L ? Instant.ofEpochSecond(moment) : Instant.ofEpochMilli(moment));
    }
    String text = value.toString().replace(' ', 'T');
    try {
      if (text.length() == 10) {
        return Optional.of(LocalDateTime.parse(text + "T00:00").atZone(zone).toInstant());
      }
      return Optional.of(
          text.matches(".*(Z|[-+]\\d{2}:?\\d{2})$")
              ? OffsetDateTime.parse(text.replaceAll("([-+]\\d{2})(\\d{2})$", "$1:$2")).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
