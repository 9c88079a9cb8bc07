package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.item;
import static io.onelift.ir.Expression.whole;

import io.onelift.event.InvalidInput;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Each;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.Expression.ListFunction;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who comes back: {@code [cohort, audience?, by…, period, users, rate]}.
 *
 * <ul>
 *   <li>A subject is in one cohort: that of the day, week or month of the project's zone in which
 *       it did {@code first} for the first time inside the range. What it did before the range does
 *       not matter.
 *   <li>{@code exact}: period n counts who did {@code return} in the n-th day, week or month after
 *       that of the cohort. {@code unbounded}: in that one or a later one, today included. {@code
 *       rolling}: periods run from each subject's own first event, period n from n to n + 1 times
 *       24 hours, 7 days or 30 days after it.
 *   <li>Period 0 is the size of the cohort, whether somebody came back in it or not.
 *   <li>Coming back may happen after the range.
 *   <li>A period that is not over for everybody in the cohort before today is nothing, not a low
 *       number; cohorts of nobody have no rates.
 *   <li>Dimensions of events are those of the first event; of several at that millisecond the least
 *       value, a missing one last.
 * </ul>
 */
public final class Retention implements AnalysisModel<Retention.Question> {
  static final String COHORT = "cohort";
  static final String PERIOD = "period";
  static final String USERS = "users";
  private static final String FIRST = "first";
  private static final String RETURNS = "returns";
  private static final String ENTERED = "entered";
  private static final String CAME_BACK = "came_back";

  private final Supplier<SemanticModel> model;

  public Retention(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param grain of cohorts and periods: day, week or month
   * @param periods after period 0
   */
  public record Question(
      EventCondition first, EventCondition comeBack, Kind kind, Grain grain, int periods) {}

  /** Which period a return counts for. */
  enum Kind {
    EXACT,
    UNBOUNDED,
    ROLLING
  }

  @Override
  public String key() {
    return "retention";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.checkSubject();
    Optional<EventCondition> first = in.requiredEvent("first");
    Optional<EventCondition> comeBack =
        in.fields().has("return") ? in.optionalEvent("return") : first;
    Kind kind = in.choice(in.fields(), "kind", Kind.class, Kind.EXACT);
    Grain grain = in.grain(Grain.DAY, Grain.DAY, Grain.WEEK, Grain.MONTH);
    int periods = in.whole(in.fields(), "periods", grain == Grain.DAY ? 14 : 8, 1, 90);
    return first.flatMap(
        start -> comeBack.map(back -> new Question(start, back, kind, grain, periods)));
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Keys keys = new Keys(request.common(), model.get(), false);
    Relation periods =
        new Relation.Unnested(
            keys.describedSubjects(bySubject(request, keys)), new Named(PERIOD, column(CAME_BACK)));
    List<Named> groups = new ArrayList<>(keys.groupsOfSubjects(column(FIRST)));
    groups.add(new Named(COHORT, column(COHORT)));
    groups.add(new Named(PERIOD, column(PERIOD)));
    Relation grouped =
        new Relation.Grouped(periods, groups, List.of(Measured.of(USERS, new Aggregate.Count())));
    QueryResult result = ask.apply(new LogicalQuery(grouped, CommonReader.MOST_ROWS));
    return new RetentionRows(request, keys).answer(result);
  }

  /** One row per subject, with its cohort's place and the list of the periods it counts in. */
  private static Relation bySubject(AnalysisRequest<Question> request, Keys keys) {
    Common common = request.common();
    Question question = request.own();
    Expression time = column(Relation.TIME);
    List<Expression> tests =
        new ArrayList<>(EventCondition.oneOf(List.of(question.first(), question.comeBack())));
    tests.add(Expression.between(time, common.from(), end(request)));
    common.wanted().ifPresent(tests::add);
    Expression first =
        Expression.all(
            question.first().test(), Expression.less(time, new Expression.Moment(common.to())));
    List<Measured> measures = new ArrayList<>();
    measures.add(Measured.of(FIRST, new Aggregate.Least(time), first));
    measures.add(Measured.of(ENTERED, new Aggregate.Count(), first));
    measures.add(Measured.of(RETURNS, returns(request, time), question.comeBack().test()));
    for (Named dimension : keys.ofEvent()) {
      measures.add(
          Measured.of(
              dimension.name(),
              new Aggregate.AtLeast(
                  call(Function.LIST, dimension.value()),
                  List.of(
                      time,
                      call(
                          Function.IF,
                          call(Function.IS_MISSING, dimension.value()),
                          whole(1),
                          whole(0)),
                      call(Function.TEXT_OF, dimension.value()))),
              first));
    }
    Relation grouped =
        new Relation.Where(
            new Relation.Grouped(
                keys.beforeSubjects(
                    new Relation.Where(
                        new Relation.Events(common.subject()), Expression.all(tests))),
                keys.ofSubject(),
                measures),
            call(Function.MORE, column(ENTERED), whole(0)));
    List<Named> columns = new ArrayList<>();
    keys.ofSubject().forEach(group -> columns.add(new Named(group.name(), column(group.name()))));
    columns.add(new Named(FIRST, column(FIRST)));
    columns.add(new Named(COHORT, steps(request, column(FIRST))));
    columns.add(new Named(CAME_BACK, periods(request)));
    for (Named dimension : keys.ofEvent()) {
      columns.add(
          new Named(dimension.name(), call(Function.ITEM, column(dimension.name()), whole(1))));
    }
    return new Relation.Columns(grouped, columns);
  }

  /** Until when coming back matters. */
  private static Instant end(AnalysisRequest<Question> request) {
    Common common = request.common();
    Question question = request.own();
    LocalDate last = TimeAxis.start(common.range().to().minusDays(1), question.grain());
    LocalDate exact = TimeAxis.plus(last, question.grain(), question.periods() + 1L);
    LocalDate end =
        switch (question.kind()) {
          case EXACT -> exact;
          case ROLLING -> common.range().to().plusDays((question.periods() + 1L) * days(question));
          case UNBOUNDED -> common.today().isBefore(exact) ? exact : common.today().plusDays(1);
        };
    return common.midnight(end);
  }

  /** How long a rolling period is. */
  static int days(Question question) {
    return switch (question.grain()) {
      case WEEK -> 7;
      case MONTH -> 30;
      default -> 1;
    };
  }

  /** How many steps of the grain a time is after the one in which the range begins. */
  private static Expression steps(AnalysisRequest<Question> request, Expression time) {
    Question question = request.own();
    LocalDate start = TimeAxis.start(request.common().range().from(), question.grain());
    return call(
        Function.STEPS_BETWEEN,
        new Expression.Text(question.grain().name().toLowerCase(Locale.ROOT)),
        new Expression.Moment(request.common().midnight(start)),
        time);
  }

  /** What has to be known of the returns of a subject. */
  private static Aggregate returns(AnalysisRequest<Question> request, Expression time) {
    return switch (request.own().kind()) {
      case EXACT ->
          fitsBits(request)
              ? new Aggregate.Bits(steps(request, time))
              : new Aggregate.GatheredOnce(steps(request, time));
      case UNBOUNDED -> new Aggregate.Greatest(steps(request, time));
      case ROLLING -> new Aggregate.Gathered(call(Function.MILLIS, time));
    };
  }

  /** The periods that a subject counts in, 0 among them. */
  private static Expression periods(AnalysisRequest<Question> request) {
    Question question = request.own();
    Expression cohort = steps(request, column(FIRST));
    if (question.kind() == Kind.EXACT && fitsBits(request)) {
      Expression later =
          call(
              Function.BITS_OF_BOTH,
              call(Function.BITS_DOWN, column(RETURNS), cohort),
              whole((1L << (question.periods() + 1)) - 2));
      return call(Function.PLACES_OF_BITS, call(Function.BITS_OF_EITHER, later, whole(1)));
    }
    Expression most = whole(question.periods());
    Expression later =
        switch (question.kind()) {
          case EXACT -> counted(minus(item("r"), cohort), column(RETURNS), most);
          case UNBOUNDED ->
              call(
                  Function.NUMBERS,
                  whole(1),
                  call(
                      Function.GREATEST,
                      whole(1),
                      call(
                          Function.PLUS,
                          call(Function.LEAST, minus(column(RETURNS), cohort), most),
                          whole(1))));
          case ROLLING ->
              call(
                  Function.ONCE,
                  counted(
                      call(
                          Function.WHOLE_DIVIDE,
                          minus(item("r"), call(Function.MILLIS, column(FIRST))),
                          whole(days(question) * 86_400_000L)),
                      column(RETURNS),
                      most));
        };
    return call(Function.PREPENDED, later, whole(0));
  }

  /** Whether all periods of all cohorts are few enough for the bits of one number. */
  private static boolean fitsBits(AnalysisRequest<Question> request) {
    Common common = request.common();
    Question question = request.own();
    return TimeAxis.steps(common.range(), question.grain(), common.zone()).size()
            + question.periods()
        < Long.SIZE - 1;
  }

  /** The periods of returns that are from 1 to the most. */
  private static Expression counted(Expression period, Expression returns, Expression most) {
    return new Each(
        ListFunction.FILTER,
        List.of("p"),
        Expression.all(
            call(Function.MORE, item("p"), whole(0)), call(Function.AT_MOST, item("p"), most)),
        List.of(new Each(ListFunction.MAP, List.of("r"), period, List.of(returns))));
  }

  private static Expression minus(Expression left, Expression right) {
    return call(Function.MINUS, left, right);
  }

  /** The measures of a row: {@code users}, or {@code lost}, the rest of the cohort. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    Keys keys = new Keys(common, model.get(), false);
    Expression inPeriod = call(Function.CONTAINS, column(CAME_BACK), whole(cell.whole(PERIOD)));
    List<String> cohorts = TimeAxis.steps(common.range(), request.own().grain(), common.zone());
    int cohort = cohorts.indexOf(String.valueOf(cell.key(COHORT).orElse(null)));
    if (cohort < 0) {
      throw new InvalidInput(
          "/cell/cohort", "is no cohort of the range, such as " + cohorts.getFirst());
    }
    List<Expression> tests = new ArrayList<>();
    tests.add(Expression.equal(column(COHORT), whole(cohort)));
    switch (cell.measure()) {
      case "users" -> tests.add(inPeriod);
      case "lost" -> tests.add(call(Function.NOT, inPeriod));
      default -> throw cell.unknownMeasure(List.of("users", "lost"));
    }
    tests.addAll(keys.eventTests(cell, true));
    return keys.members(bySubject(request, keys), tests, cell);
  }
}
