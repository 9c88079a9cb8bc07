package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.item;
import static io.onelift.ir.Expression.whole;

import io.onelift.analysis.Funnel.Exclusion;
import io.onelift.analysis.Funnel.Question;
import io.onelift.analysis.Funnel.Sequence;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Each;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.Expression.ListFunction;
import io.onelift.ir.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a funnel as whole numbers that sort by time. A mark is {@code milliseconds · ranks
 * + rank}. Within a millisecond later steps have the smaller rank, so that none follows another of
 * the same millisecond. In strict order a mark is {@code milliseconds · 2ⁿ + steps}, the steps that
 * the event is as bits.
 */
final class Marks {
  private final Common common;
  private final Question question;
  private final int steps;
  private final long ranks;

  Marks(Common common, Question question) {
    this.common = common;
    this.question = question;
    this.steps = question.steps().size();
    this.ranks =
        question.order() == Sequence.STRICT ? 1L << steps : steps + question.exclude().size();
  }

  /** How many ranks there are. */
  long ranks() {
    return ranks;
  }

  /** Whether the event is the step; the first one has to be inside the range. */
  Expression test(int step) {
    Expression is = question.steps().get(step).event().test();
    return step == 0 ? Expression.all(is, inRange()) : is;
  }

  private Expression inRange() {
    Expression time = column(Relation.TIME);
    return question.order() == Sequence.ANY
        ? Expression.between(time, common.from(), common.to())
        : Expression.less(time, new Expression.Moment(common.to()));
  }

  /** The milliseconds of an event. */
  static Expression millis() {
    return call(Function.MILLIS, column(Relation.TIME));
  }

  private Expression mark(Expression rank) {
    return call(Function.PLUS, call(Function.TIMES, millis(), whole(ranks)), rank);
  }

  /** The milliseconds of a mark. */
  Expression millisOf(Expression mark) {
    return call(Function.WHOLE_DIVIDE, mark, whole(ranks));
  }

  /** The marks of a subject, in no order. */
  Aggregate gathered() {
    if (question.order() == Sequence.STRICT) {
      List<Expression> bits = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        bits.add(call(Function.IF, test(step), whole(1L << step), whole(0)));
      }
      return new Aggregate.Gathered(mark(new Expression.Call(Function.PLUS, bits)));
    }
    List<Expression> tests = new ArrayList<>();
    List<Expression> ranked = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      tests.add(test(step));
      ranked.add(whole(rank(step)));
    }
    for (Exclusion exclusion : question.exclude()) {
      tests.add(exclusion.event().test());
      ranked.add(whole(rank(exclusion)));
    }
    if (EventCondition.areApart(conditions())) {
      return apart(tests, ranked);
    }
    List<Expression> marks = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      marks.add(call(Function.IF, tests.get(i), mark(ranked.get(i)), whole(0)));
    }
    return new Aggregate.GatheredItems(
        new Each(
            ListFunction.FILTER,
            List.of("m"),
            call(Function.MORE, item("m"), whole(0)),
            List.of(new Expression.Call(Function.LIST, marks))));
  }

  /** Everything that leaves a mark. */
  List<EventCondition> conditions() {
    List<EventCondition> all = new ArrayList<>();
    question.steps().forEach(step -> all.add(step.event()));
    question.exclude().forEach(one -> all.add(one.event()));
    return all;
  }

  /** Where no event is two of them, one mark each will do; what is none begins before all. */
  private Aggregate apart(List<Expression> tests, List<Expression> ranked) {
    List<Expression> choices = new ArrayList<>();
    for (int i = 1; i < tests.size(); i++) {
      choices.add(tests.get(i));
      choices.add(mark(ranked.get(i)));
    }
    choices.add(tests.getFirst());
    choices.add(mark(ranked.getFirst()));
    choices.add(whole(0));
    return new Aggregate.Gathered(new Expression.Call(Function.IF, choices));
  }

  /** Later steps first, and what is excluded just behind the step that it has to come before. */
  private long rank(int step) {
    return (steps - 1 - step)
        + question.exclude().stream().filter(one -> one.before() - 1 > step).count();
  }

  long rank(Exclusion exclusion) {
    List<Exclusion> same =
        question.exclude().stream().filter(one -> one.before() == exclusion.before()).toList();
    return rank(exclusion.before() - 1) + 1 + same.indexOf(exclusion);
  }

  /** Whether a mark is that of a step; not in strict order. */
  Expression isStep(Expression mark, int step) {
    return Expression.equal(call(Function.MODULO, mark, whole(ranks)), whole(rank(step)));
  }
}
