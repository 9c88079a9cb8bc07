package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.item;
import static io.onelift.ir.Expression.whole;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Each;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.Expression.ListFunction;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Visits: {@code [time?, audience?, by…, entry?, sessions, users, events_per_session,
 * average_seconds, median_seconds, bounce_rate]}.
 *
 * <ul>
 *   <li>A session is a run of a subject's events without a gap of more than {@code timeout}; only
 *       {@code events} count, all when there are none. Midnight does not end it.
 *   <li>It belongs to the range, to the step of the time axis and to the dimensions of events with
 *       which it begins, so that sessions of neighbouring ranges add up. What began before the
 *       range is left out whole; what goes on after it is counted on for a day at most.
 *   <li>Seconds run from the first event to the last, so a session of one event lasts 0 and is a
 *       bounce.
 *   <li>{@code "entry": true} splits by the name of the event it began with; of several at the same
 *       millisecond it is the first in the order of the alphabet.
 * </ul>
 */
public final class Session implements AnalysisModel<Session.Question> {
  private static final String ENTRY = "entry";
  private static final String VISIT = "visit";
  private static final String MOMENTS = "moments";
  private static final String AT = "at";
  private static final String EVENTS = "events";
  private static final String SECONDS = "seconds";
  private static final List<String> MEASURES =
      List.of(
          "sessions",
          "users",
          "events_per_session",
          "average_seconds",
          "median_seconds",
          "bounces");

  /** How long what began inside the range is followed. */
  private static final Duration FOLLOWED = Duration.ofDays(1);

  private final Supplier<SemanticModel> model;

  public Session(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param events that count; empty for all
   * @param entry whether to split by the event that a session began with
   */
  public record Question(Duration timeout, List<EventCondition> events, boolean entry) {
    public Question {
      events = List.copyOf(events);
    }
  }

  @Override
  public String key() {
    return "session";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    return Optional.of(
        new Question(
            in.length("timeout", Duration.ofMinutes(30)),
            in.events("events"),
            in.fields().flag("entry").orElse(false)));
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    boolean entry = request.own().entry();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Named> groups = new ArrayList<>(keys.groupsOfSubjects(column(AT)));
    if (entry) {
      groups.add(new Named(ENTRY, column(ENTRY)));
    }
    Relation grouped =
        new Relation.Grouped(
            keys.described(sessions(common, request.own(), keys)), groups, measures());
    Relation sorted =
        groups.isEmpty()
            ? grouped
            : new Relation.Sorted(grouped, List.of(new Order(MEASURES.getFirst(), true)));
    return shown(keys, entry, ask.apply(new LogicalQuery(sorted, CommonReader.MOST_ROWS)));
  }

  private static List<Measured> measures() {
    return List.of(
        Measured.of("sessions", new Aggregate.Count()),
        Measured.of("users", new Aggregate.Distinct(column(Relation.PROFILE))),
        Measured.of("events_per_session", new Aggregate.Average(column(EVENTS))),
        Measured.of("average_seconds", new Aggregate.Average(column(SECONDS))),
        Measured.of("median_seconds", new Aggregate.Quantile(column(SECONDS), .5)),
        Measured.of("bounces", new Aggregate.Count(), Expression.equal(column(EVENTS), whole(1))));
  }

  private static Answer shown(Keys keys, boolean entry, QueryResult result) {
    List<Object> nothing = Arrays.asList(0L, 0L, null, null, null, null);
    int width = keys.names().size();
    // By the keys, then by entry; of several entries each has a row in each step.
    Map<List<Object>, List<Object>> found = new LinkedHashMap<>();
    for (List<Object> row : result.rows()) {
      List<Object> key = keys.read(row);
      int at = width;
      if (entry) {
        key.add(row.get(at++));
      }
      List<Object> values = new ArrayList<>(row.subList(at, at + MEASURES.size()));
      long sessions = ((Number) values.getFirst()).longValue();
      long bounces = ((Number) values.removeLast()).longValue();
      values.add((double) bounces / sessions);
      found.put(key, sessions == 0 ? nothing : values);
    }
    if (found.isEmpty() && keys.areNone() && !entry) {
      found.put(List.of(), nothing);
    }
    List<List<Object>> rows = new ArrayList<>();
    (keys.hasTime() && !(entry && found.isEmpty()) ? keys.everyStep(found, nothing) : found)
        .forEach(
            (key, values) -> {
              List<Object> row = new ArrayList<>(key);
              row.addAll(values);
              rows.add(row);
            });
    return answer(keys, entry, rows, result.truncated());
  }

  private static Answer answer(
      Keys keys, boolean entry, List<List<Object>> rows, boolean truncated) {
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int by = keys.common().by().size();
    int first = columns.size() - by;
    if (entry) {
      columns.add(AnalysisColumn.of(ENTRY, "text", Role.DIMENSION));
      by++;
    }
    columns.add(AnalysisColumn.number("sessions", Role.MEASURE));
    columns.add(AnalysisColumn.number("users", Role.MEASURE));
    columns.add(AnalysisColumn.number("events_per_session", Role.MEASURE));
    columns.add(AnalysisColumn.number("average_seconds", Role.DURATION));
    columns.add(AnalysisColumn.number("median_seconds", Role.DURATION));
    columns.add(AnalysisColumn.number("bounce_rate", Role.RATE));
    TopValues.Kept kept = TopValues.keep(rows, first, by, first + by, keys.common().byLimit());
    return new Answer(columns, kept.rows(), truncated || kept.truncated(), List.of(), Map.of());
  }

  /** One row for each session. */
  private static Relation sessions(Common common, Question question, Keys keys) {
    List<Named> beside = new ArrayList<>();
    if (question.entry()) {
      beside.add(new Named(ENTRY, new Expression.Property("event")));
    }
    beside.addAll(keys.ofEvent());
    boolean records = !beside.isEmpty();
    Expression sorted = column(MOMENTS);
    Expression gap =
        call(
            Function.MORE,
            call(Function.MINUS, millis(item("m"), records), millis(item("b"), records)),
            whole(question.timeout().toMillis()));
    Expression visits =
        new Each(
            ListFunction.SPLIT,
            List.of("m", "b"),
            gap,
            List.of(sorted, call(Function.SHIFTED, sorted, call(Function.ITEM, sorted, whole(1)))));
    Relation unnested =
        new Relation.Unnested(moments(common, question, beside), new Named(VISIT, visits));
    Expression first = call(Function.ITEM, column(VISIT), whole(1));
    Expression last = call(Function.ITEM, column(VISIT), whole(-1));
    List<Named> columns = new ArrayList<>();
    columns.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    columns.add(new Named(AT, call(Function.TIME_OF, millis(first, records))));
    columns.add(new Named(EVENTS, call(Function.SIZE, column(VISIT))));
    columns.add(
        new Named(
            SECONDS,
            call(
                Function.DIVIDE,
                call(Function.MINUS, millis(last, records), millis(first, records)),
                whole(1_000))));
    for (int i = 0; i < beside.size(); i++) {
      columns.add(new Named(beside.get(i).name(), call(Function.FIELD, first, whole(i + 2L))));
    }
    return new Relation.Where(
        new Relation.Columns(unnested, columns),
        Expression.between(column(AT), common.from(), common.to()));
  }

  /** The times of each subject's events in order, in records where something stands beside. */
  private static Relation moments(Common common, Question question, List<Named> beside) {
    List<Expression> tests = new ArrayList<>();
    if (!question.events().isEmpty()) {
      tests.addAll(EventCondition.oneOf(question.events()));
    }
    // Whether the first event of the range begins a session shows in what comes before.
    tests.add(
        Expression.between(
            column(Relation.TIME),
            common.from().minus(question.timeout()),
            common.to().plus(FOLLOWED)));
    common.wanted().ifPresent(tests::add);
    List<Expression> values = new ArrayList<>();
    values.add(call(Function.MILLIS, column(Relation.TIME)));
    beside.forEach(named -> values.add(named.value()));
    Expression moment =
        beside.isEmpty() ? values.getFirst() : new Expression.Call(Function.RECORD, values);
    return new Relation.Columns(
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
            List.of(Measured.of(MOMENTS, new Aggregate.Gathered(moment)))),
        List.of(
            new Named(Relation.PROFILE, column(Relation.PROFILE)),
            new Named(MOMENTS, call(Function.SORTED, column(MOMENTS)))));
  }

  private static Expression millis(Expression moment, boolean record) {
    return record ? call(Function.FIELD, moment, whole(1)) : moment;
  }

  /** Of the measure {@code users}. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    if (!cell.measure().equals("users")) {
      throw cell.unknownMeasure(List.of("users"));
    }
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Expression> tests = new ArrayList<>(keys.eventTests(cell, true));
    keys.timeTest(column(AT), cell).ifPresent(tests::add);
    if (request.own().entry()) {
      Expression wanted = new Expression.Text(String.valueOf(cell.key(ENTRY).orElse("")));
      tests.add(Expression.equal(column(ENTRY), wanted));
    }
    return keys.members(sessions(common, request.own(), keys), tests, cell);
  }
}
