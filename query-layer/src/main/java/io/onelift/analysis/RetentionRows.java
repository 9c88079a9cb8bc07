package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.Retention.Question;
import io.onelift.execute.QueryResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a row for every cohort and period, also where nobody is. */
final class RetentionRows {
  private final Common common;
  private final Question question;
  private final Keys keys;

  RetentionRows(AnalysisRequest<Question> request, Keys keys) {
    this.common = request.common();
    this.question = request.own();
    this.keys = keys;
  }

  /** A cohort and the values of the other keys. */
  private record Group(int cohort, List<Object> keys) {}

  Answer answer(QueryResult result) {
    List<String> names = result.columns().stream().map(QueryResult.Column::name).toList();
    Map<Group, long[]> users = new HashMap<>();
    Set<List<Object>> others = new LinkedHashSet<>();
    for (List<Object> row : result.rows()) {
      List<Object> key = keys.read(row);
      others.add(key);
      int cohort = number(row.get(names.indexOf(Retention.COHORT)));
      int period = number(row.get(names.indexOf(Retention.PERIOD)));
      users.computeIfAbsent(new Group(cohort, key), _ -> new long[question.periods() + 1])[period] =
          ((Number) row.get(names.indexOf(Retention.USERS))).longValue();
    }
    if (others.isEmpty() && keys.areNone()) {
      others.add(List.of());
    }
    List<String> cohorts = TimeAxis.steps(common.range(), question.grain(), common.zone());
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> key : others) {
      for (int i = 0; i < cohorts.size(); i++) {
        cohort(
            cohorts.get(i),
            key,
            users.getOrDefault(new Group(i, key), new long[question.periods() + 1]),
            rows);
      }
    }
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int width = columns.size() + 1;
    columns.addFirst(AnalysisColumn.of(Retention.COHORT, "date", Role.COHORT));
    columns.add(AnalysisColumn.number(Retention.PERIOD, Role.PERIOD));
    columns.add(AnalysisColumn.number(Retention.USERS, Role.MEASURE));
    columns.add(AnalysisColumn.number("rate", Role.RATE));
    int by = common.by().size();
    TopValues.Kept kept = TopValues.keep(rows, width - by, by, width + 1, common.byLimit());
    boolean incomplete = rows.stream().anyMatch(row -> row.get(width + 1) == null);
    return new Answer(
        columns,
        kept.rows(),
        result.truncated() || kept.truncated(),
        incomplete
            ? List.of("Periods that are not over before " + common.today() + " are left open.")
            : List.of(),
        Map.of());
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  private void cohort(String cohort, List<Object> key, long[] users, List<List<Object>> rows) {
    for (int period = 0; period <= question.periods(); period++) {
      boolean open = period > 0 && end(LocalDate.parse(cohort), period).isAfter(common.today());
      List<Object> row = new ArrayList<>();
      row.add(cohort);
      row.addAll(key);
      row.add((long) period);
      row.add(open ? null : (Object) users[period]);
      row.add(open || users[0] == 0 ? null : (Object) ((double) users[period] / users[0]));
      rows.add(row);
    }
  }

  /** The day before which a period is over for everybody in a cohort. */
  private LocalDate end(LocalDate cohort, int period) {
    return switch (question.kind()) {
      case EXACT, UNBOUNDED -> TimeAxis.plus(cohort, question.grain(), period + 1L);
      case ROLLING -> {
        LocalDate next = TimeAxis.next(cohort, question.grain());
        LocalDate last = next.isBefore(common.range().to()) ? next : common.range().to();
        yield last.plusDays((period + 1L) * Retention.days(question));
      }
    };
  }
}
