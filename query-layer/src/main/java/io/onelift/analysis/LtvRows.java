package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.Ltv.Question;
import io.onelift.execute.QueryResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Sums up what cohorts paid period by period, and forecasts what is still to come. */
final class LtvRows {
  private final Keys keys;
  private final Question question;
  private final List<LocalDate> cohorts = new ArrayList<>();

  LtvRows(Keys keys, Question question) {
    this.keys = keys;
    this.question = question;
    Common common = keys.common();
    for (String step : TimeAxis.steps(common.range(), question.grain(), common.zone())) {
      cohorts.add(LocalDate.parse(step));
    }
  }

  /** The cohorts of one combination of keys, in the order of time. */
  private static final class Group {
    final long[] users;
    final double[][] revenue;

    Group(int cohorts, int periods) {
      users = new long[cohorts];
      revenue = new double[cohorts][periods];
    }
  }

  /**
   * The answer.
   *
   * @param result keys, cohort, period (-1 for beginnings), rows, revenue
   */
  Answer answer(QueryResult result) {
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    int width = keys.names().size();
    for (List<Object> row : result.rows()) {
      Group group =
          groups.computeIfAbsent(
              keys.read(row), _ -> new Group(cohorts.size(), question.periods()));
      int cohort = cohorts.indexOf(LocalDate.parse(row.get(width).toString()));
      int period = ((Number) row.get(width + 1)).intValue();
      if (period < 0) {
        group.users[cohort] = ((Number) row.get(width + 2)).longValue();
      } else if (period < question.periods()) {
        group.revenue[cohort][period] = ((Number) row.get(width + 3)).doubleValue();
      }
    }
    if (groups.isEmpty() && keys.areNone()) {
      groups.put(List.of(), new Group(cohorts.size(), question.periods()));
    }
    List<List<Object>> rows = new ArrayList<>();
    LtvForecast.Deviation error = LtvForecast.Deviation.NONE;
    for (Map.Entry<List<Object>, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      double[][] cumulative = cumulative(group);
      rows(entry.getKey(), group, cumulative, rows);
      error = error.and(LtvForecast.error(cumulative, question.forecast()));
    }
    return answer(rows, error, result.truncated());
  }

  private Answer answer(List<List<Object>> rows, LtvForecast.Deviation error, boolean truncated) {
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int by = keys.common().by().size();
    int first = columns.size() - by;
    columns.add(AnalysisColumn.of(Ltv.COHORT, "date", Role.COHORT));
    columns.add(AnalysisColumn.number(Ltv.PERIOD, Role.PERIOD));
    columns.add(AnalysisColumn.number("users", Role.MEASURE));
    columns.add(AnalysisColumn.number("revenue", Role.MEASURE));
    columns.add(AnalysisColumn.number("cumulative", Role.MEASURE));
    columns.add(AnalysisColumn.number("cumulative_per_user", Role.MEASURE));
    Map<String, Object> more = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    if (rows.stream().anyMatch(row -> row.get(first + by + 3) == null)) {
      notes.add("Periods that are not over yet have no figures.");
    }
    if (question.forecast() > 0) {
      columns.add(AnalysisColumn.number("forecast", Role.FORECAST));
      Map<String, Object> shown = new LinkedHashMap<>();
      OptionalDouble mape = error.mape();
      shown.put("mape", mape.isPresent() ? (Object) mape.getAsDouble() : null);
      shown.put("held_out_periods", error.periods());
      more.put("forecast_error", shown);
      if (mape.isEmpty()) {
        notes.add("There are too few periods to hold some out and try the forecast on them.");
      }
    }
    TopValues.Kept kept = TopValues.keep(rows, first, by, first + by + 2, keys.common().byLimit());
    return new Answer(columns, kept.rows(), truncated || kept.truncated(), notes, more);
  }

  private boolean isOver(int cohort, int period) {
    LocalDate end = TimeAxis.plus(cohorts.get(cohort), question.grain(), period + 1L);
    return !end.isAfter(keys.common().today());
  }

  private boolean hasBegun(int cohort, int period) {
    LocalDate begin = TimeAxis.plus(cohorts.get(cohort), question.grain(), period);
    return !begin.isAfter(keys.common().today());
  }

  /** A row for each cohort: what it brought up to each period that is over. */
  private double[][] cumulative(Group group) {
    double[][] all = new double[cohorts.size()][];
    for (int cohort = 0; cohort < all.length; cohort++) {
      double[] sums = new double[question.periods()];
      int over = 0;
      double sum = 0;
      while (over < sums.length && isOver(cohort, over)) {
        sum += group.revenue[cohort][over];
        sums[over++] = sum;
      }
      all[cohort] = Arrays.copyOf(sums, over);
    }
    return all;
  }

  private void rows(List<Object> key, Group group, double[][] cumulative, List<List<Object>> rows) {
    double[][] forecast = LtvForecast.of(cumulative, question.forecast(), question.periods());
    for (int cohort = 0; cohort < cohorts.size(); cohort++) {
      long users = group.users[cohort];
      int over = cumulative[cohort].length;
      for (int period = 0; period < question.periods(); period++) {
        boolean foreseen = period >= over && period - over < forecast[cohort].length;
        if (!hasBegun(cohort, period) && !foreseen) {
          break;
        }
        List<Object> row = new ArrayList<>(key);
        row.add(cohorts.get(cohort).toString());
        row.add((long) period);
        row.add(users);
        boolean known = period < over;
        row.add(known ? (Object) group.revenue[cohort][period] : null);
        row.add(known ? (Object) cumulative[cohort][period] : null);
        row.add(known && users > 0 ? (Object) (cumulative[cohort][period] / users) : null);
        if (question.forecast() > 0) {
          row.add(
              foreseen && users > 0 ? (Object) (forecast[cohort][period - over] / users) : null);
        }
        rows.add(row);
      }
    }
  }
}
