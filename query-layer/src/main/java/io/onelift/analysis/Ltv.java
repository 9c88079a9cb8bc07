package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.item;
import static io.onelift.ir.Expression.whole;

import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
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
import io.onelift.tag.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What subjects bring from their beginning on: {@code [audience?, by…, cohort, period, users,
 * revenue, cumulative, cumulative_per_user, forecast?]}, and {@code forecast_error}.
 *
 * <ul>
 *   <li>Somebody begins with the first event {@code first} of all time, or when first seen where
 *       none is given, and belongs to the cohort of that week or month. The range says which
 *       cohorts are shown; of its first and last one only who began inside of it.
 *   <li>Period p is the p-th week or month of the calendar after that of the cohort, period 0 the
 *       same one. Revenue counts from the moment of the beginning on.
 *   <li>Everybody of the cohort counts among its users in every period, whether or not they paid.
 *   <li>A period that is not over yet is nothing rather than too little; notes say so.
 *   <li>Dimensions of events are those of the event {@code first}, which then has to be given.
 *   <li>{@code forecast}: so many periods more of each cohort, see {@link LtvForecast}. Its error
 *       is that of the same forecast made without the last periods, beside what they brought.
 * </ul>
 */
public final class Ltv implements AnalysisModel<Ltv.Question> {
  static final String COHORT = "cohort";
  static final String PERIOD = "period";
  private static final String FIRST = "first";
  private static final String BEGUN = "begun";
  private static final String PAYMENTS = "payments";
  private static final String ENTRY = "entry";
  private static final String USERS = "users";
  private static final String REVENUE = "revenue";

  /** In the place of a period, for somebody who begins. */
  private static final long BEGINS = -1;

  private final Supplier<SemanticModel> model;

  public Ltv(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param property that revenue events carry
   * @param first empty for the moment at which somebody was first seen
   * @param forecast periods; 0 for none
   */
  public record Question(
      EventCondition revenue,
      String property,
      Optional<EventCondition> first,
      Grain grain,
      int periods,
      int forecast) {}

  @Override
  public String key() {
    return "ltv";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    Optional<EventCondition> event = Optional.empty();
    Optional<String> property = Optional.empty();
    Optional<JsonFields> revenue = in.fields().object("revenue");
    if (revenue.isPresent()) {
      event = in.event(revenue.get());
      if (event.isPresent()) {
        property = in.property(revenue.get(), event.get(), ValueType.NUMBER);
      }
      revenue.get().refuseOthers();
    } else if (!in.fields().has(REVENUE)) {
      in.fields()
          .problem(
              REVENUE,
              "is missing: {\"event\":…,\"property\":…}, what is paid and which property says how"
                  + " much");
    }
    Optional<EventCondition> first = in.optionalEvent(FIRST);
    if (first.isEmpty() && in.common().by().stream().anyMatch(in::isOfEvent)) {
      in.fields().problem("by", "a dimension of events needs 'first', the event whose value it is");
    }
    Grain grain = in.grain(Grain.MONTH, Grain.WEEK, Grain.MONTH);
    int periods = in.whole(in.fields(), "periods", 12, 1, 60);
    int forecast = in.whole(in.fields(), "forecast", 0, 0, 24);
    if (event.isEmpty() || property.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Question(event.get(), property.get(), first, grain, periods, forecast));
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), false);
    Expression entries =
        call(
            Function.CHAINED,
            call(Function.LIST, call(Function.RECORD, whole(BEGINS), new Expression.Decimal(0))),
            payments(question));
    Relation unnested =
        new Relation.Unnested(
            keys.described(beginnings(common, question, keys)), new Named(ENTRY, entries));
    Expression period = call(Function.FIELD, column(ENTRY), whole(1));
    List<Named> groups = new ArrayList<>(keys.groupsOfSubjects(column(FIRST)));
    groups.add(new Named(COHORT, new Expression.Bucket(column(FIRST), question.grain())));
    groups.add(new Named(PERIOD, period));
    Relation grouped =
        new Relation.Grouped(
            unnested,
            groups,
            List.of(
                Measured.of(USERS, new Aggregate.Count()),
                Measured.of(
                    REVENUE, new Aggregate.Sum(call(Function.FIELD, column(ENTRY), whole(2))))));
    return new LtvRows(keys, question)
        .answer(ask.apply(new LogicalQuery(grouped, CommonReader.MOST_ROWS)));
  }

  /** Periods and amounts of what somebody paid. */
  private static Expression payments(Question question) {
    Expression time = call(Function.FIELD, item("t"), whole(1));
    Expression period =
        call(
            Function.STEPS_BETWEEN,
            new Expression.Text(question.grain().name().toLowerCase(Locale.ROOT)),
            new Expression.Bucket(column(FIRST), question.grain()),
            new Expression.Bucket(time, question.grain()));
    return new Each(
        ListFunction.MAP,
        List.of("t"),
        call(Function.RECORD, period, call(Function.FIELD, item("t"), whole(2))),
        List.of(
            new Each(
                ListFunction.FILTER,
                List.of("t"),
                Expression.atLeast(time, column(FIRST)),
                List.of(column(PAYMENTS)))));
  }

  /** One row for each subject that began inside the range, with what it paid at any time. */
  private static Relation beginnings(Common common, Question question, Keys keys) {
    Relation rows =
        question
            .first()
            .map(first -> ofEvents(common, question, first, keys))
            .orElseGet(() -> ofProfiles(common, question));
    return new Relation.Where(rows, Expression.between(column(FIRST), common.from(), common.to()));
  }

  private static Relation ofEvents(
      Common common, Question question, EventCondition first, Keys keys) {
    List<Expression> tests =
        new ArrayList<>(EventCondition.oneOf(List.of(first, question.revenue())));
    tests.add(Expression.less(column(Relation.TIME), new Expression.Moment(end(common, question))));
    common.wanted().ifPresent(tests::add);
    List<Measured> measures = new ArrayList<>();
    measures.add(Measured.of(FIRST, new Aggregate.Least(column(Relation.TIME)), first.test()));
    measures.add(Measured.of(BEGUN, new Aggregate.Count(), first.test()));
    measures.add(Measured.of(PAYMENTS, gathered(question), paid(question)));
    for (Named dimension : keys.ofEvent()) {
      // In a list, because nothing at all would be left out.
      measures.add(
          Measured.of(
              dimension.name(),
              new Aggregate.AtLeast(
                  call(Function.LIST, dimension.value()),
                  List.of(column(Relation.TIME), call(Function.LIST, dimension.value()))),
              first.test()));
    }
    Relation grouped =
        new Relation.Where(
            new Relation.Grouped(
                new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
                List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
                measures),
            call(Function.MORE, column(BEGUN), whole(0)));
    List<Named> columns = new ArrayList<>(columns(column(PAYMENTS)));
    for (Named dimension : keys.ofEvent()) {
      columns.add(
          new Named(dimension.name(), call(Function.ITEM, column(dimension.name()), whole(1))));
    }
    return new Relation.Columns(grouped, columns);
  }

  private static Relation ofProfiles(Common common, Question question) {
    Relation profiles = new Relation.Profiles();
    Relation wanted =
        common.wanted().<Relation>map(test -> new Relation.Where(profiles, test)).orElse(profiles);
    Relation begun =
        new Relation.Columns(
            wanted,
            List.of(
                new Named(Relation.PROFILE, column(Relation.PROFILE)),
                new Named(FIRST, new Expression.Trait("first_seen"))));
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(List.of(question.revenue())));
    tests.add(Expression.between(column(Relation.TIME), common.from(), end(common, question)));
    tests.add(present(question));
    Relation paid =
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
            List.of(Measured.of(PAYMENTS, gathered(question))));
    return new Relation.Columns(
        new Relation.Joined(begun, paid, List.of(Relation.PROFILE), true),
        columns(column(PAYMENTS)));
  }

  private static List<Named> columns(Expression payments) {
    return List.of(
        new Named(Relation.PROFILE, column(Relation.PROFILE)),
        new Named(FIRST, column(FIRST)),
        new Named(PAYMENTS, payments));
  }

  private static Aggregate gathered(Question question) {
    return new Aggregate.Gathered(
        call(
            Function.RECORD,
            column(Relation.TIME),
            call(
                Function.FIRST_PRESENT,
                new Expression.Property(question.property()),
                new Expression.Decimal(0))));
  }

  private static Expression present(Question question) {
    return call(
        Function.NOT, call(Function.IS_MISSING, new Expression.Property(question.property())));
  }

  private static Expression paid(Question question) {
    return Expression.all(question.revenue().test(), present(question));
  }

  /** When the last period of the last cohort ends. */
  private static Instant end(Common common, Question question) {
    LocalDate last = TimeAxis.start(common.range().to().minusDays(1), question.grain());
    return common.midnight(TimeAxis.plus(last, question.grain(), question.periods()));
  }

  /** Of the measure {@code users}: everybody of the cohort, whatever the period. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    Keys keys = new Keys(common, model.get(), false);
    List<Expression> tests = new ArrayList<>(keys.eventTests(cell, true));
    String text = String.valueOf(cell.key(COHORT).orElse(""));
    try {
      tests.add(
          Expression.equal(
              new Expression.Bucket(column(FIRST), request.own().grain()),
              new Expression.Day(LocalDate.parse(text))));
    } catch (DateTimeException _) {
      throw new InvalidInput("/cell/" + COHORT, "must be the first day of a cohort, not " + text);
    }
    return keys.members(beginnings(common, request.own(), keys), tests, cell);
  }
}
