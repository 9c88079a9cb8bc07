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
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * On how many days subjects are active: {@code [time?, audience?, by…, active_days, users, share]},
 * a row for each number of days, and {@code ratios}: for each day of the range who was active that
 * day, in the 7 and in the 30 days up to it, and what share one is of the other.
 *
 * <ul>
 *   <li>With {@code grain} week or month a subject is counted in each step in which it was active,
 *       by its days there; without one by its days in the whole range. Days are those of the
 *       project's time zone.
 *   <li>Who was never active is in no row, and {@code share} is of those who were.
 *   <li>A step that the range or today cuts short has fewer days to be active on; notes say so.
 *   <li>The 7 and 30 days of the ratios reach before the range, and are not split by {@code by}.
 * </ul>
 */
public final class Stickiness implements AnalysisModel<Stickiness.Question> {
  private static final String DAYS = "days";
  private static final String USERS = "users";
  private static final String ACTIVE = "active_days";
  private static final String ENTRIES = "entries";
  private static final String ENTRY = "entry";
  private static final String WINDOW = "window";
  private static final String DAY = "day";
  static final int WEEK_DAYS = 7;
  private static final int MONTH_DAYS = 30;

  private final Supplier<SemanticModel> model;

  public Stickiness(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /** The model's own part. */
  public record Question(EventCondition event) {
    private Distribution.Question days() {
      return new Distribution.Question(event, Distribution.Kind.DAYS, Optional.empty(), List.of());
    }
  }

  @Override
  public String key() {
    return "stickiness";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    if (in.common().grain().isPresent()) {
      in.grain(Grain.WEEK, Grain.WEEK, Grain.MONTH);
    }
    return in.event(in.fields()).map(Question::new);
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Named> groups = new ArrayList<>(keys.groupsOfCells());
    groups.add(new Named(ACTIVE, column(Distribution.VALUE)));
    Relation grouped =
        new Relation.Grouped(
            keys.described(Distribution.measured(common, request.own().days(), keys)),
            groups,
            List.of(Measured.of(USERS, new Aggregate.Count())));
    QueryResult result =
        ask.apply(
            new LogicalQuery(
                new Relation.Sorted(grouped, List.of(new Order(USERS, true))),
                CommonReader.MOST_ROWS));
    return shown(keys, result, ratios(common, request.own(), ask));
  }

  private static Answer shown(Keys keys, QueryResult result, List<Map<String, Object>> ratios) {
    int width = keys.names().size();
    int most = 0;
    for (List<Object> row : result.rows()) {
      most = Math.max(most, ((Number) row.get(width)).intValue());
    }
    Map<List<Object>, long[]> found = new LinkedHashMap<>();
    for (List<Object> row : result.rows()) {
      long[] users = found.getOrDefault(keys.read(row), new long[most]);
      users[((Number) row.get(width)).intValue() - 1] = ((Number) row.get(width + 1)).longValue();
      found.put(keys.read(row), users);
    }
    List<List<Object>> rows = new ArrayList<>();
    (keys.hasTime() ? keys.everyStep(found, new long[most]) : found)
        .forEach((key, users) -> rows(key, users, rows));
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int by = keys.common().by().size();
    int first = columns.size() - by;
    columns.add(AnalysisColumn.number(ACTIVE, Role.BUCKET));
    columns.add(AnalysisColumn.number(USERS, Role.MEASURE));
    columns.add(AnalysisColumn.number("share", Role.RATE));
    TopValues.Kept kept =
        TopValues.keep(rows, first, by, columns.size() - 2, keys.common().byLimit());
    return new Answer(
        columns,
        kept.rows(),
        result.truncated() || kept.truncated(),
        notes(keys.common()),
        Map.of("ratios", ratios));
  }

  private static void rows(List<Object> key, long[] users, List<List<Object>> rows) {
    long all = 0;
    for (long some : users) {
      all += some;
    }
    for (int i = 0; i < users.length; i++) {
      List<Object> row = new ArrayList<>(key);
      row.add(i + 1L);
      row.add(users[i]);
      row.add(all == 0 ? null : (Object) ((double) users[i] / all));
      rows.add(row);
    }
  }

  private static List<String> notes(Common common) {
    List<String> notes = new ArrayList<>();
    common.grain().ifPresent(grain -> notes(common, grain, notes));
    return notes;
  }

  private static void notes(Common common, Grain grain, List<String> notes) {
    LocalDate last = TimeAxis.start(common.range().to().minusDays(1), grain);
    LocalDate end = TimeAxis.next(last, grain);
    if (TimeAxis.start(common.range().from(), grain).isBefore(common.range().from())) {
      notes.add("The first step is cut short: it begins on " + common.range().from() + ".");
    }
    if (end.isAfter(common.range().to()) || end.isAfter(common.today())) {
      notes.add("The last step, of " + last + ", is not complete.");
    }
  }

  /**
   * Active of one day, of 7 and of 30 days. A subject is among the active of n days from each of
   * its days on, until n days later or until its next day, from where on that one counts; so a day
   * adds one and takes it away again later, whatever n, and a running sum gives the figures.
   */
  private List<Map<String, Object>> ratios(
      Common common,
      Question question,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Keys keys = new Keys(common.unsplit(), model.get(), false);
    LocalDate from = common.range().from().minusDays(MONTH_DAYS - 1L);
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(List.of(question.event())));
    Instant begin = common.midnight(from);
    tests.add(Expression.between(column(Relation.TIME), begin, common.to()));
    common.wanted().ifPresent(tests::add);
    Expression number =
        call(
            Function.STEPS_BETWEEN,
            new Expression.Text("day"),
            new Expression.Moment(begin),
            column(Relation.TIME));
    Relation days =
        new Relation.Columns(
            new Relation.Grouped(
                new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
                List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
                List.of(Measured.of(DAYS, new Aggregate.GatheredOnce(number)))),
            List.of(
                new Named(Relation.PROFILE, column(Relation.PROFILE)),
                new Named(DAYS, call(Function.SORTED, column(DAYS)))));
    Expression changes =
        new Each(
            ListFunction.MAP,
            List.of("d", "n"),
            call(
                Function.LIST,
                change(1, item("d")),
                change(WEEK_DAYS, until(WEEK_DAYS)),
                change(MONTH_DAYS, until(MONTH_DAYS))),
            List.of(
                column(DAYS), call(Function.SHIFTED_BACK, column(DAYS), whole(Integer.MAX_VALUE))));
    Relation unnested =
        new Relation.Unnested(
            new Relation.Unnested(keys.described(days), new Named(ENTRIES, changes)),
            new Named(ENTRY, column(ENTRIES)));
    List<Named> groups = new ArrayList<>(keys.groups(column(Relation.PROFILE)));
    groups.add(new Named(WINDOW, call(Function.FIELD, column(ENTRY), whole(1))));
    groups.add(new Named(DAY, call(Function.FIELD, column(ENTRY), whole(2))));
    QueryResult result =
        ask.apply(
            new LogicalQuery(
                new Relation.Grouped(
                    unnested, groups, List.of(Measured.of(USERS, new Aggregate.Count()))),
                CommonReader.MOST_ROWS));
    return new StickinessRatios(keys, from).of(result);
  }

  private static Expression change(int window, Expression day) {
    return call(Function.RECORD, whole(window), day);
  }

  private static Expression until(int days) {
    return call(Function.LEAST, call(Function.PLUS, item("d"), whole(days)), item("n"));
  }

  /** Of the measure {@code users}. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Expression> tests = new ArrayList<>(keys.cellTests(cell));
    tests.add(Expression.equal(column(Distribution.VALUE), whole(cell.whole(ACTIVE))));
    return keys.members(Distribution.measured(common, request.own().days(), keys), tests, cell);
  }
}
