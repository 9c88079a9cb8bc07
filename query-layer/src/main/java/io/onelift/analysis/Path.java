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
 * Which ways subjects go: {@code [audience?, step, from, to, sessions, users]}, a row for each pair
 * of neighbouring places, as a Sankey diagram wants them.
 *
 * <ul>
 *   <li>A session is a run of a subject's counted events inside the range without a gap of more
 *       than {@code session}; midnight does not end it, the range does. Each session is one way.
 *   <li>With {@code start} a way begins at the first such event of its session, with {@code end} it
 *       goes backwards from the last one; sessions without one are left out. With neither it begins
 *       with the session.
 *   <li>Step 1 leads from the first place to the second. A way that is over earlier than {@code
 *       depth} places has a last step that leads to nothing: {@code to} is empty. Backwards, step 1
 *       leads into the end, and {@code from} is empty where the session began.
 *   <li>A place is the name of an event, with {@code split_by} and the value of a property: {@code
 *       view: item1}. Of events at the same millisecond the order is that of the places' names.
 *   <li>{@code loops}: {@code keep} shows an event that is repeated as a step from a place to
 *       itself; {@code collapse} counts repetitions that follow each other as one.
 *   <li>The {@code top} places of each step are shown, largest first; steps from or to others are
 *       left out, and {@code truncated} says so.
 * </ul>
 */
public final class Path implements AnalysisModel<Path.Question> {
  private static final String MARKS = "marks";
  private static final String WALK = "walk";
  private static final String BEGIN = "begin";
  private static final String PLACES = "places";
  private static final String STEP = "step";
  private static final String USERS = "users";
  private static final String SESSIONS = "sessions";

  private final Supplier<SemanticModel> model;

  public Path(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param anchor where every way begins or ends; empty for the beginning of the session
   * @param backwards whether the anchor is the end
   * @param events that count; empty for all
   * @param depth places of a way at most
   * @param collapse whether repetitions count as one
   * @param top places of a step that are shown
   */
  public record Question(
      Optional<EventCondition> anchor,
      boolean backwards,
      List<EventCondition> events,
      Optional<String> splitBy,
      int depth,
      Duration session,
      boolean collapse,
      int top) {
    public Question {
      events = List.copyOf(events);
    }

    /** Everything that counts; empty for all events. */
    private List<EventCondition> counted() {
      List<EventCondition> counted = new ArrayList<>(events);
      if (!counted.isEmpty()) {
        anchor.filter(one -> !counted.contains(one)).ifPresent(counted::add);
      }
      return counted;
    }
  }

  @Override
  public String key() {
    return "path";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    return PathFields.read(in);
  }

  @Override
  public Answer answer(
      AnalysisRequest<Question> request,
      java.util.function.Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), false);
    List<String> names = names(question);
    List<Named> groups = new ArrayList<>(keys.groupsOfSubjects(column(Relation.PROFILE)));
    groups.add(new Named(STEP, column(STEP)));
    for (boolean from : List.of(true, false)) {
      groups.add(new Named(event(from), column(event(from))));
      if (question.splitBy().isPresent()) {
        groups.add(new Named(value(from), column(value(from))));
      }
    }
    Relation grouped =
        new Relation.Grouped(
            keys.described(steps(common, question, names)),
            groups,
            List.of(
                Measured.of(SESSIONS, new Aggregate.Count()),
                Measured.of(USERS, new Aggregate.Distinct(column(Relation.PROFILE)))));
    QueryResult result =
        ask.apply(
            new LogicalQuery(
                new Relation.Sorted(grouped, List.of(new Order(SESSIONS, true))),
                CommonReader.MOST_ROWS));
    return new PathRows(keys, question, names).answer(result);
  }

  private static String event(boolean from) {
    return from ? "from_event" : "to_event";
  }

  private static String value(boolean from) {
    return from ? "from_value" : "to_value";
  }

  /** The names of the places, in order; in queries they are numbers from 1. */
  private List<String> names(Question question) {
    List<EventCondition> counted = question.counted();
    return counted.isEmpty() || counted.stream().anyMatch(EventCondition::isAny)
        ? model.get().events().keySet().stream().sorted().toList()
        : counted.stream().map(EventCondition::event).distinct().sorted().toList();
  }

  /** One row for each step of each session. */
  private Relation steps(Common common, Question question, List<String> names) {
    boolean split = question.splitBy().isPresent();
    Expression sorted = column(MARKS);
    long width = 2L * (names.size() + 1);
    Expression gap =
        call(
            Function.MORE,
            call(
                Function.MINUS,
                call(Function.WHOLE_DIVIDE, mark(item("m"), split), whole(width)),
                call(Function.WHOLE_DIVIDE, mark(item("b"), split), whole(width))),
            whole(question.session().toMillis()));
    Expression sessions =
        new Each(
            ListFunction.SPLIT,
            List.of("m", "b"),
            gap,
            List.of(sorted, call(Function.SHIFTED, sorted, call(Function.ITEM, sorted, whole(1)))));
    Relation rows =
        new Relation.Unnested(marked(common, question, names), new Named(WALK, sessions));
    Expression walk = question.backwards() ? call(Function.REVERSED, column(WALK)) : column(WALK);
    List<Named> columns = new ArrayList<>();
    columns.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    columns.add(new Named(WALK, walk));
    if (question.anchor().isPresent()) {
      Expression isAnchor =
          Expression.equal(call(Function.MODULO, mark(item("m"), split), whole(2)), whole(1));
      columns.add(
          new Named(
              BEGIN, new Each(ListFunction.FIRST_PLACE, List.of("m"), isAnchor, List.of(walk))));
      rows =
          new Relation.Where(
              new Relation.Columns(rows, columns), call(Function.MORE, column(BEGIN), whole(0)));
    } else {
      rows = new Relation.Columns(rows, columns);
    }
    return unnested(places(rows, question, width), question);
  }

  /** The places of each way: a number each, or a record of it and the value of the property. */
  private static Relation places(Relation rows, Question question, long width) {
    boolean split = question.splitBy().isPresent();
    Expression way =
        question.anchor().isPresent()
            ? call(Function.PART, column(WALK), column(BEGIN), call(Function.SIZE, column(WALK)))
            : column(WALK);
    Expression number =
        call(
            Function.WHOLE_DIVIDE,
            call(Function.MODULO, mark(item("m"), split), whole(width)),
            whole(2));
    Expression place =
        split ? call(Function.RECORD, number, call(Function.FIELD, item("m"), whole(2))) : number;
    Relation named = columns(rows, new Each(ListFunction.MAP, List.of("m"), place, List.of(way)));
    Expression places = column(PLACES);
    Expression nowhere =
        split ? call(Function.RECORD, whole(0), new Expression.Text("")) : whole(0);
    Expression kept =
        question.collapse()
            ? new Each(
                ListFunction.FILTER,
                List.of("p", "b"),
                call(Function.NOT, Expression.equal(item("p"), item("b"))),
                List.of(places, call(Function.SHIFTED, places, nowhere)))
            : places;
    return columns(named, call(Function.PART, kept, whole(1), whole(question.depth())));
  }

  private static Relation columns(Relation rows, Expression places) {
    return new Relation.Columns(
        rows,
        List.of(new Named(Relation.PROFILE, column(Relation.PROFILE)), new Named(PLACES, places)));
  }

  private static Relation unnested(Relation rows, Question question) {
    Relation steps =
        new Relation.Unnested(
            rows,
            new Named(
                STEP,
                call(
                    Function.NUMBERS,
                    whole(1),
                    call(
                        Function.LEAST,
                        call(Function.PLUS, call(Function.SIZE, column(PLACES)), whole(1)),
                        whole(question.depth())))));
    List<Named> columns = new ArrayList<>();
    columns.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    columns.add(new Named(STEP, column(STEP)));
    for (boolean from : List.of(true, false)) {
      boolean later = from == question.backwards();
      Expression at = later ? call(Function.PLUS, column(STEP), whole(1)) : column(STEP);
      // Beyond the end of the way there is the number 0 and an empty value.
      Expression place = call(Function.ITEM, column(PLACES), at);
      if (question.splitBy().isPresent()) {
        columns.add(new Named(event(from), call(Function.FIELD, place, whole(1))));
        columns.add(new Named(value(from), call(Function.FIELD, place, whole(2))));
      } else {
        columns.add(new Named(event(from), place));
      }
    }
    return new Relation.Columns(steps, columns);
  }

  private static Expression mark(Expression item, boolean split) {
    return split ? call(Function.FIELD, item, whole(1)) : item;
  }

  /**
   * The events of each subject in order, a mark each: {@code (milliseconds · (places + 1) + place)
   * · 2 + 1} where a way can begin, the same without the 1 elsewhere.
   */
  private static Relation marked(Common common, Question question, List<String> names) {
    List<Expression> tests = new ArrayList<>();
    if (!question.counted().isEmpty()) {
      tests.addAll(EventCondition.oneOf(question.counted()));
    }
    tests.add(Expression.between(column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    List<Expression> texts = new ArrayList<>();
    names.forEach(name -> texts.add(new Expression.Text(name)));
    Expression place =
        call(
            Function.PLACE,
            new Expression.Call(Function.LIST, texts),
            new Expression.Property("event"));
    Expression mark =
        call(
            Function.TIMES,
            call(
                Function.PLUS,
                call(
                    Function.TIMES,
                    call(Function.MILLIS, column(Relation.TIME)),
                    whole(names.size() + 1L)),
                place),
            whole(2));
    Expression flagged =
        question
            .anchor()
            .map(
                anchor ->
                    call(Function.PLUS, mark, call(Function.IF, anchor.test(), whole(1), whole(0))))
            .orElse(mark);
    Expression gathered =
        question
            .splitBy()
            .map(
                property ->
                    call(
                        Function.RECORD,
                        flagged,
                        call(Function.TEXT_OF, new Expression.Property(property))))
            .orElse(flagged);
    return new Relation.Columns(
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            List.of(new Named(Relation.PROFILE, column(Relation.PROFILE))),
            List.of(Measured.of(MARKS, new Aggregate.Gathered(gathered)))),
        List.of(
            new Named(Relation.PROFILE, column(Relation.PROFILE)),
            new Named(MARKS, call(Function.SORTED, column(MARKS)))));
  }

  /** Of the measure {@code users}. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    Question question = request.own();
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    Keys keys = new Keys(common, model.get(), false);
    List<String> names = names(question);
    List<Expression> tests = new ArrayList<>();
    tests.add(Expression.equal(column(STEP), whole(cell.whole(STEP))));
    for (boolean from : List.of(true, false)) {
      String key = from ? "from" : "to";
      String name = cell.key(key).map(Object::toString).orElse("");
      PathRows.Place place =
          PathRows.Place.parse(name, names, question.splitBy().isPresent())
              .orElseThrow(() -> new InvalidInput("/cell/" + key, "is no place of a way: " + name));
      tests.add(Expression.equal(column(event(from)), whole(place.number())));
      if (question.splitBy().isPresent()) {
        tests.add(Expression.equal(column(value(from)), new Expression.Text(place.value())));
      }
    }
    return keys.members(steps(common, question, names), tests, cell);
  }
}
