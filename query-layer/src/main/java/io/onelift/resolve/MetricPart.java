package io.onelift.resolve;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric.ColumnTest;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.semantic.SemanticModel.ColumnPlace;
import io.onelift.semantic.Subject;
import io.onelift.tag.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/**
 * Metrics over the same rows, grouped: one row per combination of the groupings. Everything else
 * that is needed comes by joins that find at most one row, so nothing is counted twice.
 */
final class MetricPart {
  private final Scope scope;
  private final RelBuilder builder;
  private final MetricQuery query;
  private final MetricRows rows;
  private final List<Leaf> leaves;
  private final JoinedTables joined;
  private final Descriptions descriptions;

  MetricPart(Scope scope, MetricQuery query, MetricRows rows, List<Leaf> leaves) {
    this.scope = scope;
    this.builder = scope.builder;
    this.query = query;
    this.rows = rows;
    this.leaves = leaves;
    this.joined = new JoinedTables(scope, rows.table());
    this.descriptions = new Descriptions(scope);
  }

  /** The name of a grouping's column. */
  static String group(int index) {
    return "by_" + index;
  }

  /** Columns are the groupings, then the metrics under their keys. */
  RelNode tree() {
    scan();
    List<RexNode> tests = new ArrayList<>();
    for (Leaf leaf : leaves) {
      tests.add(test(leaf));
    }
    List<RexNode> all = new ArrayList<>();
    all.add(builder.or(tests));
    all.add(inRange());
    query.filters().forEach(filter -> all.add(filter(filter)));
    builder.filter(all);
    List<RexNode> groups = new ArrayList<>();
    for (int i = 0; i < query.by().size(); i++) {
      groups.add(builder.alias(grouping(query.by().get(i)), group(i)));
    }
    List<AggCall> calls = new ArrayList<>();
    for (Leaf leaf : leaves) {
      AggCall call = call(leaf);
      calls.add(leaves.size() == 1 ? call : call.filter(test(leaf)));
    }
    return builder.aggregate(builder.groupKey(groups), calls).build();
  }

  private void scan() {
    builder.scan(rows.table());
    Set<String> tags = new LinkedHashSet<>();
    for (Dimension dimension : dimensions()) {
      needs(dimension, tags);
    }
    leaves.forEach(leaf -> needs(leaf.definition()));
    if (query.filters().stream().anyMatch(AudienceFilter.class::isInstance)) {
      needsProfile();
    }
    joined.join();
    tags.forEach(tag -> descriptions.tag(tag, joined.profile()));
  }

  private List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    query.by().forEach(grouping -> dimensions.add(dimension(grouping.dimension())));
    for (Filter filter : query.filters()) {
      if (filter instanceof DimensionFilter test) {
        dimensions.add(dimension(test.dimension()));
      }
    }
    for (Leaf leaf : leaves) {
      leaf.tests().forEach(test -> dimensions.add(dimension(test.dimension())));
    }
    return dimensions;
  }

  private Dimension dimension(String key) {
    return scope.model.dimension(key).orElseThrow();
  }

  private void needs(Dimension dimension, Set<String> tags) {
    switch (dimension.source()) {
      case Dimension.TraitSource trait -> joined.need(LogicalSchema.CUSTOMERS, trait.trait(), "");
      case Dimension.BandSource band -> joined.need(LogicalSchema.CUSTOMERS, band.trait(), "");
      case Dimension.ColumnSource column ->
          joined.need(column.table(), column.column(), column.via());
      case Dimension.TagSource tag -> {
        tags.add(tag.tag());
        needsProfile();
      }
      case Dimension.PropertySource _, Dimension.TimeSource _ -> {}
    }
  }

  private void needs(OverRows definition) {
    switch (definition) {
      case TableCount count -> needs(count.where());
      case TableNumber number -> needs(number.where());
      case SubjectCount count -> {
        needs(count.rows());
        ColumnPlace key = key(count);
        joined.need(key.table(), key.column(), "");
      }
      case EventCount _, EventProfiles _, EventNumber _, ProfileCount _, ProfileNumber _ -> {}
    }
  }

  private void needs(List<ColumnTest> tests) {
    tests.forEach(test -> joined.need(test.table(), test.column(), ""));
  }

  private void needsProfile() {
    if (!rows.table().equals(LogicalSchema.EVENTS)) {
      joined.need(LogicalSchema.CUSTOMERS, LogicalSchema.PROFILE, "");
    }
  }

  private ColumnPlace key(SubjectCount count) {
    Subject subject = scope.model.subject(count.subject()).orElseThrow();
    return scope.model.keyOf(subject, rows.table()).orElseThrow();
  }

  private RexNode value(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource trait -> trait(trait.trait());
      case Dimension.BandSource band -> band(trait(band.trait()), band.cuts());
      case Dimension.PropertySource property -> scope.property(property.property());
      case Dimension.ColumnSource column ->
          joined.column(column.table(), column.column(), column.via());
      case Dimension.TimeSource _ -> time();
      case Dimension.TagSource tag -> descriptions.tag(tag.tag());
    };
  }

  private RexNode trait(String trait) {
    return joined.column(LogicalSchema.CUSTOMERS, trait, "");
  }

  private RexNode time() {
    return rows.table().equals(LogicalSchema.EVENTS)
        ? builder.field(LogicalSchema.TIME)
        : joined.column(rows.table(), rows.time(), "");
  }

  /** The number of the band from 0; nothing for nothing. */
  private RexNode band(RexNode value, List<Double> cuts) {
    List<RexNode> cases = new ArrayList<>();
    cases.add(builder.isNull(value));
    cases.add(
        builder
            .getRexBuilder()
            .makeNullLiteral(
                builder
                    .getTypeFactory()
                    .createTypeWithNullability(builder.literal(0).getType(), true)));
    for (int i = 0; i < cuts.size(); i++) {
      cases.add(builder.lessThan(value, scope.number(cuts.get(i))));
      cases.add(builder.literal(i));
    }
    cases.add(builder.literal(cuts.size()));
    return builder.call(SqlStdOperatorTable.CASE, cases);
  }

  private RexNode grouping(Grouping grouping) {
    RexNode value = value(dimension(grouping.dimension()));
    return grouping.grain().map(grain -> scope.bucket(value, grain)).orElse(value);
  }

  private RexNode inRange() {
    if (query.range().isEmpty() || rows.time().isEmpty()) {
      return builder.literal(true);
    }
    RexNode time = time();
    return builder.and(
        builder.greaterThanOrEqual(time, scope.midnight(query.range().get().from())),
        builder.lessThan(time, scope.midnight(query.range().get().to())));
  }

  private RexNode filter(Filter filter) {
    return switch (filter) {
      case DimensionFilter test ->
          test(test.dimension(), test.predicate(), "/filters/" + query.filters().indexOf(filter));
      case AudienceFilter audience ->
          builder.call(
              Functions.IN_AUDIENCE,
              builder.field(joined.profile()),
              scope.predicates.text(audience.audience()));
    };
  }

  private RexNode test(String key, Predicate predicate, String pointer) {
    Dimension dimension = dimension(key);
    RexNode value =
        dimension.source() instanceof Dimension.BandSource band
            ? descriptions.band(trait(band.trait()), band)
            : value(dimension);
    return scope.predicates.test(value, predicate, pointer);
  }

  /** Which of the rows the figure counts. */
  private RexNode test(Leaf leaf) {
    List<RexNode> all = new ArrayList<>();
    all.add(test(leaf.definition()));
    leaf.tests().forEach(test -> all.add(test(test.dimension(), test.predicate(), "/metrics")));
    return builder.and(all);
  }

  private RexNode test(OverRows definition) {
    return switch (definition) {
      case EventCount count ->
          builder.and(scope.isEvent(count.event()), scope.allOf(count.where(), "/metrics"));
      case EventProfiles profiles ->
          builder.and(scope.isEvent(profiles.event()), scope.allOf(profiles.where(), "/metrics"));
      case EventNumber number ->
          builder.and(scope.isEvent(number.event()), scope.allOf(number.where(), "/metrics"));
      case ProfileCount count -> traits(count.where());
      case ProfileNumber number -> traits(number.where());
      case TableCount count -> columns(count.where());
      case TableNumber number -> columns(number.where());
      case SubjectCount count -> test(count.rows());
    };
  }

  private RexNode traits(List<TraitTest> tests) {
    List<RexNode> all = new ArrayList<>();
    for (TraitTest test : tests) {
      all.add(scope.predicates.test(scope.trait(test.trait()), test.predicate(), "/metrics"));
    }
    return builder.and(all);
  }

  private RexNode columns(List<ColumnTest> tests) {
    List<RexNode> all = new ArrayList<>();
    for (ColumnTest test : tests) {
      RexNode value = joined.column(test.table(), test.column(), "");
      all.add(scope.predicates.test(value, test.predicate(), "/metrics"));
    }
    return builder.and(all);
  }

  private AggCall call(Leaf leaf) {
    String key = leaf.key();
    return switch (leaf.definition()) {
      case EventCount _, ProfileCount _, TableCount _ -> builder.countStar(key);
      case EventProfiles _ -> builder.count(true, key, builder.field(LogicalSchema.PROFILE));
      case EventNumber number ->
          fold(number.fold(), List.of(scope.property(number.property())), key);
      case ProfileNumber number -> fold(number.fold(), List.of(scope.trait(number.trait())), key);
      case TableNumber number ->
          fold(
              number.fold(),
              number.columns().stream()
                  .map(column -> joined.column(number.table(), column, ""))
                  .toList(),
              key);
      case SubjectCount count -> {
        ColumnPlace place = key(count);
        yield builder.count(true, key, joined.column(place.table(), place.column(), ""));
      }
    };
  }

  private AggCall fold(Fold fold, List<RexNode> values, String key) {
    return switch (fold.kind()) {
      case SUM -> builder.sum(numeric(values.getFirst())).as(key);
      case AVERAGE -> builder.avg(numeric(values.getFirst())).as(key);
      case MINIMUM -> builder.min(numeric(values.getFirst())).as(key);
      case MAXIMUM -> builder.max(numeric(values.getFirst())).as(key);
      case QUANTILE ->
          builder
              .aggregateCall(Functions.quantile(fold.level()), numeric(values.getFirst()))
              .as(key);
      case DISTINCT ->
          values.size() == 1
              ? builder.count(true, key, values)
              : builder.aggregateCall(Functions.COMBINATIONS, values).as(key);
    };
  }

  private RexNode numeric(RexNode value) {
    return value.getType().getSqlTypeName() == SqlTypeName.DOUBLE
        ? value
        : scope.nothing(ColumnType.NUMBER);
  }
}
