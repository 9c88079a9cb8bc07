package io.onelift.json;

import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import java.util.List;
import java.util.Locale;

/** The tables and columns that the caller may ask for in SQL. */
public record SqlSchemaJson(List<TableJson> tables) {
  public static SqlSchemaJson of(LogicalSchema schema) {
    return new SqlSchemaJson(schema.tables().values().stream().map(SqlSchemaJson::table).toList());
  }

  private static TableJson table(LogicalTable table) {
    String kind =
        table.audience().isPresent()
            ? "audience"
            : LogicalSchema.tagOf(table).isPresent() ? "tag" : "table";
    return new TableJson(
        table.name(),
        kind,
        table.columns().stream()
            .map(
                column ->
                    new ColumnJson(
                        column.name(), column.type().valueType().name().toLowerCase(Locale.ROOT)))
            .toList());
  }

  /**
   * A table.
   *
   * @param kind table, tag or audience
   */
  public record TableJson(String name, String kind, List<ColumnJson> columns) {}

  /** A column; its type is one of text, number, boolean, time, list. */
  public record ColumnJson(String name, String type) {}
}
