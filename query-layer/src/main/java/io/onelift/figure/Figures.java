package io.onelift.figure;

import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.SemanticModel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Answers metric questions. A step of the time axis without rows is there with nothing in it: zero
 * for what is counted or summed, null for averages and ratios. A period is compared step by step,
 * the first with the first, whatever their dates. Safe for use by many threads.
 */
public final class Figures {
  /** What the columns of the period before are called: the metric's key and this. */
  public static final String BEFORE = "_before";

  private final QueryEngine queries;
  private final Supplier<SemanticModel> model;
  private final Clock clock;

  /**
   * @param clock in the project's zone
   */
  public Figures(QueryEngine queries, Supplier<SemanticModel> model, Clock clock) {
    this.queries = queries;
    this.model = model;
    this.clock = clock;
  }

  public LocalDate today() {
    return LocalDate.now(clock);
  }

  public ZoneId zone() {
    return clock.getZone();
  }

  public Instant now() {
    return clock.instant();
  }

  /** The model that questions are understood by. */
  public SemanticModel model() {
    return model.get();
  }

  /**
   * Answers a question.
   *
   * @throws io.onelift.event.InvalidInput with every name that is unknown or does not apply
   */
  public Answer answer(FigureRequest request, Access access) {
    DayRange days = request.range().days(today());
    Optional<DayRange> before = request.compare().map(shift -> shift.before(days));
    QueryResult now = queries.run(request.over(days), access);
    Optional<QueryResult> then = before.map(earlier -> queries.run(request.over(earlier), access));
    List<List<Object>> rows = filled(request, days, now.rows());
    if (then.isPresent()) {
      rows = beside(request, days, rows, before.orElseThrow(), then.get().rows());
    }
    return new Answer(
        columns(request, now),
        rows,
        now.truncated() || then.filter(QueryResult::truncated).isPresent(),
        then.map(QueryResult::elapsed).map(now.elapsed()::plus).orElse(now.elapsed()),
        now.executedSql(),
        now.fromCache() && then.map(QueryResult::fromCache).orElse(true),
        now.asOf(),
        days,
        before,
        notes(days));
  }

  /** One figure; empty when there is nothing to average or to divide by. */
  public OptionalDouble figure(String metric, List<Filter> filters, DayRange days, Access access) {
    MetricQuery query =
        new MetricQuery(List.of(metric), List.of(), filters, Optional.of(days), List.of(), 1);
    return number(queries.run(query, access).rows().getFirst().getFirst());
  }

  /**
   * A metric step by step, every step of the days in it.
   *
   * @param grain hour or day
   * @return by the start of the step; empty where there is nothing to average or to divide by
   */
  public Map<String, OptionalDouble> series(
      String metric, List<Filter> filters, DayRange days, Grain grain, Access access) {
    List<Grouping> by = List.of(new Grouping(FigureRequest.TIME, Optional.of(grain)));
    List<String> starts = Buckets.of(days, grain, clock.getZone());
    MetricQuery query =
        new MetricQuery(
            List.of(metric), by, filters, Optional.of(days), List.of(), starts.size() + 1);
    Map<String, OptionalDouble> series = new LinkedHashMap<>();
    starts.forEach(start -> series.put(start, number(nothing(metric))));
    for (List<Object> row : queries.run(query, access).rows()) {
      series.replace(String.valueOf(row.getFirst()), number(row.get(1)));
    }
    return series;
  }

  private static OptionalDouble number(Object value) {
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private List<String> notes(DayRange days) {
    return days.to().isAfter(today()) && !days.from().isAfter(today())
        ? List.of("Today is not over, so the last step is incomplete.")
        : List.of();
  }

  private List<Answer.Column> columns(FigureRequest request, QueryResult result) {
    List<Answer.Column> columns = new ArrayList<>();
    int groups = request.groupings().size();
    for (int i = 0; i < groups; i++) {
      QueryResult.Column column = result.columns().get(i);
      boolean time = request.groupings().get(i).grain().isPresent();
      columns.add(
          new Answer.Column(
              column.name(), column.type(), time ? "time" : "dimension", Optional.empty()));
    }
    addMetrics(request, "", columns);
    if (request.compare().isPresent()) {
      addMetrics(request, BEFORE, columns);
    }
    return columns;
  }

  private void addMetrics(FigureRequest request, String suffix, List<Answer.Column> columns) {
    SemanticModel current = model.get();
    for (String key : request.metrics()) {
      boolean rate =
          current.metric(key).filter(metric -> metric.format() == Format.PERCENT).isPresent();
      columns.add(
          new Answer.Column(key + suffix, "number", rate ? "rate" : "measure", Optional.of(key)));
    }
  }

  /** With every step that has come, where the question splits by time alone. */
  private List<List<Object>> filled(FigureRequest request, DayRange days, List<List<Object>> rows) {
    List<Grouping> groupings = request.groupings();
    if (groupings.size() != 1
        || groupings.getFirst().grain().isEmpty()
        || !groupings.getFirst().dimension().equals(FigureRequest.TIME)
        || !request.order().isEmpty()
        || request.limit() > 0) {
      return rows;
    }
    Map<Object, List<Object>> byStart = new LinkedHashMap<>();
    rows.forEach(row -> byStart.put(row.getFirst(), row));
    List<Object> nothing = new ArrayList<>();
    nothing.add(null);
    request.metrics().forEach(key -> nothing.add(nothing(key)));
    List<List<Object>> filled = new ArrayList<>();
    for (String start :
        Buckets.of(days, groupings.getFirst().grain().orElseThrow(), clock.getZone())) {
      if (Buckets.local(start).isAfter(clock.instant().atZone(clock.getZone()).toLocalDateTime())) {
        break;
      }
      List<Object> row = byStart.get(start);
      if (row == null) {
        row = new ArrayList<>(nothing);
        row.set(0, start);
      }
      filled.add(row);
    }
    return filled;
  }

  private Object nothing(String key) {
    SemanticModel current = model.get();
    return current
        .metric(key)
        .filter(metric -> MetricNature.of(metric, current).isZeroOfNothing())
        .map(_ -> (Object) 0L)
        .orElse(null);
  }

  private List<List<Object>> beside(
      FigureRequest request,
      DayRange days,
      List<List<Object>> now,
      DayRange before,
      List<List<Object>> then) {
    int groups = request.groupings().size();
    int figures = request.metrics().size();
    Map<List<Object>, List<Object>> earlier = new LinkedHashMap<>();
    for (List<Object> row : then) {
      earlier.put(moved(request, row.subList(0, groups), before, days), row);
    }
    List<Object> nothing = new ArrayList<>();
    request.metrics().forEach(key -> nothing.add(nothing(key)));
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : now) {
      List<Object> both = new ArrayList<>(row);
      List<Object> old = earlier.remove(new ArrayList<>(row.subList(0, groups)));
      both.addAll(old == null ? nothing : old.subList(groups, groups + figures));
      rows.add(both);
    }
    earlier.forEach(
        (key, old) -> {
          List<Object> both = new ArrayList<>(key);
          both.addAll(nothing);
          both.addAll(old.subList(groups, groups + figures));
          rows.add(both);
        });
    return rows;
  }

  /** The groupings of a row, its times moved to the step of the same place in the other days. */
  private List<Object> moved(FigureRequest request, List<Object> key, DayRange from, DayRange to) {
    List<Object> moved = new ArrayList<>(key);
    List<Grouping> groupings = request.groupings();
    for (int i = 0; i < groupings.size(); i++) {
      if (groupings.get(i).dimension().equals(FigureRequest.TIME)
          && groupings.get(i).grain().isPresent()) {
        List<String> steps = Buckets.of(from, groupings.get(i).grain().get(), clock.getZone());
        List<String> others = Buckets.of(to, groupings.get(i).grain().get(), clock.getZone());
        int place = steps.indexOf(String.valueOf(key.get(i)));
        if (place >= 0 && place < others.size()) {
          moved.set(i, others.get(place));
        }
      }
    }
    return moved;
  }
}
