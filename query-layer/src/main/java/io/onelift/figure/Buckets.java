package io.onelift.figure;

import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a time axis, written as answers write them. */
public final class Buckets {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private Buckets() {}

  /** The starts of every step that lies in the days or reaches into them, in order. */
  public static List<String> of(DayRange days, Grain grain, ZoneId zone) {
    List<String> starts = new ArrayList<>();
    if (grain == Grain.HOUR) {
      ZonedDateTime end = days.to().atStartOfDay(zone);
      for (ZonedDateTime hour = days.from().atStartOfDay(zone);
          hour.isBefore(end);
          hour = hour.plusHours(1)) {
        starts.add(HOUR.format(hour));
      }
      return starts;
    }
    for (LocalDate day = start(days.from(), grain);
        day.isBefore(days.to());
        day = next(day, grain)) {
      starts.add(day.toString());
    }
    return starts;
  }

  /** The local time at which a step starts. */
  public static LocalDateTime local(String start) {
    return start.length() == 10
        ? LocalDate.parse(start).atStartOfDay()
        : LocalDateTime.parse(start.substring(0, 19));
  }

  private static LocalDate start(LocalDate day, Grain grain) {
    return switch (grain) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private static LocalDate next(LocalDate start, Grain grain) {
    return switch (grain) {
      case HOUR, DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
      case QUARTER -> start.plusMonths(3);
      case YEAR -> start.plusYears(1);
    };
  }
}
