package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.event.ValueType;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who the profiles are: {@code [audience?, by…, measures…]}.
 *
 * <ul>
 *   <li>Profiles are taken as they are now, whatever the range: a trait has its present value, a
 *       tag that of its last refresh.
 *   <li>A profile without a value counts among {@code users}, in the row without a value where it
 *       is split by it, and in no other measure.
 *   <li>A quantile is exact: the value at index ⌊q · n⌋ of the n values in order.
 * </ul>
 */
public final class Property implements AnalysisModel<Property.Question> {
  private static final int MOST_MEASURES = 10;

  private final Supplier<SemanticModel> model;

  public Property(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /** The model's own part. */
  public record Question(List<Measure> measures) {
    public Question {
      measures = List.copyOf(measures);
    }
  }

  /**
   * One figure.
   *
   * @param dimension of a trait or tag; empty for users
   * @param q of a quantile
   */
  record Measure(String name, Kind kind, Optional<String> dimension, double q) {}

  /** What is measured. */
  enum Kind {
    USERS,
    SUM,
    AVERAGE,
    MIN,
    MAX,
    QUANTILE,
    DISTINCT;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String key() {
    return "property";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    in.customersOnly();
    in.refuse("grain", "profiles have no time axis; split by a time such as registered_at");
    in.common().by().stream()
        .filter(in::isOfEvent)
        .forEach(
            by ->
                in.fields()
                    .problem("by", "'" + by.dimension() + "' is one of events, not of profiles"));
    List<Measure> measures = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonFields fields : in.fields().objects("measures")) {
      measure(in, fields)
          .ifPresent(
              measure -> {
                measures.add(measure);
                if (!names.add(measure.name())) {
                  fields.problem("name", "'" + measure.name() + "' is there twice");
                }
              });
      fields.refuseOthers();
    }
    if (measures.size() > MOST_MEASURES) {
      in.fields().problem("measures", "at most " + MOST_MEASURES + ", not " + measures.size());
    }
    return Optional.of(
        new Question(
            measures.isEmpty()
                ? List.of(new Measure("users", Kind.USERS, Optional.empty(), 0))
                : measures));
  }

  private static Optional<Measure> measure(RequestReader in, JsonFields fields) {
    Kind kind = in.choice(fields, "kind", Kind.class, Kind.USERS);
    Optional<String> name = fields.text("name");
    if (kind == Kind.USERS) {
      return Optional.of(new Measure(name.orElse("users"), kind, Optional.empty(), 0));
    }
    Optional<Dimension> dimension =
        fields.requiredText("trait").flatMap(key -> dimension(in, fields, key));
    boolean number = dimension.map(d -> d.type() == ValueType.NUMBER).orElse(true);
    if (kind != Kind.DISTINCT && !number) {
      fields.problem("trait", "must hold numbers for the " + kind.word());
    }
    double q =
        kind == Kind.QUANTILE ? fields.any("q").map(node -> node.asDouble(-1)).orElse(.5) : 0;
    if (!(q >= 0 && q <= 1)) {
      fields.problem("q", "must be a number from 0 to 1, such as 0.9");
    }
    return dimension.map(
        d -> new Measure(name.orElse(kind.word() + "_" + d.key()), kind, Optional.of(d.key()), q));
  }

  private static Optional<Dimension> dimension(RequestReader in, JsonFields fields, String key) {
    Optional<Dimension> dimension = in.model().dimension(key).filter(Property::isOfProfile);
    if (dimension.isEmpty()) {
      fields.problem(
          "trait",
          "there is no trait or tag '"
              + key
              + "'. "
              + NearestName.hint(
                  key,
                  in.model().dimensions().stream()
                      .filter(Property::isOfProfile)
                      .map(Dimension::key)
                      .toList()));
    }
    return dimension;
  }

  private static boolean isOfProfile(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource _, Dimension.TagSource _, Dimension.BandSource _ -> true;
      case Dimension.PropertySource _, Dimension.TimeSource _, Dimension.ColumnSource _ -> false;
    };
  }

  @Override
  public Answer answer(AnalysisRequest<Question> request, Function<LogicalQuery, QueryResult> ask) {
    Common common = request.common();
    List<Measure> measures = request.own().measures();
    Keys keys = new Keys(common, model.get(), false);
    List<Measured> asked = new ArrayList<>();
    for (Measure measure : measures) {
      asked.add(Measured.of("measure_" + asked.size(), aggregate(measure)));
    }
    List<Named> groups = keys.groups(Expression.column(Relation.PROFILE));
    Relation grouped =
        new Relation.Grouped(keys.described(described(profiles(common), request)), groups, asked);
    Relation sorted =
        groups.isEmpty()
            ? grouped
            : new Relation.Sorted(grouped, List.of(new Order(asked.getFirst().name(), true)));
    QueryResult result = ask.apply(new LogicalQuery(sorted, CommonReader.MOST_ROWS));
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<Object> values = keys.read(row);
      values.addAll(row.subList(keys.names().size(), row.size()));
      rows.add(values);
    }
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    int by = common.by().size();
    int first = columns.size() - by;
    measures.forEach(one -> columns.add(AnalysisColumn.number(one.name(), Role.MEASURE)));
    TopValues.Kept kept = TopValues.keep(rows, first, by, first + by, common.byLimit());
    return new Answer(
        columns, kept.rows(), result.truncated() || kept.truncated(), List.of(), Map.of());
  }

  private static Relation profiles(Common common) {
    Relation profiles = new Relation.Profiles();
    return common
        .wanted()
        .<Relation>map(wanted -> new Relation.Where(profiles, wanted))
        .orElse(profiles);
  }

  /** With what is measured, as far as it is not described for the keys. */
  private static Relation described(Relation profiles, AnalysisRequest<Question> request) {
    Set<String> known = new HashSet<>();
    request.common().by().forEach(by -> known.add(by.dimension()));
    List<String> more =
        request.own().measures().stream()
            .flatMap(measure -> measure.dimension().stream())
            .filter(known::add)
            .toList();
    return more.isEmpty() ? profiles : new Relation.Described(profiles, Relation.PROFILE, more);
  }

  private static Aggregate aggregate(Measure measure) {
    if (measure.dimension().isEmpty()) {
      return new Aggregate.Count();
    }
    Expression value = new Expression.DimensionValue(measure.dimension().get(), Optional.empty());
    return switch (measure.kind()) {
      case USERS -> new Aggregate.Count();
      case SUM -> new Aggregate.Sum(value);
      case AVERAGE -> new Aggregate.Average(value);
      case MIN -> new Aggregate.Least(value);
      case MAX -> new Aggregate.Greatest(value);
      case QUANTILE -> new Aggregate.Quantile(value, measure.q());
      case DISTINCT -> new Aggregate.Distinct(value);
    };
  }

  /** Of a measure of users. */
  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    List<String> users =
        request.own().measures().stream()
            .filter(measure -> measure.kind() == Kind.USERS)
            .map(Measure::name)
            .toList();
    if (!users.contains(cell.measure())) {
      throw cell.unknownMeasure(users);
    }
    Keys keys = new Keys(request.common(), model.get(), false);
    return keys.members(profiles(request.common()), List.of(), cell);
  }
}
