package io.onelift.tag;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The stretch of time that a text names, so that every engine reads a comparison with it alike: a
 * value is greater than a day when it is not before its end, equal to the day when inside it.
 *
 * @param start inclusive
 * @param end exclusive; one millisecond after the start for a full time
 */
public record Moments(Instant start, Instant end) {

  /**
   * Reads {@code 2026-10-01} (the whole local day), {@code 2026-10-01T08:30} (local) or {@code
   * 2026-10-01T08:30:00Z}; a blank may stand for the T. Empty when the text is none of them.
   */
  public static Optional<Moments> parse(String text, ZoneId zone) {
    String iso = text.strip().replace(' ', 'T');
    try {
      if (iso.indexOf('T') < 0) {
        LocalDate day = LocalDate.parse(iso);
        return Optional.of(
            new Moments(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant()));
      }
      boolean offset = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d(:?\\d\\d)?$");
      Instant time =
          offset
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).atZone(zone).toInstant();
      return Optional.of(new Moments(time, time.plusMillis(1)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
