package io.onelift.app;

import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Looks for a value in every column of every table that can hold text, old row versions included.
 */
final class Traces {
  private Traces() {}

  /** Where the value stands, as {@code table.column}. */
  static List<String> of(Warehouse warehouse, String value) {
    return of(warehouse, value, column -> true);
  }

  static List<String> of(Warehouse warehouse, String value, Predicate<String> considered) {
    List<String> columns = new ArrayList<>();
    warehouse.forEach(
        "SELECT c.table AS table, c.name AS name FROM system.columns AS c JOIN system.tables AS t"
            + " ON t.database = c.database AND t.name = c.table WHERE c.database ="
            + " {database:String} AND t.engine LIKE '%MergeTree' AND c.type LIKE '%String%' AND"
            + " c.type NOT LIKE 'AggregateFunction%'",
        Map.of("database", warehouse.config().database()),
        row -> columns.add(row.text("table") + "." + row.text("name")));
    return columns.stream()
        .filter(considered)
        .filter(
            column -> {
              String[] names = column.split("\\.", 2);
              return warehouse
                      .query(
                          "SELECT count() AS n FROM %s WHERE position(toString(%s), {value:String}) > 0"
                              .formatted(
                                  Warehouse.identifier(names[0]), Warehouse.identifier(names[1])),
                          Map.of("value", value),
                          row -> row.integer("n"))
                      .getFirst()
                  > 0;
            })
        .toList();
  }
}
