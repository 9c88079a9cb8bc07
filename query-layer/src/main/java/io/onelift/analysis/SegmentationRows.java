package io.onelift.analysis;

import io.onelift.analysis.Segmentation.Question;
import io.onelift.analysis.Segmentation.Series;
import io.onelift.analysis.SegmentationFields.Kind;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery.Grain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the results of a segmentation's queries in the shape of its answer. */
final class SegmentationRows {
  private SegmentationRows() {}

  /** The rows of a result as they are shown, every step of the time axis among them. */
  static List<List<Object>> of(Question question, Keys keys, QueryResult result) {
    Map<List<Object>, List<Object>> found = new LinkedHashMap<>();
    List<String> names = result.columns().stream().map(QueryResult.Column::name).toList();
    for (List<Object> row : result.rows()) {
      Map<String, Double> figures = new HashMap<>();
      for (int i = 0; i < question.series().size(); i++) {
        Series one = question.series().get(i);
        Object value = row.get(names.indexOf(Segmentation.series(i)));
        Object users =
            one.measure().kind() == Kind.PER_USER
                ? row.get(names.indexOf(Segmentation.users(i)))
                : null;
        figure(one.measure().kind(), value, users).ifPresent(f -> figures.put(one.name(), f));
      }
      found.put(keys.read(row), shown(question, figures));
    }
    if (found.isEmpty() && keys.areNone()) {
      found.put(List.of(), empty(question));
    }
    List<List<Object>> rows = new ArrayList<>();
    if (keys.hasTime()) {
      keys.everyStep(found, empty(question))
          .forEach((key, values) -> rows.add(joined(key, values)));
    } else {
      found.forEach((key, values) -> rows.add(joined(key, values)));
    }
    return rows;
  }

  private static Optional<Double> figure(Kind kind, Object value, Object users) {
    Optional<Double> number =
        value instanceof Number n ? Optional.of(n.doubleValue()) : Optional.empty();
    return switch (kind) {
      case COUNT, USERS, DISTINCT, SUM -> Optional.of(number.orElse(0.0));
      case PER_USER ->
          users instanceof Number n && n.doubleValue() > 0
              ? number.map(count -> count / n.doubleValue())
              : Optional.empty();
      case AVERAGE, MIN, MAX, QUANTILE -> number;
    };
  }

  private static List<Object> empty(Question question) {
    Map<String, Double> figures = new HashMap<>();
    question
        .series()
        .forEach(
            one ->
                figure(one.measure().kind(), null, null)
                    .ifPresent(figure -> figures.put(one.name(), figure)));
    return shown(question, figures);
  }

  private static List<Object> shown(Question question, Map<String, Double> figures) {
    List<Object> values = new ArrayList<>();
    for (Series one : question.series()) {
      if (one.shown()) {
        Double figure = figures.get(one.name());
        values.add(
            figure != null && one.measure().kind().isCount()
                ? (Object) figure.longValue()
                : figure);
      }
    }
    question.formulas().forEach(one -> values.add(one.formula().value(figures).orElse(null)));
    return values;
  }

  /** The steps of the earlier range by name, as those of the later one. */
  static Map<Object, Object> moved(Common common, Common earlier) {
    Grain grain = common.grain().orElseThrow();
    List<String> to = TimeAxis.steps(common.range(), grain, common.zone());
    List<String> from = TimeAxis.steps(earlier.range(), grain, common.zone());
    Map<Object, Object> moved = new HashMap<>();
    // A step more than the other range has, as the 31st of March beside February, has no partner.
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      moved.put(from.get(i), to.get(i));
    }
    return moved;
  }

  /** Both rows of the same keys in one; what only one side has is kept. */
  static List<List<Object>> beside(
      List<List<Object>> now, List<List<Object>> before, int width, Map<Object, Object> moved) {
    Map<List<Object>, List<Object>> then = new LinkedHashMap<>();
    for (List<Object> row : before) {
      List<Object> key = new ArrayList<>(row.subList(0, width));
      if (!moved.isEmpty()) {
        Object step = moved.get(key.getFirst());
        if (step == null) {
          continue;
        }
        key.set(0, step);
      }
      then.put(key, row.subList(width, row.size()));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : now) {
      int figures = row.size() - width;
      List<Object> partner = then.remove(new ArrayList<>(row.subList(0, width)));
      rows.add(joined(row, partner == null ? nothing(figures) : partner));
    }
    then.forEach((key, values) -> rows.add(joined(joined(key, nothing(values.size())), values)));
    return rows;
  }

  private static List<Object> nothing(int size) {
    return new ArrayList<>(Collections.nCopies(size, null));
  }

  private static List<Object> joined(List<Object> left, List<Object> right) {
    List<Object> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }
}
