package io.onelift.resolve;

import io.onelift.compute.TagSource;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.TraitTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/**
 * Metrics over the same rows, grouped: one row per combination of the groupings. Traits and tags
 * come by a join that finds at most one row, so nothing is counted twice.
 */
final class MetricPart {
  private static final String JOINED_PROFILE = "joined_profile_id";

  private final Scope scope;
  private final RelBuilder builder;
  private final MetricQuery query;
  private final MetricRows rows;
  private final List<Metric> metrics;

  MetricPart(Scope scope, MetricQuery query, MetricRows rows, List<Metric> metrics) {
    this.scope = scope;
    this.builder = scope.builder;
    this.query = query;
    this.rows = rows;
    this.metrics = metrics;
  }

  /** The name of a grouping's column. */
  static String group(int index) {
    return "by_" + index;
  }

  /** Columns are the groupings, then the metrics under their keys. */
  RelNode tree() {
    scan();
    List<RexNode> tests = new ArrayList<>();
    for (Metric metric : metrics) {
      tests.add(test(metric));
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
    for (Metric metric : metrics) {
      AggCall call = call(metric);
      calls.add(metrics.size() == 1 ? call : call.filter(test(metric)));
    }
    return builder.aggregate(builder.groupKey(groups), calls).build();
  }

  private void scan() {
    Set<String> traits = new LinkedHashSet<>();
    Set<String> tags = new LinkedHashSet<>();
    dimensions().forEach(dimension -> needs(dimension, traits, tags));
    switch (rows) {
      case MetricRows.Events _ -> {
        builder.scan(LogicalSchema.EVENTS);
        if (!traits.isEmpty()) {
          joinTraits(traits);
        }
      }
      case MetricRows.Profiles _ -> builder.scan(LogicalSchema.CUSTOMERS);
    }
    tags.forEach(this::joinTag);
  }

  private List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    query.by().forEach(grouping -> dimensions.add(dimension(grouping.dimension())));
    for (Filter filter : query.filters()) {
      if (filter instanceof DimensionFilter test) {
        dimensions.add(dimension(test.dimension()));
      }
    }
    return dimensions;
  }

  private Dimension dimension(String key) {
    return scope.model.dimension(key).orElseThrow();
  }

  private static void needs(Dimension dimension, Set<String> traits, Set<String> tags) {
    switch (dimension.source()) {
      case Dimension.TraitSource trait -> traits.add(trait.trait());
      case Dimension.BandSource band -> traits.add(band.trait());
      case Dimension.TagSource tag -> tags.add(tag.tag());
      case Dimension.PropertySource _, Dimension.TimeSource _ -> {}
    }
  }

  private void joinTraits(Set<String> traits) {
    builder.scan(LogicalSchema.CUSTOMERS);
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    columns.add(builder.field(LogicalSchema.PROFILE));
    names.add(JOINED_PROFILE);
    for (String trait : traits) {
      columns.add(scope.trait(trait));
      names.add(joinedTrait(trait));
    }
    builder.project(columns, names, true);
    join(JOINED_PROFILE);
  }

  private void joinTag(String key) {
    Optional<TagShape> tag = scope.model.learned().tag(key);
    if (tag.isPresent() && tag.get().source().isEmpty()) {
      builder.scan(LogicalSchema.tagTable(key));
    } else {
      TagSource source = tag.flatMap(TagShape::source).orElse(new TagSource.Trait(key));
      new Measures(scope).source(source, Optional.empty());
    }
    String profile = "tag_profile_" + key;
    builder.project(
        List.of(builder.field(0), builder.field(1)), List.of(profile, joinedTag(key)), true);
    join(profile);
  }

  private void join(String profile) {
    builder.join(
        JoinRelType.LEFT,
        builder.equals(builder.field(2, 0, LogicalSchema.PROFILE), builder.field(2, 1, profile)));
  }

  private static String joinedTrait(String trait) {
    return "trait_of_" + trait;
  }

  private static String joinedTag(String tag) {
    return "tag_of_" + tag;
  }

  private RexNode value(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource trait -> trait(trait.trait());
      case Dimension.BandSource band -> band(trait(band.trait()), band.cuts());
      case Dimension.PropertySource property -> scope.property(property.property());
      case Dimension.TimeSource _ -> time();
      case Dimension.TagSource tag -> tag(tag.tag());
    };
  }

  private RexNode trait(String trait) {
    return switch (rows) {
      case MetricRows.Events _ -> builder.field(joinedTrait(trait));
      case MetricRows.Profiles _ -> scope.trait(trait);
    };
  }

  private RexNode tag(String key) {
    RexNode value = builder.field(joinedTag(key));
    boolean zero =
        scope
            .model
            .learned()
            .tag(key)
            .flatMap(TagShape::source)
            .filter(Measures::isZeroWithoutEvents)
            .isPresent();
    return zero ? builder.call(SqlStdOperatorTable.COALESCE, value, builder.literal(0)) : value;
  }

  private RexNode time() {
    return switch (rows) {
      case MetricRows.Events _ -> builder.field(LogicalSchema.TIME);
      case MetricRows.Profiles profiles -> scope.trait(profiles.timeTrait());
    };
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
    return grouping.grain().map(grain -> bucket(value, grain)).orElse(value);
  }

  private RexNode bucket(RexNode time, Grain grain) {
    return builder.call(
        switch (grain) {
          case HOUR -> Functions.START_OF_HOUR;
          case DAY -> Functions.TO_DATE;
          case WEEK -> Functions.START_OF_WEEK;
          case MONTH -> Functions.START_OF_MONTH;
          case QUARTER -> Functions.START_OF_QUARTER;
          case YEAR -> Functions.START_OF_YEAR;
        },
        time);
  }

  private RexNode inRange() {
    boolean timeless =
        rows instanceof MetricRows.Profiles profiles && profiles.timeTrait().isEmpty();
    if (query.range().isEmpty() || timeless) {
      return builder.literal(true);
    }
    RexNode time = time();
    return builder.and(
        builder.greaterThanOrEqual(time, scope.midnight(query.range().get().from())),
        builder.lessThan(time, scope.midnight(query.range().get().to())));
  }

  private RexNode filter(Filter filter) {
    return switch (filter) {
      case DimensionFilter test -> {
        Dimension dimension = dimension(test.dimension());
        String pointer = "/filters/" + query.filters().indexOf(filter);
        RexNode value =
            dimension.source() instanceof Dimension.BandSource band
                ? bandName(trait(band.trait()), band)
                : value(dimension);
        yield scope.predicates.test(value, test.predicate(), pointer);
      }
      case AudienceFilter audience ->
          builder.call(
              Functions.IN_AUDIENCE,
              builder.field(LogicalSchema.PROFILE),
              scope.predicates.text(audience.audience()));
    };
  }

  private RexNode bandName(RexNode value, Dimension.BandSource band) {
    List<RexNode> cases = new ArrayList<>();
    cases.add(builder.isNull(value));
    cases.add(scope.nothing(ColumnType.TEXT));
    for (int i = 0; i < band.cuts().size(); i++) {
      cases.add(builder.lessThan(value, scope.number(band.cuts().get(i))));
      cases.add(scope.predicates.text(band.names().get(i)));
    }
    cases.add(scope.predicates.text(band.names().getLast()));
    return builder.call(SqlStdOperatorTable.CASE, cases);
  }

  /** Which of the rows the metric counts. */
  private RexNode test(Metric metric) {
    return switch (metric.definition()) {
      case EventCount count ->
          builder.and(scope.isEvent(count.event()), scope.allOf(count.where(), "/metrics"));
      case EventProfiles profiles ->
          builder.and(scope.isEvent(profiles.event()), scope.allOf(profiles.where(), "/metrics"));
      case EventNumber number ->
          builder.and(scope.isEvent(number.event()), scope.allOf(number.where(), "/metrics"));
      case ProfileCount count -> traits(count.where());
      case ProfileNumber number -> traits(number.where());
      case Ratio ratio -> throw new IllegalArgumentException("A ratio has no rows: " + ratio);
    };
  }

  private RexNode traits(List<TraitTest> tests) {
    List<RexNode> all = new ArrayList<>();
    for (TraitTest test : tests) {
      all.add(scope.predicates.test(scope.trait(test.trait()), test.predicate(), "/metrics"));
    }
    return builder.and(all);
  }

  private AggCall call(Metric metric) {
    String key = metric.key();
    return switch (metric.definition()) {
      case EventCount _, ProfileCount _ -> builder.countStar(key);
      case EventProfiles _ -> builder.count(true, key, builder.field(LogicalSchema.PROFILE));
      case EventNumber number ->
          fold(number.fold(), numeric(scope.property(number.property())), key);
      case ProfileNumber number -> fold(number.fold(), numeric(scope.trait(number.trait())), key);
      case Ratio ratio -> throw new IllegalArgumentException("A ratio has no rows: " + ratio);
    };
  }

  private RexNode numeric(RexNode value) {
    return value.getType().getSqlTypeName() == SqlTypeName.DOUBLE
        ? value
        : scope.nothing(ColumnType.NUMBER);
  }

  private AggCall fold(Fold fold, RexNode value, String key) {
    return switch (fold) {
      case SUM -> builder.sum(value).as(key);
      case AVERAGE -> builder.avg(value).as(key);
    };
  }
}
