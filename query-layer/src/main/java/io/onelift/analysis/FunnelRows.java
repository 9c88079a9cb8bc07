package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.Funnel.Question;
import io.onelift.execute.QueryResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a row for each step of what a funnel's query gives in one. */
final class FunnelRows {
  private final Question question;
  private final Keys keys;

  FunnelRows(Question question, Keys keys) {
    this.question = question;
    this.keys = keys;
  }

  Answer answer(QueryResult result, List<String> notes) {
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int width = columns.size();
    columns.add(AnalysisColumn.number("step", Role.STEP));
    columns.add(AnalysisColumn.of("label", "text", Role.LABEL));
    columns.add(AnalysisColumn.number("users", Role.MEASURE));
    columns.add(AnalysisColumn.number("conversion", Role.RATE));
    columns.add(AnalysisColumn.number("from_previous", Role.RATE));
    columns.add(AnalysisColumn.number("median_seconds", Role.DURATION));
    columns.add(AnalysisColumn.number("p90_seconds", Role.DURATION));
    Map<List<Object>, List<List<Object>>> found = new LinkedHashMap<>();
    List<String> names = result.columns().stream().map(QueryResult.Column::name).toList();
    for (List<Object> row : result.rows()) {
      found.put(keys.read(row), steps(names, row));
    }
    List<List<Object>> nobody = steps(names, Collections.nCopies(names.size(), null));
    if (found.isEmpty() && keys.areNone()) {
      found.put(List.of(), nobody);
    }
    List<List<Object>> rows = new ArrayList<>();
    (keys.hasTime() ? keys.everyStep(found, nobody) : found)
        .forEach(
            (key, steps) ->
                steps.forEach(
                    step -> {
                      List<Object> row = new ArrayList<>(key);
                      row.addAll(step);
                      rows.add(row);
                    }));
    int by = keys.common().by().size();
    TopValues.Kept kept = TopValues.keep(rows, width - by, by, width + 2, keys.common().byLimit());
    return new Answer(
        columns, kept.rows(), result.truncated() || kept.truncated(), notes, Map.of());
  }

  private List<List<Object>> steps(List<String> names, List<Object> row) {
    List<List<Object>> rows = new ArrayList<>();
    for (int step = 0; step < question.steps().size(); step++) {
      List<Object> values = new ArrayList<>();
      long users = users(names, row, step);
      values.add(step + 1L);
      values.add(question.steps().get(step).label());
      values.add(users);
      values.add(rate(users, users(names, row, 0)));
      values.add(
          step == 0 ? null : rate(users, users(names, row, Funnel.previous(question, step))));
      values.add(step == 0 || users == 0 ? null : row.get(names.indexOf(Funnel.median(step))));
      values.add(step == 0 || users == 0 ? null : row.get(names.indexOf(Funnel.p90(step))));
      rows.add(values);
    }
    return rows;
  }

  private static long users(List<String> names, List<Object> row, int step) {
    return row.get(names.indexOf(Funnel.users(step))) instanceof Number number
        ? number.longValue()
        : 0;
  }

  private static Object rate(long part, long whole) {
    return whole == 0 ? null : (Object) ((double) part / whole);
  }
}
