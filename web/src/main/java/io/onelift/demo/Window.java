package io.onelift.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * The days the data covers.
 *
 * @param now nothing happens later
 */
record Window(LocalDate lastDay, ZoneId zone, Instant now) {
  static final int DAYS = 120;

  /** How likely each hour is: quiet nights, peaks at 10, 14 and 21. */
  private static final Weighted<Integer> HOUR = new Weighted<>();

  static {
    double[] weights = {
      1, .5, .3, .2, .2, .4, 1.2, 2.5, 4, 6, 8, 6, 5, 5.5, 7, 5.5, 5, 4.5, 4.5, 5.5, 7, 8.5, 5, 2.5
    };
    for (int hour = 0; hour < weights.length; hour++) {
      HOUR.add(hour, weights[hour]);
    }
  }

  static Window ending(Instant now, ZoneId zone) {
    return new Window(now.atZone(zone).toLocalDate(), zone, now);
  }

  LocalDate day(int daysAgo) {
    return lastDay.minusDays(daysAgo);
  }

  boolean isWeekend(int daysAgo) {
    DayOfWeek day = day(daysAgo).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }

  /** A moment of a day, likelier when people are awake. */
  Instant moment(int daysAgo, RandomGenerator random) {
    return day(daysAgo)
        .atStartOfDay(zone)
        .plusHours(HOUR.pick(random))
        .plusSeconds(random.nextInt(3600))
        .toInstant()
        .plusMillis(random.nextInt(1000));
  }

  int daysAgo(Instant moment) {
    return (int) (lastDay.toEpochDay() - moment.atZone(zone).toLocalDate().toEpochDay());
  }
}
