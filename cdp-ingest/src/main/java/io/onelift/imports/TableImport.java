package io.onelift.imports;

import io.onelift.event.Field;
import io.onelift.event.Flat;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a file's rows into a table of its own. The rows go to a table beside the final one, which
 * takes its place in one step at the end, so that a reader sees the old table or the whole new one.
 */
final class TableImport {
  private static final int BATCH = 20_000;

  private final Warehouse warehouse;
  private final ImportedTable table;
  private final String staging;
  private final List<String> columns;
  private final List<List<Object>> pending = new ArrayList<>();
  private long written;

  private TableImport(Warehouse warehouse, ImportedTable table) {
    this.warehouse = warehouse;
    this.table = table;
    this.staging = table.physical() + "__loading";
    this.columns = table.fields().stream().map(Field::column).toList();
  }

  static TableImport start(Warehouse warehouse, String name, FileShape shape) {
    ImportedTable table = new ImportedTable(name, "data_" + name, fields(shape), shape.rows());
    TableImport load = new TableImport(warehouse, table);
    String definition =
        table.fields().stream()
            .map(f -> Warehouse.identifier(f.column()) + " " + type(f.type(), warehouse.zone()))
            .collect(Collectors.joining(", "));
    warehouse.execute("DROP TABLE IF EXISTS " + Warehouse.identifier(load.staging));
    warehouse.execute(
        "CREATE TABLE "
            + Warehouse.identifier(load.staging)
            + " ("
            + definition
            + ") ENGINE = MergeTree ORDER BY tuple()");
    return load;
  }

  private static List<Field> fields(FileShape shape) {
    Set<String> taken = new LinkedHashSet<>();
    List<Field> fields = new ArrayList<>();
    shape
        .types()
        .forEach(
            (column, type) -> {
              String safe =
                  column.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]+", "_");
              String unique = safe.isEmpty() ? "column" : safe;
              for (int i = 2; !taken.add(unique); i++) {
                unique = safe + "_" + i;
              }
              fields.add(new Field(column, unique, type, false));
            });
    return fields;
  }

  private static String type(ValueType type, ZoneId zone) {
    return switch (type) {
      case TEXT -> "Nullable(String)";
      case NUMBER -> "Nullable(Float64)";
      case BOOLEAN -> "Nullable(Bool)";
      case TIME -> "Nullable(DateTime64(3, '" + zone.getId() + "'))";
      case LIST -> "Array(String)";
    };
  }

  /** Adds a row; it is durable after the next full batch or {@link #finish}. */
  void add(ParsedRow row) {
    List<Object> values = new ArrayList<>(columns.size());
    for (Field field : table.fields()) {
      values.add(value(field.type(), row.values().get(field.name())));
    }
    pending.add(values);
    if (pending.size() >= BATCH) {
      flush();
    }
  }

  private Object value(ValueType type, Object value) {
    if (value == null) {
      return type == ValueType.LIST ? List.of() : null;
    }
    return switch (type) {
      case TEXT ->
          value instanceof Map<?, ?> || value instanceof List<?>
              ? Flat.json(value)
              : value.toString();
      case NUMBER ->
          value instanceof Number number ? number.doubleValue() : Double.valueOf(value.toString());
      case BOOLEAN -> value instanceof Boolean flag ? flag : Boolean.valueOf(value.toString());
      case TIME -> time(value);
      case LIST -> ((List<?>) value).stream().map(String::valueOf).toList();
    };
  }

  private Object time(Object value) {
    Optional<Instant> time = TimeText.parse(value, warehouse.zone());
    return time.orElse(null);
  }

  private void flush() {
    warehouse.insert(staging, columns, pending);
    written += pending.size();
    pending.clear();
  }

  long written() {
    return written;
  }

  /** Puts the loaded table in the place of the earlier one. */
  ImportedTable finish() {
    flush();
    String fresh = Warehouse.identifier(staging);
    String last = Warehouse.identifier(table.physical());
    if (warehouse.columns(table.physical()).isEmpty()) {
      warehouse.execute("RENAME TABLE " + fresh + " TO " + last);
    } else {
      warehouse.execute("EXCHANGE TABLES " + fresh + " AND " + last);
      warehouse.execute("DROP TABLE " + fresh);
    }
    return new ImportedTable(table.name(), table.physical(), table.fields(), written);
  }

  void abandon() {
    warehouse.execute("DROP TABLE IF EXISTS " + Warehouse.identifier(staging));
  }
}
