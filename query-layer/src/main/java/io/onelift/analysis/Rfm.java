package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.whole;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.event.ValueType;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.RfmSegment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Subjects by how lately, how often and with how much they did something: {@code [audience?,
 * segment, r, f, m, users, average_recency_days, average_frequency, average_monetary]}, a row for
 * each combination of scores that somebody has.
 *
 * <ul>
 *   <li>Everybody who did the event inside the range is scored, and nobody else. Recency is in days
 *       of the calendar from the last event to the last day of the range, today where that is still
 *       to come; monetary value is the sum of the property, 0 where no event carries it.
 *   <li>Scores are by rank (A. M. Hughes, Strategic Database Marketing, 1994): {@code 1 + ⌊parts ·
 *       w / n⌋}, where {@code w} of the {@code n} subjects are worse. Equal values get equal
 *       scores, so groups are unequal where many share a value. The best score is {@code parts}.
 *   <li>A part is high above the mean score of all who are scored; the eight combinations are the
 *       segments, the same as those of RFM tags. Audiences that are compared are scored together.
 * </ul>
 */
public final class Rfm implements AnalysisModel<Rfm.Question> {
  private static final String ONE = "one";
  private static final String SEGMENT = "segment";
  private static final String USERS = "users";
  private static final List<String> SCORES = List.of("r", "f", "m");
  private static final List<String> VALUES = List.of("recency", "frequency", "monetary");
  private static final List<String> AVERAGES =
      List.of("average_recency_days", "average_frequency", "average_monetary");

  private final Supplier<SemanticModel> model;

  public Rfm(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param parts scores from 1 to this
   */
  public record Question(EventCondition event, String property, int parts) {}

  @Override
  public String key() {
    return "rfm";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    in.refuse("by", "scores are not split; compare audiences or filter");
    in.refuse("grain", "scores have no time axis");
    Optional<EventCondition> event = in.event(in.fields());
    Optional<String> property =
        event.flatMap(found -> in.property(in.fields(), found, ValueType.NUMBER));
    if (event.isEmpty()) {
      in.fields().any("property");
    }
    int parts = in.whole(in.fields(), "parts", 5, 2, 10);
    return property.map(name -> new Question(event.orElseThrow(), name, parts));
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Keys keys = new Keys(common, model.get(), false);
    List<Named> groups = new ArrayList<>(keys.groups(column(Relation.PROFILE)));
    groups.add(new Named(SEGMENT, column(SEGMENT)));
    SCORES.forEach(score -> groups.add(new Named(score, column(score))));
    List<Measured> measures = new ArrayList<>();
    measures.add(Measured.of(USERS, new Aggregate.Count()));
    for (int i = 0; i < VALUES.size(); i++) {
      measures.add(Measured.of(AVERAGES.get(i), new Aggregate.Average(column(VALUES.get(i)))));
    }
    List<Order> order = new ArrayList<>();
    SCORES.forEach(score -> order.add(new Order(score, true)));
    Relation grouped =
        new Relation.Grouped(keys.described(scored(common, request.own())), groups, measures);
    QueryResult result =
        ask.apply(new LogicalQuery(new Relation.Sorted(grouped, order), CommonReader.MOST_ROWS));
    List<List<Object>> rows = new ArrayList<>();
    int width = keys.names().size();
    for (List<Object> row : result.rows()) {
      List<Object> values = keys.read(row);
      values.add(RfmSegment.of(((Number) row.get(width)).intValue()).json());
      values.addAll(row.subList(width + 1, row.size()));
      rows.add(values);
    }
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    columns.add(AnalysisColumn.of(SEGMENT, "text", Role.LABEL));
    SCORES.forEach(score -> columns.add(AnalysisColumn.number(score, Role.BUCKET)));
    columns.add(AnalysisColumn.number(USERS, Role.MEASURE));
    AVERAGES.forEach(average -> columns.add(AnalysisColumn.number(average, Role.MEASURE)));
    return new Answer(columns, rows, result.truncated(), List.of(), Map.of());
  }

  /** One row for each subject: its values, its scores and the number of its segment. */
  private static Relation scored(Common common, Question question) {
    Relation values = values(common, question);
    List<Named> scores = new ArrayList<>();
    scores.add(new Named(ONE, column(ONE)));
    List<String> better = List.of("lateness", "frequency", "monetary");
    for (int i = 0; i < SCORES.size(); i++) {
      Expression worse = new Expression.LessOver(better.get(i));
      scores.add(
          new Named(
              SCORES.get(i),
              call(
                  Function.PLUS,
                  whole(1),
                  call(
                      Function.WHOLE_DIVIDE,
                      call(Function.TIMES, worse, whole(question.parts())),
                      new Expression.SumOver(ONE, List.of())))));
    }
    scores.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    VALUES.forEach(value -> scores.add(new Named(value, column(value))));
    List<Expression> high = new ArrayList<>();
    for (int i = 0; i < SCORES.size(); i++) {
      Expression times =
          call(Function.TIMES, column(SCORES.get(i)), new Expression.SumOver(ONE, List.of()));
      high.add(
          call(
              Function.IF,
              call(Function.MORE, times, new Expression.SumOver(SCORES.get(i), List.of())),
              whole(RfmSegment.weight(i)),
              whole(0)));
    }
    Relation segments =
        new Relation.Extended(
            new Relation.Columns(values, scores),
            List.of(new Named(SEGMENT, new Expression.Call(Function.PLUS, high))));
    // Always true: it keeps what looks at all rows apart from the groups that are made of it.
    return new Relation.Where(segments, Expression.atLeast(column(SEGMENT), whole(0)));
  }

  private static Relation values(Common common, Question question) {
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(List.of(question.event())));
    tests.add(Expression.between(column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    Relation grouped =
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
            List.of(
                Measured.of("last", new Aggregate.Greatest(column(Relation.TIME))),
                Measured.of("frequency", new Aggregate.Count()),
                Measured.of(
                    "sum", new Aggregate.Sum(new Expression.Property(question.property())))));
    LocalDate last = common.range().to().minusDays(1);
    LocalDate end = last.isAfter(common.today()) ? common.today() : last;
    Expression days =
        call(
            Function.STEPS_BETWEEN,
            new Expression.Text("day"),
            column("last"),
            new Expression.Moment(common.midnight(end)));
    return new Relation.Columns(
        grouped,
        List.of(
            new Named(Relation.PROFILE, column(Relation.PROFILE)),
            new Named(ONE, whole(1)),
            new Named("recency", days),
            new Named("lateness", call(Function.MINUS, whole(0), days)),
            new Named("frequency", column("frequency")),
            new Named(
                "monetary",
                call(Function.FIRST_PRESENT, column("sum"), new Expression.Decimal(0)))));
  }

  /** Of the measure {@code users}. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    List<Expression> tests = new ArrayList<>();
    for (String score : SCORES) {
      tests.add(Expression.equal(column(score), whole(cell.whole(score))));
    }
    Keys keys = new Keys(request.common(), model.get(), false);
    return keys.members(scored(request.common(), request.own()), tests, cell);
  }
}
