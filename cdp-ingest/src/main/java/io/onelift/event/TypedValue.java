package io.onelift.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a type a value has, and the value as another type where it honestly can be: {@code "12.5"}
 * is the number 12.5 and 5 is the text {@code "5"}, but {@code true} is no number.
 */
public final class TypedValue {
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T"
              + " ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?");
  private static final String USUAL = "0000-00-00T00:00:00.000Z";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

  /** Longer digits would not come back from a Float64 as they went in. */
  private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

  /** What ClickHouse's DateTime64 can hold. */
  private static final Instant EARLIEST = Instant.parse("1900-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2299-12-30T00:00:00Z");

  private TypedValue() {}

  /** The type that a value speaks for when nothing is known of its field. */
  public static ValueType typeOf(Object value) {
    return switch (value) {
      case Boolean flag -> ValueType.BOOLEAN;
      case Number number -> exact(number) ? ValueType.NUMBER : ValueType.TEXT;
      case List<?> list -> ValueType.LIST;
      case String text when text.indexOf(' ') < 0 && time(text, ZoneId.of("UTC")).isPresent() ->
          ValueType.TIME;
      default -> ValueType.TEXT;
    };
  }

  /**
   * The value as the type: {@code String}, {@code Double}, {@code Boolean}, {@code Instant} or
   * {@code List<String>}; empty when it cannot be said without making something up.
   *
   * @param zone of times that carry none
   */
  public static Optional<Object> as(ValueType type, Object value, ZoneId zone) {
    return switch (type) {
      case TEXT -> Optional.of(Flat.text(value));
      case NUMBER -> number(value).map(n -> (Object) n);
      case BOOLEAN -> flag(value).map(b -> (Object) b);
      case TIME -> value instanceof String text ? time(text, zone).map(t -> t) : Optional.empty();
      case LIST ->
          Optional.of(
              value instanceof List<?> list
                  ? list.stream().map(Flat::text).toList()
                  : List.of(Flat.text(value)));
    };
  }

  private static Optional<Double> number(Object value) {
    return switch (value) {
      case Number number when exact(number) -> Optional.of(number.doubleValue());
      case String text when NUMBER.matcher(text.strip()).matches() -> {
        BigDecimal number = new BigDecimal(text.strip());
        yield exact(number) ? Optional.of(number.doubleValue()) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** Fractions are rounded, as everywhere; whole numbers must keep every digit. */
  private static boolean exact(Number number) {
    return switch (number) {
      case Double d -> Double.isFinite(d);
      case Float f -> Float.isFinite(f);
      case BigDecimal d ->
          d.precision() - d.scale() < 309
              && (d.stripTrailingZeros().scale() > 0 || d.abs().compareTo(EXACT) <= 0);
      case Number n -> Math.abs(n.doubleValue()) <= EXACT.doubleValue();
    };
  }

  private static Optional<Boolean> flag(Object value) {
    return switch (value) {
      case Boolean flag -> Optional.of(flag);
      case String text when text.equalsIgnoreCase("true") -> Optional.of(true);
      case String text when text.equalsIgnoreCase("false") -> Optional.of(false);
      case Number number when number.doubleValue() == 1 -> Optional.of(true);
      case Number number when number.doubleValue() == 0 -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * An ISO 8601 date or date and time; a date means its midnight in the zone, and a blank may stand
   * for the T.
   */
  public static Optional<Instant> time(String text, ZoneId zone) {
    if (isUsual(text)) {
      return usual(text);
    }
    if (text.length() < 10 || text.charAt(4) != '-' || !TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return inRange(parse(text.replace(' ', 'T').replace(',', '.'), zone));
    } catch (DateTimeException e) {
      // Looks like a time, and is none: the 31st of February.
      return Optional.empty();
    }
  }

  /** True for {@code 2026-11-01T08:30:00.000Z}, which is how almost every sender writes it. */
  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char expected = USUAL.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  /** Reads what {@link #isUsual is usual} by its places, many times faster than by a formatter. */
  private static Optional<Instant> usual(String text) {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              digits(text, 0, 4),
              digits(text, 5, 7),
              digits(text, 8, 10),
              digits(text, 11, 13),
              digits(text, 14, 16),
              digits(text, 17, 19),
              digits(text, 20, 23) * 1_000_000);
      return inRange(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // Looks like a time, and is none: the 31st of February.
      return Optional.empty();
    }
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static Optional<Instant> inRange(Instant time) {
    return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
  }

  private static Instant parse(String text, ZoneId zone) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    int offset = Math.max(text.indexOf('+', 10), text.indexOf('-', 10));
    if (offset > 0 && text.length() == offset + 5) {
      text = text.substring(0, offset + 3) + ":" + text.substring(offset + 3);
    }
    return offset > 0 || text.endsWith("Z")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
