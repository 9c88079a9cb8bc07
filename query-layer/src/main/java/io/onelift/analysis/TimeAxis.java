package io.onelift.analysis;

import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a time axis. The first and the last may be cut by the range: a week that begins
 * before it is named by its Monday and holds only the days of the range.
 */
final class TimeAxis {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private TimeAxis() {}

  /** The start of every step that has a moment of the range, as results write it. */
  static List<String> steps(DayRange range, Grain grain, ZoneId zone) {
    List<String> steps = new ArrayList<>();
    if (grain == Grain.HOUR) {
      ZonedDateTime end = range.to().atStartOfDay(zone);
      for (ZonedDateTime at = range.from().atStartOfDay(zone); at.isBefore(end); ) {
        steps.add(HOUR.format(at));
        at = at.plusHours(1);
      }
      return steps;
    }
    for (LocalDate at = start(range.from(), grain); at.isBefore(range.to()); ) {
      steps.add(at.toString());
      at = next(at, grain);
    }
    return steps;
  }

  /** The first day of the step that a day is in. */
  static LocalDate start(LocalDate day, Grain grain) {
    return switch (grain) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  /** The first day of the step after one that begins on this day. */
  static LocalDate next(LocalDate start, Grain grain) {
    return plus(start, grain, 1);
  }

  /** The first day of the step so many later. */
  static LocalDate plus(LocalDate start, Grain grain, long steps) {
    return switch (grain) {
      case HOUR, DAY -> start.plusDays(steps);
      case WEEK -> start.plusWeeks(steps);
      case MONTH -> start.plusMonths(steps);
      case QUARTER -> start.plusMonths(3 * steps);
      case YEAR -> start.plusYears(steps);
    };
  }

  /**
   * Days before a range.
   *
   * @param shift {@code previous}, for as many days just before it, or a number and d, w, m, y
   */
  static Optional<DayRange> shifted(DayRange range, String shift) {
    LocalDate from = range.from();
    LocalDate to = range.to();
    if (shift.equals("previous")) {
      return Optional.of(new DayRange(from.minusDays(ChronoUnit.DAYS.between(from, to)), from));
    }
    return Length.parse(shift).map(length -> new DayRange(length.before(from), length.before(to)));
  }

  /** A length in the calendar, such as {@code 30d}, {@code 8w}, {@code 6m}, {@code 1y}. */
  record Length(int number, ChronoUnit unit) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})([dwmy])");

    static Optional<Length> parse(String text) {
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(
              new Length(
                  Integer.parseInt(form.group(1)),
                  switch (form.group(2)) {
                    case "d" -> ChronoUnit.DAYS;
                    case "w" -> ChronoUnit.WEEKS;
                    case "m" -> ChronoUnit.MONTHS;
                    default -> ChronoUnit.YEARS;
                  }))
          : Optional.empty();
    }

    LocalDate before(LocalDate day) {
      return day.minus(number, unit);
    }
  }
}
