package io.onelift.analysis;

import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How many subjects come how far on a way of steps: {@code [time?, audience?, by…, step, label,
 * users, conversion, from_previous, median_seconds, p90_seconds]}, a row for each step.
 *
 * <ul>
 *   <li>An <em>attempt</em> begins with the first step, which has to happen inside the range; later
 *       steps may follow after the range, all of them at most {@code window} after the first, the
 *       end included.
 *   <li>{@code ordered}: each step comes later than the one before, to the millisecond; what else
 *       happens between them does not matter. Two steps at the same millisecond do not follow each
 *       other, and one event is never two steps of an attempt.
 *   <li>{@code strict}: as ordered, and between two steps no other event comes that is one of the
 *       steps; a step that is repeated comes between, too.
 *   <li>{@code any}: step k counts who did the steps 1 to k in whatever order, the last of them at
 *       most {@code window} after the earliest. Step 1 has to be inside the range, the others may
 *       come before or after it; the duration runs from the earliest.
 *   <li>A step that is repeated begins nothing twice: a subject counts once at each step, and from
 *       several attempts the one that begins latest counts, which leaves most time.
 *   <li>An optional step counts who took it; the steps after it do not need it.
 *   <li>An event in {@code exclude} after one step and before the other ends the attempt; at the
 *       millisecond of one of the two it is not between them.
 *   <li>{@code hold_constant}: all steps of an attempt have the same value of the property; a
 *       missing value equals no other.
 *   <li>The duration of a step runs from the beginning of the attempt that first reached it.
 *   <li>On a time axis, and by a dimension of events, a subject is in one place alone: that of the
 *       first step in the attempt that came furthest, of several in the one that came there first.
 *       So the rows of a trend add up to the funnel without it.
 *   <li>Nobody at the first step: rates are nothing, not 0.
 * </ul>
 */
public final class Funnel implements AnalysisModel<Funnel.Question> {
  private final Supplier<SemanticModel> model;

  public Funnel(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param steps 2 to 12, the first is not optional
   * @param exclude only where the order is {@link Sequence#ORDERED}
   * @param window from the first step to the last
   */
  public record Question(
      List<Step> steps,
      List<Exclusion> exclude,
      Sequence order,
      Duration window,
      Optional<String> holdConstant) {
    public Question {
      steps = List.copyOf(steps);
      exclude = List.copyOf(exclude);
    }
  }

  /** In which order the steps have to come. */
  enum Sequence {
    ORDERED,
    STRICT,
    ANY
  }

  record Step(String label, EventCondition event, boolean optional) {}

  /**
   * What must not happen.
   *
   * @param after the number of a step from 1
   * @param before the number of a later step
   */
  record Exclusion(EventCondition event, int after, int before) {}

  @Override
  public String key() {
    return "funnel";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    return new FunnelFields(in).read();
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Measured> measures = new ArrayList<>();
    for (int step = 0; step < question.steps().size(); step++) {
      Expression reached = reached(step);
      measures.add(Measured.of(users(step), new Aggregate.Count(), reached));
      if (step > 0) {
        Expression seconds = Expression.column(Attempts.seconds(step));
        measures.add(Measured.of(median(step), new Aggregate.Quantile(seconds, .5), reached));
        measures.add(Measured.of(p90(step), new Aggregate.Quantile(seconds, .9), reached));
      }
    }
    Relation grouped =
        new Relation.Grouped(
            keys.describedSubjects(new Attempts(common, question, keys).bySubject()),
            keys.groupsOfSubjects(Expression.column(Attempts.AT)),
            measures);
    Relation sorted =
        keys.names().isEmpty()
            ? grouped
            : new Relation.Sorted(grouped, List.of(new Order(users(0), true)));
    QueryResult result = ask.apply(new LogicalQuery(sorted, CommonReader.MOST_ROWS));
    return new FunnelRows(question, keys).answer(result, notes(common, question));
  }

  static String users(int step) {
    return "users_" + step;
  }

  static String median(int step) {
    return "median_" + step;
  }

  static String p90(int step) {
    return "p90_" + step;
  }

  private static Expression reached(int step) {
    return Expression.equal(Expression.column(Attempts.reached(step)), Expression.whole(1));
  }

  private static List<String> notes(Common common, Question question) {
    Instant open = common.to().plus(question.window());
    return open.isAfter(common.midnight(common.today().plusDays(1)))
        ? List.of("Attempts that began less than the window ago may still come further.")
        : List.of();
  }

  /** The measures of a row: {@code users}, or {@code dropped}, who took the step before alone. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    int step = cell.whole("step") - 1;
    if (step < 0 || step >= question.steps().size()) {
      throw new io.onelift.event.InvalidInput(
          "/cell/step", "must be from 1 to " + question.steps().size());
    }
    List<Expression> tests = new ArrayList<>();
    switch (cell.measure()) {
      case "users" -> tests.add(reached(step));
      case "dropped" -> {
        tests.add(reached(previous(question, step)));
        tests.add(Expression.call(Function.NOT, reached(step)));
      }
      default -> throw cell.unknownMeasure(List.of("users", "dropped"));
    }
    keys.timeTest(Expression.column(Attempts.AT), cell).ifPresent(tests::add);
    tests.addAll(keys.eventTests(cell, true));
    return keys.members(new Attempts(common, question, keys).bySubject(), tests, cell);
  }

  /** The step that has to come before one. */
  static int previous(Question question, int step) {
    int before = Math.max(0, step - 1);
    while (before > 0 && question.steps().get(before).optional()) {
      before--;
    }
    return before;
  }
}
