package io.onelift.analysis;

import static io.onelift.ir.Expression.call;
import static io.onelift.ir.Expression.column;
import static io.onelift.ir.Expression.whole;

import io.onelift.event.InvalidInput;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.SemanticModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How many subjects did something how much: {@code [time?, audience?, by…, bucket_from, bucket_to,
 * users, share]}, a row for each bucket.
 *
 * <ul>
 *   <li>A subject is measured in each cell by what it did there: with a grain once in every step,
 *       with a dimension of events once for every value. So it is in one bucket of each cell.
 *   <li>Who did nothing in a cell is in no bucket of it, and {@code share} is of those who did
 *       something. A sum needs at least one number; a distinct count may be 0.
 *   <li>Days and hours are those of the project's time zone in which the event happened, each once.
 *   <li>A bucket holds its lower bound and not its upper one. The last has no upper bound; what is
 *       below the first bound is a bucket of its own, without a lower one, that is shown when
 *       somebody is in it. Other buckets are shown empty, too.
 *   <li>Without {@code bounds} they are chosen from the data: every whole number where there are at
 *       most {@value DistributionBounds#MOST_SINGLE}, else up to ten steps of a round width from
 *       the smallest value to where 95 % of the subjects are.
 * </ul>
 */
public final class Distribution implements AnalysisModel<Distribution.Question> {
  static final String VALUE = "value";
  private static final String BUCKET = "bucket";
  private static final String USERS = "users";

  private final Supplier<SemanticModel> model;

  public Distribution(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /**
   * The model's own part.
   *
   * @param property of sums and distinct counts
   * @param bounds ascending; empty chooses them
   */
  public record Question(
      EventCondition event, Kind kind, Optional<String> property, List<BigDecimal> bounds) {
    public Question {
      bounds = List.copyOf(bounds);
    }
  }

  /** What is measured of a subject's events. */
  enum Kind {
    COUNT,
    SUM,
    DAYS,
    HOURS,
    DISTINCT;

    boolean hasProperty() {
      return this == SUM || this == DISTINCT;
    }
  }

  @Override
  public String key() {
    return "distribution";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    return DistributionFields.read(in);
  }

  @Override
  public Answer answer(AnalysisRequest<Question> request, Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    Question question = request.own();
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    Relation measured = measured(common, question, keys);
    List<BigDecimal> bounds =
        question.bounds().isEmpty() ? chosen(question, measured, ask) : question.bounds();
    List<Named> groups = new ArrayList<>(keys.groupsOfCells());
    groups.add(new Named(BUCKET, bucket(bounds)));
    Relation grouped =
        new Relation.Grouped(
            keys.described(measured), groups, List.of(Measured.of(USERS, new Aggregate.Count())));
    Relation sorted = new Relation.Sorted(grouped, List.of(new Order(USERS, true)));
    QueryResult result = ask.apply(new LogicalQuery(sorted, CommonReader.MOST_ROWS));
    return new DistributionRows(keys, bounds).answer(result);
  }

  /** One row for each subject and cell: the value, and what tells the cells apart. */
  static Relation measured(Common common, Question question, Keys keys) {
    List<Expression> tests = new ArrayList<>(EventCondition.oneOf(List.of(question.event())));
    tests.add(Expression.between(column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    List<Named> groups = new ArrayList<>();
    groups.add(new Named(Relation.PROFILE, column(Relation.PROFILE)));
    groups.addAll(keys.ofCells());
    Relation values =
        new Relation.Grouped(
            new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests)),
            groups,
            List.of(Measured.of(VALUE, aggregate(question))));
    return question.kind() == Kind.SUM
        ? new Relation.Where(
            values,
            call(Expression.Function.NOT, call(Expression.Function.IS_MISSING, column(VALUE))))
        : values;
  }

  private static Aggregate aggregate(Question question) {
    return switch (question.kind()) {
      case COUNT -> new Aggregate.Count();
      case SUM -> new Aggregate.Sum(new Expression.Property(question.property().orElseThrow()));
      case DISTINCT ->
          new Aggregate.Distinct(new Expression.Property(question.property().orElseThrow()));
      case DAYS -> steps(Grain.DAY);
      case HOURS -> steps(Grain.HOUR);
    };
  }

  private static Aggregate steps(Grain grain) {
    return new Aggregate.Distinct(new Expression.Bucket(column(Relation.TIME), grain));
  }

  private static List<BigDecimal> chosen(
      Question question, Relation measured, Function<LogicalQuery, QueryResult> ask) {
    Relation extent =
        new Relation.Grouped(
            measured,
            List.of(),
            List.of(
                Measured.of("least", new Aggregate.Least(column(VALUE))),
                Measured.of("greatest", new Aggregate.Greatest(column(VALUE))),
                Measured.of("usual", new Aggregate.Quantile(column(VALUE), .95))));
    List<Object> found = ask.apply(new LogicalQuery(extent, 1)).rows().getFirst();
    return DistributionBounds.choose(
        question.kind() != Kind.SUM, number(found, 0), number(found, 1), number(found, 2));
  }

  private static Optional<BigDecimal> number(List<Object> row, int index) {
    return row.get(index) instanceof Number number
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  /** Its number from 0, which is below the first bound. */
  private static Expression bucket(List<BigDecimal> bounds) {
    List<Expression> choices = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      choices.add(call(Expression.Function.LESS, column(VALUE), constant(bounds.get(i))));
      choices.add(whole(i));
    }
    choices.add(whole(bounds.size()));
    return bounds.isEmpty() ? whole(0) : new Expression.Call(Expression.Function.IF, choices);
  }

  /** Never as a whole number, because Calcite cannot order those among others. */
  private static Expression constant(BigDecimal value) {
    return new Expression.Decimal(value.doubleValue());
  }

  /** Of the measure {@code users}; the bucket is the one between the two bounds of the cell. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Common common = request.common();
    if (!cell.measure().equals(USERS)) {
      throw cell.unknownMeasure(List.of(USERS));
    }
    Keys keys = new Keys(common, model.get(), common.grain().isPresent());
    List<Expression> tests = new ArrayList<>(keys.cellTests(cell));
    bound(cell, DistributionRows.FROM)
        .ifPresent(from -> tests.add(Expression.atLeast(column(VALUE), from)));
    bound(cell, DistributionRows.TO).ifPresent(to -> tests.add(Expression.less(column(VALUE), to)));
    if (tests.isEmpty()) {
      tests.add(Expression.equal(whole(1), whole(1)));
    }
    return keys.members(measured(common, request.own(), keys), tests, cell);
  }

  private static Optional<Expression> bound(Cell cell, String column) {
    return cell.key(column)
        .map(
            value -> {
              if (value instanceof Number number) {
                return constant(new BigDecimal(number.toString()));
              }
              throw new InvalidInput("/cell/" + column, "must be a number, not " + value);
            });
  }
}
