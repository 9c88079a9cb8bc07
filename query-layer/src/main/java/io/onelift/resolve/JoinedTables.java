package io.onelift.resolve;

import io.onelift.semantic.Join;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Route;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/**
 * Columns of other tables, joined to the rows on top of the stack so that each stays one row: only
 * joins that find one row at most are gone, and where nobody has checked that the other column is a
 * key, the table is first made one row for each of its values.
 */
final class JoinedTables {
  private static final String KEY = "key";

  private final Scope scope;
  private final RelBuilder builder;
  private final String root;
  private final Map<List<Join>, Joined> reached = new LinkedHashMap<>();

  /** A table that is joined, under the prefix of its columns' names. */
  private record Joined(String prefix, Set<String> columns) {}

  JoinedTables(Scope scope, String root) {
    this.scope = scope;
    this.builder = scope.builder;
    this.root = root;
  }

  /** Says, before {@link #join()}, that a column will be asked for. */
  void need(String table, String column, String via) {
    List<Join> way = way(table, via);
    if (!way.isEmpty()) {
      joined(way).columns().add(column);
    }
  }

  private List<Join> way(String table, String via) {
    return switch (scope.model.route(root, table, via)) {
      case Route.Found(List<Join> joins) -> joins;
      case Route.FansOut _, Route.Ambiguous _, Route.None _ ->
          throw new IllegalArgumentException("Rows of " + root + " find no one row of " + table);
    };
  }

  private Joined joined(List<Join> way) {
    if (!reached.containsKey(way)) {
      List<Join> before = way.subList(0, way.size() - 1);
      if (!before.isEmpty()) {
        joined(before).columns().add(way.getLast().column());
      }
      reached.put(way, new Joined("j" + reached.size() + "_", new LinkedHashSet<>()));
    }
    return reached.get(way);
  }

  /** Joins what is needed to the rows on top of the stack. */
  void join() {
    reached.forEach(
        (way, joined) -> {
          Join last = way.getLast();
          String from =
              way.size() == 1
                  ? ""
                  : reached.get(way.subList(0, way.size() - 1)).prefix() + last.column();
          if (last.identifier().isEmpty()) {
            table(last.toTable(), last.toColumn(), joined.columns(), joined.prefix());
            on(left(last, from), joined.prefix() + KEY);
          } else {
            customers(last, from, joined);
          }
        });
  }

  /** The value of the column that a join starts from, while two inputs are on the stack. */
  private RexNode left(Join join, String from) {
    RelBuilder left = builder;
    var right = left.build();
    RexNode value = from.isEmpty() ? value(join.table(), join.column()) : left.field(from);
    left.push(right);
    return value;
  }

  private void on(RexNode left, String right) {
    builder.join(JoinRelType.LEFT, builder.equals(left, builder.field(2, 1, right)));
  }

  /** Pushes a table with one row for each value of a column. */
  private void table(String table, String key, Set<String> columns, String prefix) {
    builder.scan(table);
    List<RexNode> values = new ArrayList<>(List.of(value(table, key)));
    List<String> names = new ArrayList<>(List.of(prefix + KEY));
    for (String column : columns) {
      values.add(value(table, column));
      names.add(prefix + column);
    }
    builder.project(values, names, true);
    if (!isKey(table, key)) {
      List<AggCall> calls = new ArrayList<>();
      names.stream().skip(1).forEach(name -> calls.add(builder.min(builder.field(name)).as(name)));
      builder.aggregate(builder.groupKey(prefix + KEY), calls);
    }
  }

  private boolean isKey(String table, String column) {
    return (table.equals(SemanticModel.CUSTOMERS) && column.equals(SemanticModel.PROFILE))
        || scope
            .model
            .learned()
            .table(table)
            .map(TableShape::key)
            .filter(List.of(column)::equals)
            .isPresent();
  }

  /** Customers by one of their identifiers, which are texts. */
  private void customers(Join join, String from, Joined joined) {
    String key = joined.prefix() + KEY;
    String profile = joined.prefix() + SemanticModel.PROFILE;
    builder.scan(LogicalSchema.IDENTIFIERS);
    builder.filter(builder.equals(builder.field("type"), scope.predicates.text(join.identifier())));
    builder.aggregate(
        builder.groupKey(builder.alias(builder.field("value"), key)),
        builder.max(builder.field(LogicalSchema.PROFILE)).as(profile));
    RexNode value = left(join, from);
    on(
        value.getType().getSqlTypeName() == SqlTypeName.VARCHAR
            ? value
            : builder.cast(value, SqlTypeName.VARCHAR),
        key);
    Set<String> traits = new LinkedHashSet<>(joined.columns());
    traits.remove(SemanticModel.PROFILE);
    if (!traits.isEmpty()) {
      String own = joined.prefix() + "of_";
      table(SemanticModel.CUSTOMERS, SemanticModel.PROFILE, traits, own);
      on(builder.field(2, 0, profile), own + KEY);
    }
  }

  /** A column of a reached table, after {@link #join()}. */
  RexNode column(String table, String column, String via) {
    List<Join> way = way(table, via);
    return way.isEmpty() ? value(table, column) : builder.field(name(way, column));
  }

  /** The name under which the profile of the rows is found, after {@link #join()}. */
  String profile() {
    List<Join> way =
        root.equals(SemanticModel.EVENTS) ? List.of() : way(SemanticModel.CUSTOMERS, "");
    return way.isEmpty() ? SemanticModel.PROFILE : name(way, SemanticModel.PROFILE);
  }

  private String name(List<Join> way, String column) {
    Joined joined = reached.get(way);
    boolean trait = !way.getLast().identifier().isEmpty() && !isProfile(column);
    return joined.prefix() + (trait ? "of_" : "") + column;
  }

  private static boolean isProfile(String column) {
    return column.equals(SemanticModel.PROFILE);
  }

  /** A column of the table on top of the stack; nothing when no data came for it yet. */
  private RexNode value(String table, String column) {
    return switch (table) {
      case SemanticModel.EVENTS, SemanticModel.CUSTOMERS ->
          isProfile(column)
              ? builder.field(column)
              : table.equals(SemanticModel.EVENTS) ? scope.property(column) : scope.trait(column);
      default ->
          scope.model.table(table).flatMap(t -> t.column(column)).isPresent()
              ? builder.field(column)
              : scope.nothing(ColumnType.TEXT);
    };
  }
}
