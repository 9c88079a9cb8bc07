package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.imports.TableJoin;
import io.onelift.semantic.Join.Cardinality;
import io.onelift.semantic.Join.Origin;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.TableDeclaration.DeclaredJoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The joins of a model: those that the product has by itself, those that imports found, and those
 * that were declared, which take the place of those found for the same column.
 */
final class FoundJoins {
  private final Map<String, TableDeclaration> declared;
  private final Map<String, DataTable> tables;

  FoundJoins(Map<String, TableDeclaration> declared, Map<String, DataTable> tables) {
    this.declared = declared;
    this.tables = tables;
  }

  List<Join> of(List<TableShape> shapes) {
    List<Join> joins = new ArrayList<>();
    joins.add(
        new Join(
            SemanticModel.EVENTS,
            SemanticModel.PROFILE,
            SemanticModel.CUSTOMERS,
            SemanticModel.PROFILE,
            "",
            Cardinality.MANY_TO_ONE,
            Origin.BUILT_IN));
    for (TableShape shape : shapes) {
      if (tables.containsKey(shape.name())) {
        found(shape, joins);
      }
    }
    declared.forEach((table, said) -> said.joins().forEach(join -> declared(table, join, joins)));
    return joins;
  }

  private void found(TableShape shape, List<Join> joins) {
    Set<String> said =
        declared.containsKey(shape.name())
            ? declared.get(shape.name()).joins().stream()
                .map(DeclaredJoin::column)
                .collect(Collectors.toSet())
            : Set.of();
    for (TableJoin join : shape.joins()) {
      boolean known = shape.columns().stream().map(Field::name).anyMatch(join.column()::equals);
      if (known && !said.contains(join.column())) {
        joins.add(found(shape.name(), join));
      }
    }
  }

  private Join found(String table, TableJoin join) {
    Origin origin = join.confirmed() ? Origin.CONFIRMED : Origin.PROPOSED;
    boolean key = isKey(table, join.column());
    return switch (join.to()) {
      case TABLE ->
          new Join(
              table,
              join.column(),
              join.name(),
              join.targetColumn(),
              "",
              cardinality(key, isKey(join.name(), join.targetColumn())),
              origin);
      case IDENTIFIER ->
          new Join(
              table,
              join.column(),
              SemanticModel.CUSTOMERS,
              "",
              join.name(),
              key ? Cardinality.ONE_TO_ONE : Cardinality.MANY_TO_ONE,
              origin);
      case TRAIT -> many(table, join, SemanticModel.CUSTOMERS, key, origin);
      case PROPERTY -> many(table, join, SemanticModel.EVENTS, key, origin);
    };
  }

  /** Many customers, many events may have the same value of a trait or a property. */
  private static Join many(String table, TableJoin join, String to, boolean key, Origin origin) {
    return new Join(table, join.column(), to, join.name(), "", cardinality(key, false), origin);
  }

  private static Cardinality cardinality(boolean key, boolean toKey) {
    if (toKey) {
      return key ? Cardinality.ONE_TO_ONE : Cardinality.MANY_TO_ONE;
    }
    return key ? Cardinality.ONE_TO_MANY : Cardinality.MANY_TO_MANY;
  }

  private boolean isKey(String table, String column) {
    return tables.containsKey(table) && tables.get(table).key().equals(List.of(column));
  }

  private static void declared(String table, DeclaredJoin join, List<Join> joins) {
    if (!join.to().equals(DeclaredJoin.NOWHERE)) {
      joins.add(
          new Join(
              table,
              join.column(),
              join.to(),
              join.on(),
              join.identifier(),
              join.cardinality(),
              Origin.DECLARED));
    }
  }
}
