package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.SegmentationFields.Kind;
import io.onelift.event.InvalidInput;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What happened how often, to how many, with what figures: {@code [time?, audience?, by…, series…,
 * formulas…]}, and with a comparison each series and formula again as {@code NAME_before}.
 *
 * <ul>
 *   <li>A subject counts once in each cell of {@code users}; cells therefore do not add up.
 *   <li>With a grain every step of the range has a row, also where nothing happened: counts and
 *       sums are 0 there, everything else is nothing.
 *   <li>A quantile is exact: the value at index ⌊q · n⌋ of the n values in order.
 *   <li>The range that is compared with is moved as a whole; the n-th step of one stands beside the
 *       n-th step of the other.
 * </ul>
 */
public final class Segmentation implements AnalysisModel<Segmentation.Question> {
  private static final String BEFORE = "_before";
  private static final String WEIGHT = "weight";
  private static final Aggregate SUBJECTS =
      new Aggregate.Distinct(Expression.column(Relation.SUBJECT));

  private final Supplier<SemanticModel> model;

  public Segmentation(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param compare the range that is compared with
   */
  public record Question(
      List<Series> series, List<NamedFormula> formulas, Optional<DayRange> compare) {
    public Question {
      series = List.copyOf(series);
      formulas = List.copyOf(formulas);
    }
  }

  /**
   * One figure.
   *
   * @param shown false when only formulas use it
   */
  record Series(String name, EventCondition event, Measure measure, boolean shown) {}

  /**
   * What is measured of events.
   *
   * @param property where the kind has one
   * @param q of a quantile
   */
  record Measure(Kind kind, Optional<String> property, double q) {}

  record NamedFormula(String name, io.onelift.semantic.Expression formula) {}

  @Override
  public String key() {
    return "segmentation";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    return new SegmentationFields(in).read();
  }

  @Override
  public Answer answer(AnalysisRequest<Question> request, Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int width = columns.size();
    figures(question, columns, "");
    QueryResult now = ask.apply(query(common, question, keys));
    List<List<Object>> rows = SegmentationRows.of(question, keys, now);
    boolean truncated = now.truncated();
    List<String> notes = new ArrayList<>(common.unfinished());
    if (question.compare().isPresent()) {
      Common earlier = common.in(question.compare().get());
      QueryResult before = ask.apply(query(earlier, question, keys));
      truncated |= before.truncated();
      figures(question, columns, BEFORE);
      rows =
          SegmentationRows.beside(
              rows,
              SegmentationRows.of(question, new Keys(earlier, model.get(), keys.hasTime()), before),
              width,
              keys.hasTime() ? SegmentationRows.moved(common, earlier) : Map.of());
      notes.add("Compared with " + earlier.range().from() + " to " + earlier.range().to());
    }
    int by = common.by().size();
    TopValues.Kept kept = TopValues.keep(rows, width - by, by, width, common.byLimit());
    return new Answer(columns, kept.rows(), truncated || kept.truncated(), notes, Map.of());
  }

  private static void figures(Question question, List<AnalysisColumn> into, String suffix) {
    question.series().stream()
        .filter(Series::shown)
        .forEach(one -> into.add(AnalysisColumn.number(one.name() + suffix, Role.MEASURE)));
    question
        .formulas()
        .forEach(one -> into.add(AnalysisColumn.number(one.name() + suffix, Role.RATE)));
  }

  private static LogicalQuery query(Common common, Question question, Keys keys) {
    List<EventCondition> events = question.series().stream().map(Series::event).toList();
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(events));
    tests.add(Expression.between(Expression.column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    Relation rows =
        keys.described(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)));
    boolean same = events.stream().distinct().count() == 1;
    List<Measured> measures = new ArrayList<>();
    for (int i = 0; i < question.series().size(); i++) {
      Series one = question.series().get(i);
      Optional<Expression> where = same ? Optional.empty() : Optional.of(one.event().test());
      measures.add(new Measured(series(i), aggregate(one.measure()), where));
      if (one.measure().kind() == Kind.PER_USER) {
        measures.add(new Measured(users(i), SUBJECTS, where));
      }
    }
    List<Named> groups = keys.groups(Expression.column(Relation.TIME));
    Relation grouped = new Relation.Grouped(rows, groups, measures);
    return new LogicalQuery(largestFirst(grouped, keys, measures), CommonReader.MOST_ROWS);
  }

  /** So that the limit of rows cuts what counts least. */
  private static Relation largestFirst(Relation grouped, Keys keys, List<Measured> measures) {
    if (keys.common().by().isEmpty()) {
      return grouped;
    }
    String first = measures.getFirst().name();
    if (!keys.hasTime()) {
      return new Relation.Sorted(grouped, List.of(new Order(first, true)));
    }
    List<String> same = keys.names().stream().filter(name -> !name.equals(Keys.TIME_KEY)).toList();
    return new Relation.Sorted(
        new Relation.Extended(
            grouped, List.of(new Named(WEIGHT, new Expression.SumOver(first, same)))),
        List.of(new Order(WEIGHT, true)));
  }

  static String series(int index) {
    return "series_" + index;
  }

  static String users(int index) {
    return "users_" + index;
  }

  private static Aggregate aggregate(Measure measure) {
    Expression value = new Expression.Property(measure.property().orElse("event"));
    return switch (measure.kind()) {
      case COUNT, PER_USER -> new Aggregate.Count();
      case USERS -> SUBJECTS;
      case SUM -> new Aggregate.Sum(value);
      case AVERAGE -> new Aggregate.Average(value);
      case MIN -> new Aggregate.Least(value);
      case MAX -> new Aggregate.Greatest(value);
      case QUANTILE -> new Aggregate.Quantile(value, measure.q());
      case DISTINCT -> new Aggregate.Distinct(value);
    };
  }

  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Question question = request.own();
    boolean before = cell.measure().endsWith(BEFORE) && question.compare().isPresent();
    String name =
        before
            ? cell.measure().substring(0, cell.measure().length() - BEFORE.length())
            : cell.measure();
    Series series =
        question.series().stream()
            .filter(one -> one.shown() && one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    cell.unknownMeasure(
                        question.series().stream()
                            .filter(Series::shown)
                            .map(Series::name)
                            .toList()));
    Common common =
        before ? request.common().in(question.compare().orElseThrow()) : request.common();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(List.of(series.event())));
    tests.add(Expression.between(Expression.column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    Cell place = before && keys.hasTime() ? earlier(request.common(), common, cell) : cell;
    keys.timeTest(Expression.column(Relation.TIME), place).ifPresent(tests::add);
    tests.addAll(keys.eventTests(place, false));
    Relation rows =
        keys.withDimensions(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)));
    List<Expression> profiles = keys.profileTests(place);
    return new LogicalQuery(
        profiles.isEmpty() ? rows : new Relation.Where(rows, Expression.all(profiles)), 0);
  }

  /** The cell of the earlier range that stands beside a cell's step. */
  private static Cell earlier(Common common, Common earlier, Cell cell) {
    Grain grain = common.grain().orElseThrow();
    Object step = cell.key("time").orElse("");
    int index = TimeAxis.steps(common.range(), grain, common.zone()).indexOf(step.toString());
    List<String> steps = TimeAxis.steps(earlier.range(), grain, common.zone());
    if (index < 0 || index >= steps.size()) {
      throw new InvalidInput("/cell/time", "is no step of the range: " + step);
    }
    Map<String, Object> keys = new LinkedHashMap<>(cell.keys());
    keys.put("time", steps.get(index));
    return new Cell(keys, cell.measure());
  }
}
