package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.execute.QueryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the figures of intervals, and bars of them. */
final class IntervalRows {
  private static final int DAY = 86_400;

  /** Where bars begin, in seconds: what people call short and long. */
  private static final List<Integer> BARS =
      List.of(
          0, 1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200, DAY, 2 * DAY,
          3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY);

  private final Keys keys;
  private final List<String> measures;
  private final List<Integer> bounds;

  IntervalRows(Keys keys, List<String> measures, List<Integer> bounds) {
    this.keys = keys;
    this.measures = measures;
    this.bounds = bounds;
  }

  /** Those bars that an interval within the window can be in. */
  static List<Integer> bounds(Duration window) {
    return BARS.stream().filter(bar -> bar <= window.toSeconds()).toList();
  }

  /**
   * The answer.
   *
   * @param result keys, measures, then how many intervals are in each bar
   */
  Answer answer(QueryResult result, List<String> notes) {
    int width = keys.names().size();
    Map<List<Object>, List<Object>> found = new LinkedHashMap<>();
    Map<String, long[]> bars = new LinkedHashMap<>();
    for (List<Object> row : result.rows()) {
      List<Object> key = keys.read(row);
      found.put(key, new ArrayList<>(row.subList(width, width + measures.size())));
      long[] sums = bars.computeIfAbsent(audience(key), _ -> new long[bounds.size()]);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += ((Number) row.get(width + measures.size() + i)).longValue();
      }
    }
    List<Object> nothing = new ArrayList<>(Collections.nCopies(measures.size(), null));
    nothing.set(0, 0L);
    nothing.set(1, 0L);
    if (keys.areNone()) {
      found.computeIfAbsent(List.of(), _ -> nothing);
      found.replaceAll((_, values) -> values.getFirst().equals(0L) ? nothing : values);
    }
    List<List<Object>> rows = new ArrayList<>();
    (keys.hasTime() ? keys.everyStep(found, nothing) : found)
        .forEach(
            (key, values) -> {
              List<Object> row = new ArrayList<>(key);
              row.addAll(values);
              rows.add(row);
            });
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int by = keys.common().by().size();
    int first = columns.size() - by;
    for (String measure : measures) {
      boolean count = measure.equals(Interval.INTERVALS) || measure.equals(Interval.USERS);
      columns.add(AnalysisColumn.number(measure, count ? Role.MEASURE : Role.DURATION));
    }
    TopValues.Kept kept = TopValues.keep(rows, first, by, first + by, keys.common().byLimit());
    return new Answer(
        columns,
        kept.rows(),
        result.truncated() || kept.truncated(),
        notes,
        Map.of("histogram", histogram(bars)));
  }

  private String audience(List<Object> key) {
    return keys.common().audiences().isEmpty()
        ? ""
        : String.valueOf(key.get(keys.hasTime() ? 1 : 0));
  }

  private List<Map<String, Object>> histogram(Map<String, long[]> bars) {
    List<Map<String, Object>> histogram = new ArrayList<>();
    bars.forEach(
        (audience, sums) -> {
          for (int i = 0; i < sums.length; i++) {
            Map<String, Object> bar = new LinkedHashMap<>();
            if (!audience.isEmpty()) {
              bar.put("audience", audience);
            }
            bar.put("from_seconds", bounds.get(i));
            bar.put("to_seconds", i + 1 < sums.length ? bounds.get(i + 1) : null);
            bar.put("intervals", sums[i]);
            histogram.add(bar);
          }
        });
    return histogram;
  }
}
