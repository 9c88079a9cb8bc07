package io.onelift.files;

import io.onelift.event.TypedValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people and spreadsheets write them: ISO 8601, {@code 2026/10/1 9:30}, {@code
 * 31.12.2026}, {@code 12/31/26 5:00 PM}, {@code 2026年10月1日}, {@code 20261001}.
 */
public final class TimeText {
  private static final Pattern SPELLING =
      Pattern.compile(
          "(\\d{1,4})([-/.年])(\\d{1,2})([-/.月])(\\d{1,4})日?"
              + "(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp][Mm])?)?"
              + "\\s*(Z|[-+]\\d{2}:?\\d{2})?");
  private static final Pattern DIGITS = Pattern.compile("(19|20)\\d{6}");
  private static final ZoneId ANY = ZoneOffset.UTC;

  private TimeText() {}

  /**
   * The same time as ISO 8601, without an offset where none was given; empty when it is no time.
   *
   * @param order of days that do not begin with the year
   */
  public static Optional<String> iso(String text, DateOrder order) {
    if (TypedValue.time(text, ANY).isPresent()) {
      return Optional.of(text.replace(' ', 'T').replace(',', '.'));
    }
    if (DIGITS.matcher(text).matches()) {
      return valid(text.substring(0, 4), text.substring(4, 6), text.substring(6), "");
    }
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches() || !isDay(parts)) {
      return Optional.empty();
    }
    Optional<String> time = time(parts);
    if (time.isEmpty()) {
      return Optional.empty();
    }
    String first = parts.group(1);
    String last = parts.group(5);
    if (first.length() == 4) {
      return valid(first, parts.group(3), last, time.get());
    }
    String year = last.length() == 2 ? (last.compareTo("70") < 0 ? "20" : "19") + last : last;
    return order == DateOrder.MDY
        ? valid(year, first, parts.group(3), time.get())
        : valid(year, parts.group(3), first, time.get());
  }

  /**
   * The moment of a value: a time as text, or a number of milliseconds or seconds since the epoch,
   * or a day as a number of eight digits. Without an offset it is local time in the zone.
   */
  public static Optional<Instant> moment(Object value, DateOrder order, ZoneId zone) {
    if (value instanceof Number number) {
      long moment = number.longValue();
      return DIGITS.matcher(number.toString()).matches()
          ? moment(number.toString(), order, zone)
          : Optional.of(
              Math.abs(moment) < 100_000_000_000L
                  ? Instant.ofEpochSecond(moment)
                  : Instant.ofEpochMilli(moment));
    }
    return iso(value.toString().strip(), order).flatMap(text -> TypedValue.time(text, zone));
  }

  /** Written like a time, whether or not there is such a day. */
  static boolean looksLike(String text) {
    Matcher parts = text.length() < 6 ? null : SPELLING.matcher(text);
    return parts != null && parts.matches() && isDay(parts);
  }

  /** Eight digits that are a day. */
  static boolean isDigits(String text) {
    return DIGITS.matcher(text).matches() && iso(text, DateOrder.YMD).isPresent();
  }

  /** The orders a day can be read in that does not begin with its year; empty for other texts. */
  static Set<DateOrder> readings(String text) {
    if (text.length() < 6 || text.chars().limit(4).allMatch(Character::isDigit)) {
      return Set.of();
    }
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches() || !isDay(parts) || parts.group(1).length() == 4) {
      return Set.of();
    }
    int first = Integer.parseInt(parts.group(1));
    int second = Integer.parseInt(parts.group(3));
    return first > 12
        ? Set.of(DateOrder.DMY)
        : second > 12 ? Set.of(DateOrder.MDY) : Set.of(DateOrder.DMY, DateOrder.MDY);
  }

  /** How a time is written, for example {@code dd/MM/yyyy HH:mm}. */
  static String format(String text, DateOrder order) {
    if (DIGITS.matcher(text).matches()) {
      return "yyyyMMdd";
    }
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches()) {
      return "";
    }
    String one = parts.group(2);
    String two = parts.group(4);
    String first = parts.group(1);
    String middle = parts.group(3);
    String last = parts.group(5);
    String date;
    if (first.length() == 4) {
      String end = text.contains("日") ? "日" : "";
      date = "yyyy" + one + like("M", middle) + two + like("d", last) + end;
    } else if (order == DateOrder.MDY) {
      date = like("M", first) + one + like("d", middle) + two + like("y", last);
    } else {
      date = like("d", first) + one + like("M", middle) + two + like("y", last);
    }
    String time = parts.group(6) == null ? "" : (text.contains("T") ? "'T'" : " ") + clock(parts);
    return date + time + (parts.group(11) == null ? "" : "XXX");
  }

  private static String like(String letter, String digits) {
    return letter.repeat(digits.length());
  }

  private static String clock(Matcher parts) {
    boolean halves = parts.group(10) != null;
    return (halves ? "h" : "HH")
        + ":mm"
        + (parts.group(8) == null ? "" : ":ss")
        + (parts.group(9) == null ? "" : ".SSS")
        + (halves ? " a" : "");
  }

  /** A version such as 1.2.3 is none: years have four digits, or two after a slash. */
  private static boolean isDay(Matcher parts) {
    String first = parts.group(1);
    String last = parts.group(5);
    boolean chinese = parts.group(2).equals("年");
    if (chinese != parts.group(4).equals("月")
        || (!chinese && !parts.group(2).equals(parts.group(4)))) {
      return false;
    }
    return first.length() == 4
        ? last.length() <= 2
        : first.length() <= 2
            && !chinese
            && (last.length() == 4 || (last.length() == 2 && parts.group(2).equals("/")));
  }

  /** The time of day with its offset; empty text when there is none. */
  private static Optional<String> time(Matcher parts) {
    String offset =
        parts.group(11) == null
            ? ""
            : parts.group(11).replaceFirst("([-+]\\d{2})(\\d{2})$", "$1:$2");
    if (parts.group(6) == null) {
      return offset.isEmpty() ? Optional.of("") : Optional.of("T00:00:00" + offset);
    }
    int hour = Integer.parseInt(parts.group(6));
    if (parts.group(10) != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (parts.group(10).toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
    }
    int second = parts.group(8) == null ? 0 : Integer.parseInt(parts.group(8));
    try {
      LocalTime.of(hour, Integer.parseInt(parts.group(7)), second);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    String fraction = parts.group(9) == null ? "" : "." + parts.group(9);
    return Optional.of(
        "T%02d:%s:%02d%s%s".formatted(hour, parts.group(7), second, fraction, offset));
  }

  private static Optional<String> valid(String year, String month, String day, String time) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      String iso = date + time;
      return TypedValue.time(iso, ANY).map(moment -> iso);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
