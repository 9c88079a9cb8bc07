package io.onelift.resolve;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.MetricQuery.Ordering;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Expression;
import io.onelift.semantic.Expression.Operator;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * Gives a metric query its meaning. Metrics over the same rows share one scan; metrics over
 * different rows are aggregated apart and then put side by side, so that none multiplies another:
 *
 * <pre>
 * Sort
 *   Project(city, logins, aum)
 *     Aggregate(city, max(logins), max(aum))            only with several kinds of rows
 *       UnionAll
 *         Aggregate(city, count() logins)  over events joined with customers
 *         Aggregate(city, sum(aum) aum)    over customers
 * </pre>
 *
 * So two tables that both have many rows for one of a third never meet row by row.
 */
public final class MetricResolver {
  private final SemanticModel model;
  private final Set<String> audiences;
  private final ZoneId zone;
  private final Instant now;

  /**
   * @param audiences keys that filters may name
   * @param now the end of the windows of tags
   */
  public MetricResolver(SemanticModel model, Set<String> audiences, ZoneId zone, Instant now) {
    this.model = model;
    this.audiences = Set.copyOf(audiences);
    this.zone = zone;
    this.now = now;
  }

  /**
   * @throws io.onelift.event.InvalidInput with every name that is unknown or does not apply
   */
  public Resolved resolve(MetricQuery query) {
    MetricCheck.check(query, model, audiences);
    Scope scope = new Scope(model, zone, now);
    Map<MetricRows, List<Leaf>> parts = parts(query);
    List<RelNode> trees = new ArrayList<>();
    parts.forEach((rows, leaves) -> trees.add(new MetricPart(scope, query, rows, leaves).tree()));
    RelNode joined = sideBySide(scope, query, parts.size(), trees);
    return finish(scope, query, joined);
  }

  /** What is computed over rows, for the metrics themselves or inside of them, by those rows. */
  private Map<MetricRows, List<Leaf>> parts(MetricQuery query) {
    Map<MetricRows, List<Leaf>> parts = new LinkedHashMap<>();
    for (String key : query.metrics()) {
      Leaf.of(model.metric(key).orElseThrow(), model)
          .forEach(
              leaf -> {
                List<Leaf> same =
                    parts.computeIfAbsent(
                        MetricRows.of(leaf.definition(), model), _ -> new ArrayList<>());
                if (!same.contains(leaf)) {
                  same.add(leaf);
                }
              });
    }
    return parts;
  }

  private static RelNode sideBySide(
      Scope scope, MetricQuery query, int parts, List<RelNode> trees) {
    if (trees.size() == 1) {
      return trees.getFirst();
    }
    RelBuilder builder = scope.builder;
    Map<String, RelDataType> types = new LinkedHashMap<>();
    for (RelNode tree : trees) {
      tree.getRowType().getFieldList().stream()
          .skip(query.by().size())
          .forEach(field -> types.put(field.getName(), field.getType()));
    }
    for (RelNode tree : trees) {
      builder.push(tree);
      List<RexNode> columns = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < query.by().size(); i++) {
        columns.add(builder.field(i));
        names.add(MetricPart.group(i));
      }
      List<String> own = tree.getRowType().getFieldNames();
      types.forEach(
          (name, type) -> {
            columns.add(
                own.contains(name)
                    // ClickHouse counts unsigned, and finds no type for that and a signed nothing.
                    ? builder.cast(builder.field(name), SqlTypeName.DOUBLE)
                    : builder
                        .getRexBuilder()
                        .makeNullLiteral(ColumnType.NUMBER.in(builder.getTypeFactory(), true)));
            names.add(name);
          });
      builder.project(columns, names, true);
    }
    builder.union(true, parts);
    List<RexNode> groups = new ArrayList<>();
    for (int i = 0; i < query.by().size(); i++) {
      groups.add(builder.field(i));
    }
    return builder
        .aggregate(
            builder.groupKey(groups),
            types.keySet().stream().map(name -> builder.max(builder.field(name)).as(name)).toList())
        .build();
  }

  private Resolved finish(Scope scope, MetricQuery query, RelNode joined) {
    RelBuilder builder = scope.builder;
    builder.push(joined);
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < query.by().size(); i++) {
      Dimension dimension = dimension(query.by().get(i));
      RexNode value = builder.field(i);
      columns.add(
          dimension.source() instanceof BandSource bands ? bandName(scope, value, bands) : value);
      names.add(dimension.key());
    }
    for (String key : query.metrics()) {
      columns.add(figure(scope, model.metric(key).orElseThrow()));
      names.add(key);
    }
    List<String> shown = List.copyOf(names);
    // Bands are shown by name and ordered by place, so their numbers come along unseen.
    for (int i = 0; i < query.by().size(); i++) {
      Dimension dimension = dimension(query.by().get(i));
      if (dimension.source() instanceof BandSource) {
        columns.add(builder.field(i));
        names.add(place(dimension));
      }
    }
    builder.project(columns, names, true);
    builder.sortLimit(0, query.limit() > 0 ? query.limit() : -1, order(scope, query));
    return new Resolved(builder.build(), shown, List.of());
  }

  private List<RexNode> order(Scope scope, MetricQuery query) {
    List<Ordering> order = new ArrayList<>(query.order());
    if (order.isEmpty()) {
      query.by().stream()
          .filter(grouping -> grouping.grain().isPresent())
          .findFirst()
          .ifPresentOrElse(
              grouping -> order.add(new Ordering(grouping.dimension(), false)),
              () -> order.add(new Ordering(query.metrics().getFirst(), true)));
    }
    // The rest of the groupings makes the order of equals the same every time.
    for (Grouping grouping : query.by()) {
      if (order.stream().noneMatch(o -> o.key().equals(grouping.dimension()))) {
        order.add(new Ordering(grouping.dimension(), false));
      }
    }
    RelBuilder builder = scope.builder;
    List<RexNode> keys = new ArrayList<>();
    for (Ordering ordering : order) {
      String column =
          query.by().stream()
              .map(this::dimension)
              .filter(d -> d.key().equals(ordering.key()) && d.source() instanceof BandSource)
              .findFirst()
              .map(MetricResolver::place)
              .orElse(ordering.key());
      RexNode key = builder.field(column);
      keys.add(builder.nullsLast(ordering.descending() ? builder.desc(key) : key));
    }
    return query.by().isEmpty() ? List.of() : keys;
  }

  private Dimension dimension(Grouping grouping) {
    return model.dimension(grouping.dimension()).orElseThrow();
  }

  private static String place(Dimension bands) {
    return bands.key() + "_order";
  }

  private static RexNode bandName(Scope scope, RexNode index, BandSource bands) {
    List<RexNode> cases = new ArrayList<>();
    for (int i = 0; i < bands.names().size(); i++) {
      cases.add(scope.builder.equals(index, scope.builder.literal(i)));
      cases.add(scope.predicates.text(bands.names().get(i)));
    }
    cases.add(scope.nothing(ColumnType.TEXT));
    return scope.builder.call(SqlStdOperatorTable.CASE, cases);
  }

  /** A metric as it is shown: nothing counted is 0, nothing averaged or divided is nothing. */
  private RexNode figure(Scope scope, Metric metric) {
    return switch (metric.definition()) {
      case OverRows rows -> figure(scope, metric.key(), rows);
      case Filtered filtered ->
          figure(
              scope,
              metric.key(),
              (OverRows) model.metric(filtered.of()).orElseThrow().definition());
      case Ratio ratio ->
          divided(scope, figure(scope, ratio.numerator()), figure(scope, ratio.denominator()));
      case PerSubject per ->
          divided(scope, figure(scope, per.of()), whole(scope, Leaf.subjects(metric)));
      case Formula formula -> value(scope, formula.expression());
    };
  }

  private RexNode figure(Scope scope, String key) {
    return figure(scope, model.metric(key).orElseThrow());
  }

  private static RexNode figure(Scope scope, String key, OverRows rows) {
    return switch (rows) {
      case EventCount _, EventProfiles _, ProfileCount _, TableCount _, SubjectCount _ ->
          whole(scope, key);
      case EventNumber number -> folded(scope, key, number.fold());
      case ProfileNumber number -> folded(scope, key, number.fold());
      case TableNumber number -> folded(scope, key, number.fold());
    };
  }

  private RexNode value(Scope scope, Expression expression) {
    RelBuilder builder = scope.builder;
    return switch (expression) {
      case Expression.Constant(double number) -> scope.number(number);
      case Expression.Named(String key) -> real(scope, figure(scope, key));
      case Expression.Operation(Operator operator, Expression left, Expression right) -> {
        RexNode one = value(scope, left);
        RexNode other = value(scope, right);
        yield switch (operator) {
          case PLUS -> builder.call(SqlStdOperatorTable.PLUS, one, other);
          case MINUS -> builder.call(SqlStdOperatorTable.MINUS, one, other);
          case TIMES -> builder.call(SqlStdOperatorTable.MULTIPLY, one, other);
          case DIVIDED_BY -> divided(scope, one, other);
        };
      }
    };
  }

  private static RexNode divided(Scope scope, RexNode one, RexNode other) {
    return scope.builder.call(Functions.DIVIDE, real(scope, one), other);
  }

  private static RexNode real(Scope scope, RexNode value) {
    return scope.builder.cast(value, SqlTypeName.DOUBLE);
  }

  private static RexNode folded(Scope scope, String key, Fold fold) {
    return switch (fold.kind()) {
      case DISTINCT -> whole(scope, key);
      case SUM -> orZero(scope, key);
      case AVERAGE, MINIMUM, MAXIMUM, QUANTILE -> scope.builder.field(key);
    };
  }

  private static RexNode whole(Scope scope, String key) {
    return scope.builder.cast(orZero(scope, key), SqlTypeName.BIGINT);
  }

  private static RexNode orZero(Scope scope, String key) {
    RexNode value = scope.builder.field(key);
    return scope.builder.call(SqlStdOperatorTable.COALESCE, value, scope.builder.literal(0));
  }
}
