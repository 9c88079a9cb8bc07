package io.onelift.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the largest values of the breakdowns. Combinations of the values of {@code by} beyond the
 * limit are left out and the answer says that it is truncated: a row for "the others" could not say
 * how many different people they are.
 */
final class TopValues {
  private TopValues() {}

  /**
   * Rows that stay.
   *
   * @param truncated whether some did not
   */
  record Kept(List<List<Object>> rows, boolean truncated) {}

  /**
   * The rows of the largest combinations, largest first, otherwise in the order they came.
   *
   * @param first the place of the first of {@code count} columns of {@code by}
   * @param weight the place of a number; the weight of a combination is the sum of its rows'
   */
  static Kept keep(List<List<Object>> rows, int first, int count, int weight, int limit) {
    if (count == 0) {
      return new Kept(rows, false);
    }
    Map<List<Object>, Double> weights = new LinkedHashMap<>();
    for (List<Object> row : rows) {
      double more = row.get(weight) instanceof Number number ? number.doubleValue() : 0;
      weights.merge(key(row, first, count), more, Double::sum);
    }
    List<List<Object>> largest =
        weights.entrySet().stream()
            .sorted(Map.Entry.<List<Object>, Double>comparingByValue().reversed())
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    Set<List<Object>> kept = new HashSet<>(largest);
    Map<List<Object>, List<List<Object>>> byKey = new HashMap<>();
    for (List<Object> row : rows) {
      List<Object> key = key(row, first, count);
      if (kept.contains(key)) {
        byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
      }
    }
    List<List<Object>> result = new ArrayList<>();
    largest.forEach(key -> result.addAll(byKey.get(key)));
    return new Kept(result, weights.size() > limit);
  }

  private static List<Object> key(List<Object> row, int first, int count) {
    return new ArrayList<>(row.subList(first, first + count));
  }
}
