package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.execute.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows every bucket of a distribution, with shares. */
final class DistributionRows {
  static final String FROM = "bucket_from";
  static final String TO = "bucket_to";

  private final Keys keys;
  private final List<BigDecimal> bounds;

  DistributionRows(Keys keys, List<BigDecimal> bounds) {
    this.keys = keys;
    this.bounds = bounds;
  }

  /**
   * The answer.
   *
   * @param result keys, number of the bucket from 0, users
   */
  Answer answer(QueryResult result) {
    int width = keys.names().size();
    Map<List<Object>, long[]> found = new LinkedHashMap<>();
    boolean below = false;
    for (List<Object> row : result.rows()) {
      int bucket = ((Number) row.get(width)).intValue();
      below |= bucket == 0;
      found.computeIfAbsent(keys.read(row), _ -> new long[bounds.size() + 1])[bucket] =
          ((Number) row.get(width + 1)).longValue();
    }
    if (found.isEmpty() && keys.areNone()) {
      found.put(List.of(), new long[bounds.size() + 1]);
    }
    boolean showBelow = below;
    List<List<Object>> rows = new ArrayList<>();
    (keys.hasTime() ? keys.everyStep(found, new long[bounds.size() + 1]) : found)
        .forEach((key, users) -> buckets(key, users, showBelow, rows));
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int first = columns.size() - keys.common().by().size();
    columns.add(AnalysisColumn.number(FROM, Role.BUCKET));
    columns.add(AnalysisColumn.number(TO, Role.BUCKET));
    columns.add(AnalysisColumn.number("users", Role.MEASURE));
    columns.add(AnalysisColumn.number("share", Role.RATE));
    TopValues.Kept kept =
        TopValues.keep(
            rows, first, keys.common().by().size(), columns.size() - 2, keys.common().byLimit());
    return new Answer(
        columns, kept.rows(), result.truncated() || kept.truncated(), List.of(), Map.of());
  }

  private void buckets(List<Object> key, long[] users, boolean showBelow, List<List<Object>> rows) {
    long all = 0;
    for (long some : users) {
      all += some;
    }
    for (int i = showBelow ? 0 : 1; i <= bounds.size(); i++) {
      List<Object> row = new ArrayList<>(key);
      row.add(i == 0 ? null : shown(bounds.get(i - 1)));
      row.add(i == bounds.size() ? null : shown(bounds.get(i)));
      row.add(users[i]);
      row.add(all == 0 ? null : (Object) ((double) users[i] / all));
      rows.add(row);
    }
  }

  private static Object shown(BigDecimal bound) {
    return bound.stripTrailingZeros().scale() <= 0
        ? (Object) bound.longValueExact()
        : (Object) bound.doubleValue();
  }
}
