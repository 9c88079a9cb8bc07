package io.onelift.analysis;

import io.onelift.execute.QueryResult;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up who comes and goes to who is active. */
final class StickinessRatios {
  private final Keys keys;
  private final LocalDate first;

  /**
   * For one answer.
   *
   * @param first the day 0 of the result
   */
  StickinessRatios(Keys keys, LocalDate first) {
    this.keys = keys;
    this.first = first;
  }

  /** What changes on each day: who is active, who leaves the weekly and the monthly active. */
  private static final class Changes {
    final long[] active;
    final long[] weekly;
    final long[] monthly;

    Changes(int days) {
      active = new long[days];
      weekly = new long[days];
      monthly = new long[days];
    }

    long[] of(int window) {
      return window == 1 ? active : window == Stickiness.WEEK_DAYS ? weekly : monthly;
    }
  }

  /**
   * The ratios of each day of the range.
   *
   * @param result audience, window (1 for the day itself, else the days after which somebody
   *     leaves), day, subjects
   */
  List<Map<String, Object>> of(QueryResult result) {
    int days = (int) ChronoUnit.DAYS.between(first, keys.common().range().to());
    int width = keys.names().size();
    Map<List<Object>, Changes> found = new LinkedHashMap<>();
    for (List<Object> row : result.rows()) {
      Changes changes = found.computeIfAbsent(keys.read(row), _ -> new Changes(days));
      int window = ((Number) row.get(width)).intValue();
      int day = ((Number) row.get(width + 1)).intValue();
      // Beyond the range nobody asks who leaves.
      if (day < days) {
        changes.of(window)[day] = ((Number) row.get(width + 2)).longValue();
      }
    }
    List<Map<String, Object>> ratios = new ArrayList<>();
    found.forEach(
        (key, changes) -> {
          long weekly = 0;
          long monthly = 0;
          for (int day = 0; day < days; day++) {
            weekly += changes.active[day] - changes.weekly[day];
            monthly += changes.active[day] - changes.monthly[day];
            LocalDate date = first.plusDays(day);
            if (!date.isBefore(keys.common().range().from())
                && !date.isAfter(keys.common().today())) {
              ratios.add(ratio(key, date, changes.active[day], weekly, monthly));
            }
          }
        });
    return ratios;
  }

  private static Map<String, Object> ratio(
      List<Object> key, LocalDate day, long daily, long weekly, long monthly) {
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("time", day.toString());
    if (!key.isEmpty()) {
      ratio.put("audience", key.getFirst());
    }
    ratio.put("daily", daily);
    ratio.put("weekly", weekly);
    ratio.put("monthly", monthly);
    ratio.put("daily_of_weekly", share(daily, weekly));
    ratio.put("daily_of_monthly", share(daily, monthly));
    ratio.put("weekly_of_monthly", share(weekly, monthly));
    return ratio;
  }

  private static Object share(long part, long whole) {
    return whole == 0 ? null : (Object) ((double) part / whole);
  }
}
