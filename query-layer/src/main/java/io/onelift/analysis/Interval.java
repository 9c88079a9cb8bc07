package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.item;
import static io.onelift.ir.Expression.whole;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long it takes from one event to another: {@code [time?, audience?, by…, intervals, users,
 * average, min, p25, p50, p75, p90, max]} in seconds, and {@code histogram}.
 *
 * <ul>
 *   <li>An interval runs from an event {@code from} to the next event {@code to}, which comes later
 *       to the millisecond and at most {@code window} after it, the end included.
 *   <li>Of several events {@code from} before the same {@code to}, the last one counts: intervals
 *       of a subject do not overlap, and a repetition neither adds one nor makes it longer. Of
 *       several at the same millisecond one counts.
 *   <li>An event that is both ends one interval and begins the next.
 *   <li>The beginning has to be inside the range; the end may follow after it. The time axis and
 *       dimensions of events are those of the beginning.
 *   <li>{@code hold_constant}: both events have the same value of the property; a missing value
 *       equals no other. What comes between with another value does not matter.
 *   <li>A quantile is exact: the value at index ⌊q · n⌋ of the n intervals in order.
 * </ul>
 *
 * <p>One pass over the events makes a sorted list of whole numbers of each subject, {@code 2 ·
 * milliseconds + 1} for the beginning and {@code 2 · milliseconds} for the end. An interval is
 * where a beginning stands just before an end. With dimensions of events the numbers stand in
 * records beside their values.
 */
public final class Interval implements AnalysisModel<Interval.Question> {
  static final String INTERVALS = "intervals";
  static final String USERS = "users";

  private static final String MARKS = "marks";
  private static final String HELD = "held";
  private static final String PAIR = "pair";
  private static final String AT = "at";
  private static final String SECONDS = "seconds";

  private final Supplier<SemanticModel> model;

  public Interval(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /** The model's own part. */
  public record Question(
      EventCondition from, EventCondition to, Duration window, Optional<String> holdConstant) {}

  @Override
  public String key() {
    return "interval";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    Optional<EventCondition> from = in.requiredEvent("from");
    Optional<EventCondition> to = in.requiredEvent("to");
    Duration window = in.length("window", Duration.ofDays(7));
    from.ifPresent(event -> in.property(in.fields(), "hold_constant", event));
    Optional<String> hold = to.flatMap(event -> in.property(in.fields(), "hold_constant", event));
    return from.isPresent() && to.isPresent()
        ? Optional.of(new Question(from.get(), to.get(), window, hold))
        : Optional.empty();
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Measured> measures = new ArrayList<>();
    measures.add(Measured.of(INTERVALS, new Aggregate.Count()));
    measures.add(Measured.of(USERS, new Aggregate.Distinct(column(Relation.PROFILE))));
    measures.add(Measured.of("average", new Aggregate.Average(column(SECONDS))));
    measures.add(Measured.of("min", new Aggregate.Least(column(SECONDS))));
    measures.add(Measured.of("p25", quantile(.25)));
    measures.add(Measured.of("p50", quantile(.5)));
    measures.add(Measured.of("p75", quantile(.75)));
    measures.add(Measured.of("p90", quantile(.9)));
    measures.add(Measured.of("max", new Aggregate.Greatest(column(SECONDS))));
    int shown = measures.size();
    List<Integer> bounds = IntervalRows.bounds(request.own().window());
    for (int i = 0; i < bounds.size(); i++) {
      List<Expression> tests = new ArrayList<>();
      tests.add(Expression.atLeast(column(SECONDS), whole(bounds.get(i))));
      if (i + 1 < bounds.size()) {
        tests.add(Expression.less(column(SECONDS), whole(bounds.get(i + 1))));
      }
      measures.add(Measured.of("bar_" + i, new Aggregate.Count(), Expression.all(tests)));
    }
    Relation grouped =
        new Relation.Grouped(
            keys.described(intervals(common, request.own(), keys)),
            keys.groupsOfSubjects(column(AT)),
            measures);
    Relation sorted =
        keys.names().isEmpty()
            ? grouped
            : new Relation.Sorted(grouped, List.of(new Order(INTERVALS, true)));
    QueryResult result = ask.apply(new LogicalQuery(sorted, CommonReader.MOST_ROWS));
    return new IntervalRows(
            keys, measures.subList(0, shown).stream().map(Measured::name).toList(), bounds)
        .answer(result, notes(common, request.own()));
  }

  private static Aggregate quantile(double level) {
    return new Aggregate.Quantile(column(SECONDS), level);
  }

  private static List<String> notes(Common common, Question question) {
    return common.to().plus(question.window()).isAfter(common.midnight(common.today().plusDays(1)))
        ? List.of("Intervals that began less than the window ago may still end.")
        : List.of();
  }

  /** One row for each interval: the profile, when it began, seconds, dimensions of the event. */
  private static Relation intervals(Common common, Question question, Keys keys) {
    List<Named> dimensions = keys.ofEvent();
    boolean records = !dimensions.isEmpty();
    Relation rows = marked(common, question, dimensions);
    Expression sorted = column(MARKS);
    Expression pairs =
        new Each(
            ListFunction.MAP,
            List.of("m", "b"),
            call(Function.RECORD, item("b"), mark(item("m"), records)),
            List.of(
                sorted,
                // The first one stands before itself, so that it ends nothing.
                call(Function.SHIFTED, sorted, call(Function.ITEM, sorted, whole(1)))));
    Expression begin = mark(call(Function.FIELD, item("p"), whole(1)), records);
    Expression end = call(Function.FIELD, item("p"), whole(2));
    Expression is =
        Expression.all(
            Expression.equal(call(Function.MODULO, begin, whole(2)), whole(1)),
            Expression.equal(call(Function.MODULO, end, whole(2)), whole(0)),
            Expression.less(millis(begin), whole(common.to().toEpochMilli())),
            call(
                Function.AT_MOST,
                call(Function.MINUS, millis(end), millis(begin)),
                whole(question.window().toMillis())));
    Relation found =
        new Relation.Unnested(
            new Relation.Columns(
                rows,
                List.of(
                    new Named(Relation.PROFILE, column(Relation.PROFILE)),
                    new Named(MARKS, pairs))),
            new Named(PAIR, new Each(ListFunction.FILTER, List.of("p"), is, List.of(sorted))));
    Expression first = call(Function.FIELD, column(PAIR), whole(1));
    Expression begun = millis(mark(first, records));
    List<Named> columns = new ArrayList<>();
    columns.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    columns.add(new Named(AT, call(Function.TIME_OF, begun)));
    columns.add(
        new Named(
            SECONDS,
            call(
                Function.DIVIDE,
                call(Function.MINUS, millis(call(Function.FIELD, column(PAIR), whole(2))), begun),
                whole(1_000))));
    for (int i = 0; i < dimensions.size(); i++) {
      columns.add(new Named(dimensions.get(i).name(), call(Function.FIELD, first, whole(i + 2L))));
    }
    return new Relation.Columns(found, columns);
  }

  private static Expression mark(Expression item, boolean records) {
    return records ? call(Function.FIELD, item, whole(1)) : item;
  }

  private static Expression millis(Expression mark) {
    return call(Function.WHOLE_DIVIDE, mark, whole(2));
  }

  /** One row per subject and held value, with the sorted marks. */
  private static Relation marked(Common common, Question question, List<Named> dimensions) {
    List<EventCondition> conditions = List.of(question.from(), question.to());
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(conditions));
    tests.add(
        Expression.between(
            column(Relation.TIME), common.from(), common.to().plus(question.window())));
    List<Named> groups = new ArrayList<>();
    groups.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    if (question.holdConstant().isPresent()) {
      Expression held = new Expression.Property(question.holdConstant().get());
      groups.add(new Named(HELD, held));
      tests.add(call(Function.NOT, call(Function.IS_MISSING, held)));
    }
    common.wanted().ifPresent(tests::add);
    Relation grouped =
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            groups,
            List.of(Measured.of(MARKS, marks(question, dimensions))));
    return new Relation.Columns(
        grouped,
        List.of(
            new Named(Relation.PROFILE, column(Relation.PROFILE)),
            new Named(MARKS, call(Function.SORTED, column(MARKS)))));
  }

  private static Aggregate marks(Question question, List<Named> dimensions) {
    Expression twice = call(Function.TIMES, call(Function.MILLIS, column(Relation.TIME)), whole(2));
    Expression from = question.from().test();
    Expression begin = call(Function.PLUS, twice, whole(1));
    if (EventCondition.areApart(List.of(question.from(), question.to()))) {
      return new Aggregate.Gathered(marked(call(Function.IF, from, begin, twice), dimensions));
    }
    Expression both =
        call(
            Function.LIST,
            marked(call(Function.IF, from, begin, whole(0)), dimensions),
            marked(call(Function.IF, question.to().test(), twice, whole(0)), dimensions));
    return new Aggregate.GatheredItems(
        new Each(
            ListFunction.FILTER,
            List.of("m"),
            call(Function.MORE, mark(item("m"), !dimensions.isEmpty()), whole(0)),
            List.of(both)));
  }

  private static Expression marked(Expression mark, List<Named> dimensions) {
    if (dimensions.isEmpty()) {
      return mark;
    }
    List<Expression> values = new ArrayList<>();
    values.add(mark);
    dimensions.forEach(dimension -> values.add(dimension.value()));
    return new Expression.Call(Function.RECORD, values);
  }

  /** Of the measure {@code users}. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Expression> tests = new ArrayList<>(keys.eventTests(cell, true));
    // Without a look at an interval there need not be one.
    tests.add(Expression.atLeast(column(SECONDS), whole(0)));
    keys.timeTest(column(AT), cell).ifPresent(tests::add);
    return keys.members(intervals(common, request.own(), keys), tests, cell);
  }
}
