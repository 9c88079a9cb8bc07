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
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far each subject comes in a funnel: one row per subject, with the columns of {@link
 * Keys#ofSubject}, {@link #AT}, for each step {@link #reached} and {@link #seconds}, and the
 * dimensions of the event that began.
 *
 * <p>One pass over the events makes a sorted list of whole numbers of each subject, the
 * <em>marks</em>; what follows are functions of lists, in which all places stand side by side:
 *
 * <pre>
 * marks      a1  x  a2  b1  b2       place by place in time, a and b steps, x anything else
 * found 0    a1  .  a2  .   .        the mark itself where it is the first step
 * state 0    a1 a1  a2  a2  a2       the latest of those up to there
 * found 1    .   .  .   a2  a2       the beginning, where the step follows it within the window
 * </pre>
 *
 * A mark is an event as {@link Marks} has it. Only the latest beginning has to be known, because an
 * attempt that begins later may last longer. In strict order what is looked at is the mark just
 * before.
 */
final class Attempts {
  /** The time of the first step in the attempt that came furthest. */
  static final String AT = "at";

  private static final String MARKS = "marks";
  private static final String ENTRIES = "entries";
  private static final String HELD = "held";
  private static final String ENTERED = "entered";
  private static final String BEGAN = "began";
  private static final String FAR = "far";

  /** More than any milliseconds, so that a step further is more than any time. */
  private static final long STEP_FURTHER = 100_000_000_000_000L;

  /** In the place of a beginning where an excluded event ended the attempt. */
  private static final long ENDED = 1;

  private final Common common;
  private final Question question;
  private final Keys keys;
  private final int steps;
  private final Marks marks;

  Attempts(Common common, Question question, Keys keys) {
    this.common = common;
    this.question = question;
    this.keys = keys;
    this.steps = question.steps().size();
    this.marks = new Marks(common, question);
  }

  /** Whether the step was reached, 1 or 0. */
  static String reached(int step) {
    return "reached_" + step;
  }

  /** From the beginning of the attempt to the step; for steps after the first. */
  static String seconds(int step) {
    return "seconds_" + step;
  }

  private static String found(int step) {
    return "found_" + step;
  }

  private static String state(int step) {
    return "state_" + step;
  }

  private static String place(int step) {
    return "place_" + step;
  }

  private static String start(int step) {
    return "start_" + step;
  }

  private static String time(int step) {
    return "time_" + step;
  }

  private static String entry(Named dimension) {
    return "entry_" + dimension.name();
  }

  Relation bySubject() {
    Relation rows = marked();
    for (int step = 0; step < steps; step++) {
      Named found = new Named(found(step), foundAt(step));
      Named state = new Named(state(step), stateAt(step));
      // Whatever the order, the second is made of the first.
      boolean any = question.order() == Sequence.ANY;
      rows = extended(extended(rows, any ? state : found), any ? found : state);
    }
    rows = durations(rows);
    return question.holdConstant().isPresent() ? oncePerSubject(rows) : shown(rows);
  }

  /** Adds place, beginning and time of each step, and how far that is. */
  private Relation durations(Relation rows) {
    List<Named> places = new ArrayList<>();
    List<Named> times = new ArrayList<>();
    List<Named> seconds = new ArrayList<>();
    List<Expression> began = new ArrayList<>();
    List<Expression> far = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      Expression begun = call(Function.MORE, item("f"), whole(ENDED));
      places.add(
          new Named(place(step), each(ListFunction.FIRST_PLACE, begun, "f", column(found(step)))));
      Expression place = column(place(step));
      times.add(
          new Named(start(step), marks.millisOf(call(Function.ITEM, column(found(step)), place))));
      times.add(new Named(time(step), marks.millisOf(call(Function.ITEM, column(MARKS), place))));
      Expression reached = call(Function.MORE, place, whole(0));
      seconds.add(new Named(reached(step), call(Function.IF, reached, whole(1), whole(0))));
      seconds.add(
          new Named(
              seconds(step),
              call(
                  Function.DIVIDE,
                  call(Function.MINUS, column(time(step)), column(start(step))),
                  whole(1_000))));
      far.addFirst(call(Function.MINUS, whole((step + 1) * STEP_FURTHER), column(time(step))));
      far.addFirst(reached);
      began.addFirst(
          question.order() == Sequence.ANY
              ? marks.millisOf(call(Function.ITEM, column(state(0)), place))
              : column(start(step)));
      began.addFirst(reached);
    }
    far.add(whole(0));
    began.add(whole(0));
    seconds.add(new Named(BEGAN, new Expression.Call(Function.IF, began)));
    seconds.add(new Named(FAR, new Expression.Call(Function.IF, far)));
    return new Relation.Extended(
        new Relation.Extended(new Relation.Extended(rows, places), times), seconds);
  }

  /** The value of a dimension at the event that began; of several at that time the least. */
  private Expression atBeginning(Named dimension) {
    Expression then =
        new Each(
            ListFunction.FILTER,
            List.of("v", "e"),
            Expression.equal(item("e"), column(BEGAN)),
            List.of(column(entry(dimension)), column(ENTRIES)));
    return call(Function.ITEM, call(Function.SORTED, then), whole(1));
  }

  private Relation shown(Relation rows) {
    List<Named> columns = new ArrayList<>(steps(column(BEGAN)));
    for (Named dimension : keys.ofEvent()) {
      Expression value = call(Function.ITEM, atBeginning(dimension), whole(1));
      columns.add(new Named(dimension.name(), value));
    }
    return new Relation.Columns(rows, columns);
  }

  private List<Named> steps(Expression began) {
    List<Named> columns = new ArrayList<>();
    keys.ofSubject().forEach(group -> columns.add(same(group)));
    columns.add(new Named(AT, call(Function.TIME_OF, began)));
    for (int step = 0; step < steps; step++) {
      columns.add(new Named(reached(step), column(reached(step))));
      columns.add(new Named(seconds(step), column(seconds(step))));
    }
    return columns;
  }

  /** Of the values that are held, the one that came furthest says where, the fastest how long. */
  private Relation oncePerSubject(Relation rows) {
    List<Named> before = new ArrayList<>();
    keys.ofSubject().forEach(group -> before.add(same(group)));
    before.add(new Named(BEGAN, column(BEGAN)));
    before.add(new Named(FAR, column(FAR)));
    List<Measured> measures = new ArrayList<>();
    List<Expression> furthest = List.of(column(FAR), column(BEGAN));
    measures.add(Measured.of(BEGAN, new Aggregate.AtGreatest(column(BEGAN), furthest)));
    for (int step = 0; step < steps; step++) {
      before.add(new Named(reached(step), column(reached(step))));
      before.add(new Named(seconds(step), column(seconds(step))));
      measures.add(Measured.of(reached(step), new Aggregate.Greatest(column(reached(step)))));
      measures.add(
          Measured.of(
              seconds(step),
              new Aggregate.Least(column(seconds(step))),
              Expression.equal(column(reached(step)), whole(1))));
    }
    for (Named dimension : keys.ofEvent()) {
      before.add(new Named(dimension.name(), atBeginning(dimension)));
      measures.add(
          Measured.of(
              dimension.name(), new Aggregate.AtGreatest(column(dimension.name()), furthest)));
    }
    Relation once =
        new Relation.Grouped(
            new Relation.Columns(rows, before),
            keys.ofSubject().stream().map(Attempts::same).toList(),
            measures);
    List<Named> columns = new ArrayList<>(steps(column(BEGAN)));
    for (Named dimension : keys.ofEvent()) {
      columns.add(
          new Named(dimension.name(), call(Function.ITEM, column(dimension.name()), whole(1))));
    }
    return new Relation.Columns(once, columns);
  }

  private static Named same(Named column) {
    return new Named(column.name(), column(column.name()));
  }

  private static Relation extended(Relation rows, Named column) {
    return new Relation.Extended(rows, List.of(column));
  }

  private static Expression each(
      ListFunction function, Expression body, String name, Expression list) {
    return new Each(function, List.of(name), body, List.of(list));
  }

  /** One row per subject and held value that can have begun, with the sorted marks. */
  private Relation marked() {
    List<Named> groups = new ArrayList<>(keys.ofSubject());
    List<Expression> tests = new ArrayList<>(rows());
    if (question.holdConstant().isPresent()) {
      Expression held = new Expression.Property(question.holdConstant().get());
      groups.add(new Named(HELD, held));
      tests.add(call(Function.NOT, call(Function.IS_MISSING, held)));
    }
    common.wanted().ifPresent(tests::add);
    List<Measured> measures = new ArrayList<>();
    measures.add(Measured.of(MARKS, marks.gathered()));
    measures.add(Measured.of(ENTERED, new Aggregate.Count(), marks.test(0)));
    if (!keys.ofEvent().isEmpty()) {
      measures.add(Measured.of(ENTRIES, new Aggregate.Gathered(Marks.millis()), marks.test(0)));
      for (Named dimension : keys.ofEvent()) {
        // In a list, because nothing at all would be left out.
        Expression value = call(Function.LIST, dimension.value());
        measures.add(Measured.of(entry(dimension), new Aggregate.Gathered(value), marks.test(0)));
      }
    }
    Relation grouped =
        new Relation.Where(
            new Relation.Grouped(
                keys.beforeSubjects(
                    new Relation.Where(
                        new Relation.Events(common.subject()), Expression.all(tests))),
                groups,
                measures),
            call(Function.MORE, column(ENTERED), whole(0)));
    List<Named> columns = new ArrayList<>();
    keys.ofSubject().forEach(group -> columns.add(same(group)));
    columns.add(new Named(MARKS, call(Function.SORTED, column(MARKS))));
    measures.stream()
        .skip(2)
        .forEach(measure -> columns.add(new Named(measure.name(), column(measure.name()))));
    return new Relation.Columns(grouped, columns);
  }

  /** The events that matter: everything named, until the last attempt's window ends. */
  private List<Expression> rows() {
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(marks.conditions()));
    boolean any = question.order() == Sequence.ANY;
    Instant start = any ? common.from().minus(question.window()) : common.from();
    Instant end = common.to().plus(question.window());
    tests.add(Expression.between(column(Relation.TIME), start, end));
    return tests;
  }

  /** Where the step is found, the mark that its attempt began with; 0 elsewhere. */
  private Expression foundAt(int step) {
    return switch (question.order()) {
      case ORDERED -> ordered(step);
      case STRICT -> strict(step);
      case ANY -> any(step);
    };
  }

  private Expression inWindow(Expression mark, Expression start) {
    return call(
        Function.AT_MOST,
        call(Function.MINUS, marks.millisOf(mark), marks.millisOf(start)),
        whole(question.window().toMillis()));
  }

  private Expression ordered(int step) {
    if (step == 0) {
      return each(
          ListFunction.MAP,
          call(Function.IF, choices(step, marks.isStep(item("m"), 0), item("m"))),
          "m",
          column(MARKS));
    }
    Expression follows =
        Expression.all(
            marks.isStep(item("m"), step),
            call(Function.MORE, item("s"), whole(ENDED)),
            inWindow(item("m"), item("s")));
    return new Each(
        ListFunction.MAP,
        List.of("m", "s"),
        call(Function.IF, choices(step, follows, item("s"))),
        List.of(column(MARKS), column(state(step - 1))));
  }

  /** The value when the test holds, the end where something excluded is, else 0. */
  private Expression[] choices(int step, Expression test, Expression value) {
    List<Expression> choices = new ArrayList<>(Arrays.asList(test, value));
    for (Exclusion exclusion : question.exclude()) {
      if (exclusion.after() - 1 <= step && step < exclusion.before() - 1) {
        choices.add(
            Expression.equal(
                call(Function.MODULO, item("m"), whole(marks.ranks())),
                whole(marks.rank(exclusion))));
        choices.add(whole(ENDED));
      }
    }
    choices.add(whole(0));
    return choices.toArray(Expression[]::new);
  }

  private Expression strict(int step) {
    Expression is = Expression.equal(call(Function.BIT, item("m"), whole(step)), whole(1));
    if (step == 0) {
      return each(ListFunction.MAP, call(Function.IF, is, item("m"), whole(0)), "m", column(MARKS));
    }
    Expression follows =
        Expression.all(
            is,
            call(Function.MORE, item("s"), whole(0)),
            call(Function.MORE, marks.millisOf(item("m")), marks.millisOf(item("b"))),
            inWindow(item("m"), item("s")));
    return new Each(
        ListFunction.MAP,
        List.of("m", "b", "s"),
        call(Function.IF, follows, item("s"), whole(0)),
        List.of(
            column(MARKS),
            call(Function.SHIFTED, column(MARKS), whole(0)),
            column(state(step - 1))));
  }

  /**
   * Whether the earliest of the latest marks of all steps so far is near enough; once everything of
   * a millisecond is known.
   */
  private Expression any(int step) {
    Expression near =
        Expression.all(
            call(Function.MORE, item("s"), whole(0)),
            inWindow(item("m"), item("s")),
            call(Function.MORE, marks.millisOf(item("n")), marks.millisOf(item("m"))));
    return new Each(
        ListFunction.MAP,
        List.of("m", "n", "s"),
        call(Function.IF, near, item("s"), whole(0)),
        List.of(
            column(MARKS),
            call(Function.SHIFTED_BACK, column(MARKS), whole(Long.MAX_VALUE)),
            column(state(step))));
  }

  private Expression stateAt(int step) {
    return switch (question.order()) {
      case ORDERED -> withoutOptional(step, filled(column(found(step))));
      case STRICT -> withoutOptional(step, call(Function.SHIFTED, column(found(step)), whole(0)));
      case ANY -> earliest(step);
    };
  }

  private static Expression filled(Expression list) {
    return each(ListFunction.FILL, call(Function.MORE, item("f"), whole(0)), "f", list);
  }

  /** Who may skip a step comes to the next one from the step before, too. */
  private Expression withoutOptional(int step, Expression state) {
    return question.steps().get(step).optional()
        ? new Each(
            ListFunction.MAP,
            List.of("a", "b"),
            call(Function.GREATEST, item("a"), item("b")),
            List.of(state, column(state(step - 1))))
        : state;
  }

  /** The earliest of the latest marks of each step up to this one; 0 while one is missing. */
  private Expression earliest(int step) {
    Expression latest =
        filled(
            each(
                ListFunction.MAP,
                call(Function.IF, marks.isStep(item("k"), step), item("k"), whole(0)),
                "k",
                column(MARKS)));
    return step == 0
        ? latest
        : new Each(
            ListFunction.MAP,
            List.of("a", "b"),
            call(Function.LEAST, item("a"), item("b")),
            List.of(latest, column(state(step - 1))));
  }
}
