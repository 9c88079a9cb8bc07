package io.onelift.linking;

import io.onelift.ir.MetricQuery.Grain;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Ranges relative to a day. Weeks start on Monday; the last N days are today and the N−1 days
 * before; a running period ends with today.
 */
record Calendar(LocalDate today) {
  LocalDate tomorrow() {
    return today.plusDays(1);
  }

  TimeRange day(int daysAgo) {
    LocalDate day = today.minusDays(daysAgo);
    return TimeRange.of(day, day.plusDays(1), Grain.DAY);
  }

  /** The period of a unit, this many before the running one; 0 is the running one, up to today. */
  TimeRange period(Grain unit, int back) {
    LocalDate from = plus(start(today, unit), unit, -back);
    LocalDate end = plus(from, unit, 1);
    return TimeRange.of(from, back == 0 ? tomorrow() : end, unit);
  }

  /**
   * The last N units up to and with today; months and years go back to the day after the same date.
   */
  TimeRange last(int count, Grain unit) {
    LocalDate from = plus(tomorrow(), unit, -count);
    return TimeRange.of(from, tomorrow(), unit);
  }

  /** One weekday of the week this many before the running one. */
  TimeRange weekday(DayOfWeek weekday, int weeksBack) {
    LocalDate day =
        start(today, Grain.WEEK).minusWeeks(weeksBack).plusDays(weekday.getValue() - 1L);
    return TimeRange.of(day, day.plusDays(1), Grain.DAY);
  }

  TimeRange year(int year) {
    return clipped(LocalDate.of(year, 1, 1), Grain.YEAR);
  }

  /** A quarter; without a year the latest that has begun. */
  TimeRange quarter(Optional<Integer> year, int quarter) {
    LocalDate from = LocalDate.of(year.orElse(today.getYear()), quarter * 3 - 2, 1);
    return clipped(latest(from, year), Grain.QUARTER);
  }

  TimeRange half(int year, int half) {
    LocalDate from = LocalDate.of(year, half == 1 ? 1 : 7, 1);
    LocalDate end = from.plusMonths(6);
    return TimeRange.of(from, running(from, end) ? tomorrow() : end, Grain.MONTH);
  }

  /** A month; without a year the latest that has begun. */
  TimeRange month(Optional<Integer> year, int month) {
    LocalDate from = LocalDate.of(year.orElse(today.getYear()), Month.of(month), 1);
    return clipped(latest(from, year), Grain.MONTH);
  }

  /** A day; without a year the latest that has come; empty when there is no such date. */
  Optional<TimeRange> date(Optional<Integer> year, int month, int day) {
    try {
      LocalDate date = latest(LocalDate.of(year.orElse(today.getYear()), month, day), year);
      return Optional.of(TimeRange.of(date, date.plusDays(1), Grain.DAY));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private LocalDate latest(LocalDate date, Optional<Integer> year) {
    return year.isEmpty() && date.isAfter(today) ? date.minusYears(1) : date;
  }

  private TimeRange clipped(LocalDate from, Grain unit) {
    LocalDate end = plus(from, unit, 1);
    return TimeRange.of(from, running(from, end) ? tomorrow() : end, unit);
  }

  private boolean running(LocalDate from, LocalDate end) {
    return !from.isAfter(today) && end.isAfter(tomorrow());
  }

  private static LocalDate start(LocalDate day, Grain unit) {
    return switch (unit) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  static LocalDate plus(LocalDate day, Grain unit, long count) {
    return switch (unit) {
      case HOUR, DAY -> day.plusDays(count);
      case WEEK -> day.plusWeeks(count);
      case MONTH -> day.plusMonths(count);
      case QUARTER -> day.plusMonths(3 * count);
      case YEAR -> day.plusYears(count);
    };
  }
}
