package io.onelift.resolve;

import io.onelift.ir.Expression;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.ir.Relation.Named;
import io.onelift.ir.Relation.Order;
import io.onelift.ir.Subject;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/**
 * Gives relations their meaning. Each step of a relation is one node of the tree, so that what a
 * model writes down is what is printed; the rules of {@code rewrite} do the rest.
 */
public final class RelationResolver {
  private final Scope scope;
  private final RelBuilder builder;
  private final Descriptions descriptions;
  private final Expressions expressions;
  private final Aggregates aggregates;

  private RelationResolver(SemanticModel model, ZoneId zone, Instant now) {
    this.scope = new Scope(model, zone, now);
    this.builder = scope.builder;
    this.descriptions = new Descriptions(scope);
    this.expressions = new Expressions(scope, descriptions);
    this.aggregates = new Aggregates(scope);
  }

  /**
   * The query's rows.
   *
   * @param now the end of the windows of tags
   */
  public static Resolved rows(LogicalQuery query, SemanticModel model, ZoneId zone, Instant now) {
    RelationResolver resolver = new RelationResolver(model, zone, now);
    Rows rows = resolver.push(query.rows());
    List<String> columns = List.copyOf(rows.fields().keySet());
    resolver.builder.project(
        columns.stream()
            .map(name -> resolver.expressions.of(Expression.column(name), rows))
            .toList(),
        columns);
    if (query.limit() > 0) {
      resolver.builder.limit(0, query.limit());
    }
    return new Resolved(resolver.builder.build(), columns, List.of());
  }

  /** The profiles in a column of the query's rows; the tree's one row holds them as a bitmap. */
  public static Resolved profiles(
      LogicalQuery query, String column, SemanticModel model, ZoneId zone, Instant now) {
    RelationResolver resolver = new RelationResolver(model, zone, now);
    Rows rows = resolver.push(query.rows());
    RelBuilder builder = resolver.builder;
    builder.aggregate(
        builder.groupKey(),
        builder
            .aggregateCall(
                Functions.BITMAP_STATE, resolver.expressions.of(Expression.column(column), rows))
            .as("profiles"));
    return new Resolved(builder.build(), List.of("profiles"), List.of());
  }

  private Rows push(Relation relation) {
    return switch (relation) {
      case Relation.Events(Subject subject) -> events(subject);
      case Relation.Profiles() -> {
        builder.scan(LogicalSchema.CUSTOMERS);
        yield new Rows(
            Rows.Kind.PROFILES,
            Map.of(
                Relation.SUBJECT, LogicalSchema.PROFILE, Relation.PROFILE, LogicalSchema.PROFILE),
            Set.of(Relation.SUBJECT, Relation.PROFILE),
            Map.of());
      }
      case Relation.Where(Relation input, Expression test) -> {
        Rows rows = push(input);
        builder.filter(expressions.of(test, rows));
        yield rows;
      }
      case Relation.Columns(Relation input, List<Named> columns) -> columns(push(input), columns);
      case Relation.Extended(Relation input, List<Named> columns) -> extended(push(input), columns);
      case Relation.Grouped grouped -> grouped(grouped);
      case Relation.Unnested(Relation input, Named item) -> {
        Rows rows = push(input);
        RexNode list = expressions.of(item.value(), rows);
        yield add(rows, item.name(), builder.call(Functions.ARRAY_JOIN, list));
      }
      case Relation.Described(Relation input, String profile, List<String> dimensions) ->
          descriptions.join(push(input), profile, dimensions);
      case Relation.Joined joined -> joined(joined);
      case Relation.Together(List<Relation> inputs) -> together(inputs);
      case Relation.Sorted(Relation input, List<Order> order) -> {
        Rows rows = push(input);
        List<RexNode> keys = new ArrayList<>();
        for (Order key : order) {
          RexNode field = expressions.of(Expression.column(key.column()), rows);
          keys.add(builder.nullsLast(key.descending() ? builder.desc(field) : field));
        }
        builder.sort(keys);
        yield rows;
      }
    };
  }

  private Rows events(Subject subject) {
    builder.scan(LogicalSchema.EVENTS);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(Relation.PROFILE, LogicalSchema.PROFILE);
    fields.put(Relation.TIME, LogicalSchema.TIME);
    Set<String> profiles = new LinkedHashSet<>(Set.of(Relation.PROFILE));
    Rows rows = new Rows(Rows.Kind.EVENTS, fields, profiles, Map.of());
    if (subject.isProfile()) {
      profiles.add(Relation.SUBJECT);
      return rows.with(Relation.SUBJECT, LogicalSchema.PROFILE);
    }
    RexNode key = scope.property(subject.property().orElseThrow());
    builder.filter(builder.isNotNull(key));
    return add(rows, Relation.SUBJECT, key);
  }

  /** Adds a field to those there are; events stay events. */
  private Rows add(Rows rows, String column, RexNode value) {
    String field = "added_" + column;
    builder.projectPlus(builder.alias(value, field));
    return rows.with(column, field);
  }

  private Rows extended(Rows rows, List<Named> columns) {
    List<RexNode> values = new ArrayList<>();
    Rows more = rows;
    for (Named column : columns) {
      String field = "added_" + column.name();
      values.add(builder.alias(expressions.of(column.value(), rows), field));
      more = more.with(column.name(), field);
    }
    builder.projectPlus(values);
    return more;
  }

  private Rows columns(Rows rows, List<Named> columns) {
    List<RexNode> values = new ArrayList<>();
    columns.forEach(column -> values.add(expressions.of(column.value(), rows)));
    builder.project(values, columns.stream().map(Named::name).toList(), true);
    return plain(columns, rows, List.of());
  }

  /**
   * Everything that is grouped by and computed with is made first, so that groups keep their order.
   */
  private Rows grouped(Relation.Grouped grouped) {
    Rows rows = push(grouped.input());
    List<RexNode> values = new ArrayList<>();
    grouped.by().forEach(key -> values.add(expressions.of(key.value(), rows)));
    int keys = values.size();
    Map<Expression, Integer> places = new LinkedHashMap<>();
    Consumer<Expression> collect =
        expression -> {
          RexNode value = expressions.of(expression, rows);
          if (places.putIfAbsent(expression, values.size()) == null) {
            values.add(value);
          }
        };
    for (Measured measured : grouped.measures()) {
      Aggregates.operands(measured.aggregate()).forEach(collect);
      measured.where().ifPresent(collect);
    }
    if (!values.isEmpty()) {
      builder.project(
          values, IntStream.range(0, values.size()).mapToObj(i -> "in_" + i).toList(), true);
    }
    List<AggCall> calls = new ArrayList<>();
    for (Measured measured : grouped.measures()) {
      AggCall call =
          aggregates.of(
              measured.aggregate(), rows, expression -> builder.field(places.get(expression)));
      calls.add(
          measured
              .where()
              .map(test -> call.filter(builder.field(places.get(test))))
              .orElse(call)
              .as(measured.name()));
    }
    builder.aggregate(
        builder.groupKey(IntStream.range(0, keys).mapToObj(builder::field).toList()), calls);
    List<String> names = new ArrayList<>();
    grouped.by().forEach(key -> names.add(key.name()));
    grouped.measures().forEach(measured -> names.add(measured.name()));
    builder.rename(names);
    return plain(grouped.by(), rows, grouped.measures().stream().map(Measured::name).toList());
  }

  private static Rows plain(List<Named> columns, Rows before, List<String> more) {
    Map<String, String> fields = new LinkedHashMap<>();
    Set<String> profiles = new LinkedHashSet<>();
    for (Named column : columns) {
      fields.put(column.name(), column.name());
      if (column.value() instanceof Expression.Column(String name)
          && before.profiles().contains(name)) {
        profiles.add(column.name());
      }
    }
    more.forEach(name -> fields.put(name, name));
    return new Rows(Rows.Kind.PLAIN, fields, profiles, Map.of());
  }

  private Rows joined(Relation.Joined joined) {
    Rows left = push(joined.left());
    Rows right = push(joined.right());
    List<RexNode> renamed = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Rows both = left;
    for (String column : right.fields().keySet()) {
      renamed.add(builder.field(right.fields().get(column)));
      names.add("joined_" + column);
      if (!joined.keys().contains(column)) {
        both = both.with(column, "joined_" + column);
      }
    }
    builder.project(renamed, names, true);
    List<RexNode> equal = new ArrayList<>();
    for (String key : joined.keys()) {
      equal.add(
          builder.equals(
              builder.field(2, 0, left.fields().get(key)), builder.field(2, 1, "joined_" + key)));
    }
    builder.join(joined.keepLeft() ? JoinRelType.LEFT : JoinRelType.INNER, equal);
    return both;
  }

  private Rows together(List<Relation> inputs) {
    List<Rows> all = inputs.stream().map(this::push).toList();
    if (inputs.size() > 1) {
      builder.union(true, inputs.size());
    }
    return all.getFirst();
  }
}
