package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.event.InvalidInput;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.Expression.Function;
import io.onelift.ir.Expression.ListFunction;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that say which rows of an answer are which: {@code [time?, audience?, by…]}. In
 * queries they are called {@code key_time}, {@code key_audience} (the place of the audience from 1)
 * and {@code by_0}, {@code by_1}, …
 *
 * <p>A profile in several audiences that are compared is in a row of each; with a single audience
 * the rows of others are left out instead, and the column is added to the answer.
 *
 * @param hasTime whether the time axis is a key
 */
public record Keys(Common common, SemanticModel model, boolean hasTime) {
  static final String TIME_KEY = "key_time";
  private static final String AUDIENCE_KEY = "key_audience";
  private static final Expression PROFILE = Expression.column(Relation.PROFILE);

  public static String by(int index) {
    return "by_" + index;
  }

  private boolean asksAudience() {
    return common.audiences().size() > 1;
  }

  /** Whether the dimension is one of events; others are of profiles. */
  public boolean isOfEvent(Grouping grouping) {
    return switch (model.dimension(grouping.dimension()).orElseThrow().source()) {
      case Dimension.PropertySource _, Dimension.TimeSource _ -> true;
      case Dimension.TraitSource _,
          Dimension.BandSource _,
          Dimension.TagSource _,
          Dimension.ColumnSource _ ->
          false;
    };
  }

  private List<String> profileDimensions() {
    return common.by().stream()
        .filter(grouping -> !isOfEvent(grouping))
        .map(Grouping::dimension)
        .distinct()
        .toList();
  }

  /**
   * Adds to rows with a column {@link Relation#PROFILE} what the keys of profiles need: their
   * dimensions and a row for each audience they are in.
   */
  public Relation described(Relation rows) {
    Relation described = rows;
    if (common.audiences().size() == 1 && !common.audiences().contains(Common.EVERYONE)) {
      described = new Relation.Where(described, inAudience(common.audiences().getFirst()));
    }
    if (!profileDimensions().isEmpty()) {
      described = new Relation.Described(described, Relation.PROFILE, profileDimensions());
    }
    return asksAudience()
        ? new Relation.Unnested(described, new Named(AUDIENCE_KEY, audiences()))
        : described;
  }

  /**
   * What a row of subjects is grouped by: the profile, or another subject, which is in each
   * audience with the events of that audience's profiles.
   */
  List<Named> ofSubject() {
    List<Named> groups = new ArrayList<>();
    if (common.subject().isProfile()) {
      groups.add(new Named(Relation.PROFILE, PROFILE));
      return groups;
    }
    groups.add(new Named(Relation.SUBJECT, Expression.column(Relation.SUBJECT)));
    if (asksAudience()) {
      groups.add(new Named(AUDIENCE_KEY, Expression.column(AUDIENCE_KEY)));
    }
    return groups;
  }

  /** Events that are about to be grouped by {@link #ofSubject}. */
  Relation beforeSubjects(Relation events) {
    return common.subject().isProfile() ? events : described(events);
  }

  /** Rows of subjects, with what {@link #groupsOfSubjects} needs. */
  Relation describedSubjects(Relation subjects) {
    return common.subject().isProfile() ? described(subjects) : subjects;
  }

  private Expression audiences() {
    List<Expression> places = new ArrayList<>();
    for (int i = 0; i < common.audiences().size(); i++) {
      String key = common.audiences().get(i);
      Expression place = Expression.whole(i + 1L);
      places.add(
          key.equals(Common.EVERYONE)
              ? place
              : Expression.call(Function.IF, inAudience(key), place, Expression.whole(0)));
    }
    return new Expression.Each(
        ListFunction.FILTER,
        List.of("place"),
        Expression.call(Function.MORE, Expression.item("place"), Expression.whole(0)),
        List.of(new Expression.Call(Function.LIST, places)));
  }

  private static Expression inAudience(String key) {
    return new Expression.InAudience(PROFILE, key);
  }

  /** The dimensions of the event, under the names of their keys. */
  public List<Named> ofEvent() {
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < common.by().size(); i++) {
      if (isOfEvent(common.by().get(i))) {
        named.add(new Named(by(i), value(i)));
      }
    }
    return named;
  }

  /** The value of a dimension, where it can be asked for. */
  Expression value(int index) {
    Grouping grouping = common.by().get(index);
    return new Expression.DimensionValue(grouping.dimension(), grouping.grain());
  }

  /**
   * The groups of described rows of events.
   *
   * @param time of the time axis
   */
  public List<Named> groups(Expression time) {
    return groups(time, true);
  }

  /**
   * What tells the cells of one subject apart: the step of the time axis and the dimensions of the
   * event, under the names of their keys.
   */
  public List<Named> ofCells() {
    List<Named> named = new ArrayList<>();
    if (hasTime) {
      named.add(new Named(TIME_KEY, step(Expression.column(Relation.TIME))));
    }
    named.addAll(ofEvent());
    return named;
  }

  /** The groups of described rows that have the columns of {@link #ofCells}. */
  public List<Named> groupsOfCells() {
    List<Named> groups = new ArrayList<>(groups(Expression.column(Relation.TIME), false));
    if (hasTime) {
      groups.set(0, new Named(TIME_KEY, Expression.column(TIME_KEY)));
    }
    return groups;
  }

  /** Tests on the columns of {@link #ofCells} that hold for the row of a cell. */
  public List<Expression> cellTests(Cell cell) {
    List<Expression> tests = new ArrayList<>(eventTests(cell, true));
    if (hasTime) {
      tests.add(
          Expression.equal(
              Expression.column(TIME_KEY), bucket(cell, "time", common.grain().orElseThrow())));
    }
    return tests;
  }

  private Expression step(Expression time) {
    return new Expression.Bucket(time, common.grain().orElseThrow());
  }

  /**
   * The groups of described rows of subjects, in which dimensions of events are columns already.
   *
   * @param time of the time axis
   */
  public List<Named> groupsOfSubjects(Expression time) {
    return groups(time, false);
  }

  private List<Named> groups(Expression time, boolean events) {
    List<Named> groups = new ArrayList<>();
    if (hasTime) {
      groups.add(new Named(TIME_KEY, step(time)));
    }
    if (asksAudience()) {
      groups.add(new Named(AUDIENCE_KEY, Expression.column(AUDIENCE_KEY)));
    }
    for (int i = 0; i < common.by().size(); i++) {
      boolean column = !events && isOfEvent(common.by().get(i));
      groups.add(new Named(by(i), column ? Expression.column(by(i)) : value(i)));
    }
    return groups;
  }

  /** The names of the keys' columns in queries. */
  public List<String> names() {
    return groups(Expression.column(Relation.TIME), true).stream().map(Named::name).toList();
  }

  /** The keys' columns in answers. */
  public List<AnalysisColumn> columns() {
    List<AnalysisColumn> columns = new ArrayList<>();
    if (hasTime) {
      boolean hour = common.grain().orElseThrow() == Grain.HOUR;
      columns.add(AnalysisColumn.of("time", hour ? "time" : "date", Role.TIME));
    }
    if (!common.audiences().isEmpty()) {
      columns.add(AnalysisColumn.of("audience", "text", Role.AUDIENCE));
    }
    for (Grouping grouping : common.by()) {
      Dimension dimension = model.dimension(grouping.dimension()).orElseThrow();
      columns.add(
          new AnalysisColumn(
              grouping.dimension(), type(dimension, grouping), Role.DIMENSION, Optional.empty()));
    }
    return columns;
  }

  private static String type(Dimension dimension, Grouping grouping) {
    if (grouping.grain().isPresent()) {
      return grouping.grain().get() == Grain.HOUR ? "time" : "date";
    }
    return dimension.source() instanceof Dimension.BandSource
        ? "text"
        : dimension.type().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The values of {@link #columns} in a row that begins with those of {@link #names}. */
  public List<Object> read(List<Object> row) {
    List<Object> values = new ArrayList<>();
    int at = 0;
    if (hasTime) {
      values.add(row.get(at++));
    }
    if (asksAudience()) {
      values.add(common.audiences().get(((Number) row.get(at++)).intValue() - 1));
    } else if (!common.audiences().isEmpty()) {
      values.add(common.audiences().getFirst());
    }
    for (int i = 0; i < common.by().size(); i++) {
      values.add(row.get(at++));
    }
    return values;
  }

  /** Tests on profiles that hold for the row of a cell: its audience and dimensions of profiles. */
  List<Expression> profileTests(Cell cell) {
    List<Expression> tests = new ArrayList<>();
    if (!common.audiences().isEmpty()) {
      String key = String.valueOf(cell.key("audience").orElse(null));
      if (!common.audiences().contains(key)) {
        throw new InvalidInput("/cell/audience", "'" + key + "' is not among the audiences");
      }
      if (!key.equals(Common.EVERYONE)) {
        tests.add(inAudience(key));
      }
    }
    for (int i = 0; i < common.by().size(); i++) {
      if (!isOfEvent(common.by().get(i))) {
        tests.add(same(value(i), common.by().get(i), cell));
      }
    }
    return tests;
  }

  /** Rows with a column {@link Relation#PROFILE}, with the dimensions of profiles. */
  Relation withDimensions(Relation rows) {
    return profileDimensions().isEmpty()
        ? rows
        : new Relation.Described(rows, Relation.PROFILE, profileDimensions());
  }

  /** Tests on the dimensions of events that hold for the row of a cell. */
  public List<Expression> eventTests(Cell cell, boolean columns) {
    List<Expression> tests = new ArrayList<>();
    for (int i = 0; i < common.by().size(); i++) {
      if (isOfEvent(common.by().get(i))) {
        tests.add(same(columns ? Expression.column(by(i)) : value(i), common.by().get(i), cell));
      }
    }
    return tests;
  }

  /**
   * Those of some subjects who are counted and belong to a cell's row.
   *
   * @param subjects rows with a column {@link Relation#PROFILE}
   * @param counted tests on the columns of such a row
   */
  public LogicalQuery members(Relation subjects, List<Expression> counted, Cell cell) {
    // Grouped once more, because a test on what is made of lists is better not asked on the way.
    Relation found =
        new Relation.Where(
            new Relation.Grouped(
                subjects,
                List.of(new Named(Relation.PROFILE, PROFILE)),
                List.of(Measured.of("counted", new Aggregate.Count(), Expression.all(counted)))),
            Expression.call(Function.MORE, Expression.column("counted"), Expression.whole(0)));
    Relation described = withDimensions(found);
    List<Expression> tests = profileTests(cell);
    return new LogicalQuery(
        new Relation.Columns(
            tests.isEmpty() ? described : new Relation.Where(described, Expression.all(tests)),
            List.of(new Named(Relation.SUBJECT, PROFILE))),
        0);
  }

  /**
   * What was found, and in its place where nothing was, for every step of the time axis and all
   * other keys; in the order of those and of time.
   *
   * @param found by the keys of a row; the first is the time
   */
  public <T> Map<List<Object>, T> everyStep(Map<List<Object>, T> found, T nothing) {
    List<String> steps =
        TimeAxis.steps(common.range(), common.grain().orElseThrow(), common.zone());
    Map<List<Object>, T> all = new LinkedHashMap<>();
    List<List<Object>> rest = new ArrayList<>();
    found.keySet().stream().map(key -> key.subList(1, key.size())).distinct().forEach(rest::add);
    if (rest.isEmpty() && common.by().isEmpty() && common.audiences().isEmpty()) {
      rest.add(List.of());
    }
    for (List<Object> others : rest) {
      for (String step : steps) {
        List<Object> key = new ArrayList<>(others);
        key.addFirst(step);
        all.put(key, found.getOrDefault(key, nothing));
      }
    }
    return all;
  }

  /** Whether there is one row, whatever was found. */
  public boolean areNone() {
    return !hasTime && common.by().isEmpty() && common.audiences().isEmpty();
  }

  /** Whether a time is in the step of the time axis that a cell's row is of; empty without one. */
  public Optional<Expression> timeTest(Expression time, Cell cell) {
    return hasTime
        ? Optional.of(
            Expression.equal(step(time), bucket(cell, "time", common.grain().orElseThrow())))
        : Optional.empty();
  }

  private static Expression same(Expression value, Grouping grouping, Cell cell) {
    Optional<Object> wanted = cell.key(grouping.dimension());
    if (wanted.isEmpty()) {
      return Expression.call(Function.IS_MISSING, value);
    }
    if (grouping.grain().isPresent()) {
      return Expression.equal(value, bucket(cell, grouping.dimension(), grouping.grain().get()));
    }
    Scalar scalar =
        switch (wanted.get()) {
          case Boolean flag -> Scalar.of(flag);
          case Number number -> new Scalar.Decimal(new BigDecimal(number.toString()));
          case Object text -> Scalar.of(text.toString());
        };
    return new Expression.Passes(value, new Predicate.In(List.of(scalar)));
  }

  private static Expression bucket(Cell cell, String column, Grain grain) {
    String text = String.valueOf(cell.key(column).orElse(null));
    try {
      return grain == Grain.HOUR
          ? new Expression.Moment(OffsetDateTime.parse(text).toInstant())
          : new Expression.Day(LocalDate.parse(text));
    } catch (DateTimeException _) {
      throw new InvalidInput(
          "/cell/" + column, "must be a value of this column as the answer has it, not " + text);
    }
  }
}
