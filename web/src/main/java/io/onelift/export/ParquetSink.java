package io.onelift.export;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.json.IdentifierJson;
import io.onelift.json.MemberJson;
import io.onelift.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns as in {@link CsvSink}, but typed: numbers, booleans, times in UTC, and lists of texts,
 * identifiers among them. ClickHouse writes the file, from a table that is there only for this.
 */
final class ParquetSink implements MemberSink {
  private static final String PREFIX = "audience_export_";
  private static final List<String> FIRST = List.of("profile_id", "user_id", "identifiers");

  private final Warehouse warehouse;
  private final Path file;
  private final String table;
  private final List<Field> traits;
  private final List<String> columns;
  private final boolean personal;

  /**
   * Makes the table.
   *
   * @param id of the export, a UUID
   * @param personal false where personal traits come masked, as texts
   */
  ParquetSink(Warehouse warehouse, String id, Path file, List<Field> traits, boolean personal) {
    this.warehouse = warehouse;
    this.file = file;
    this.table = PREFIX + id.replace('-', '_');
    this.traits = traits;
    this.personal = personal;
    // Numbered, because the names of traits come from outside.
    this.columns = IntStream.range(0, FIRST.size() + traits.size()).mapToObj(i -> "c" + i).toList();
    List<String> types = new ArrayList<>(List.of("String", "Nullable(String)", "Array(String)"));
    traits.forEach(trait -> types.add(type(trait)));
    warehouse.execute(
        IntStream.range(0, columns.size())
            .mapToObj(i -> columns.get(i) + " " + types.get(i))
            .collect(
                Collectors.joining(
                    ", ",
                    "CREATE TABLE " + table + " (",
                    ") ENGINE = MergeTree ORDER BY tuple()")));
  }

  /** Drops the tables of exports that the end of the server cut off. */
  static void dropLeft(Warehouse warehouse) {
    warehouse
        .query(
            "SELECT name FROM system.tables WHERE database = currentDatabase()"
                + " AND startsWith(name, {prefix:String})",
            Map.of("prefix", PREFIX),
            row -> row.text("name"))
        .forEach(name -> warehouse.execute("DROP TABLE {table:Identifier}", Map.of("table", name)));
  }

  private String type(Field trait) {
    return switch (typeOf(trait)) {
      case TEXT -> "Nullable(String)";
      case NUMBER -> "Nullable(Float64)";
      case BOOLEAN -> "Nullable(Bool)";
      case TIME -> "Nullable(DateTime64(3, 'UTC'))";
      case LIST -> "Array(String)";
    };
  }

  private ValueType typeOf(Field trait) {
    return trait.personal() && !personal ? ValueType.TEXT : trait.type();
  }

  @Override
  public void write(List<MemberJson> members) {
    List<List<Object>> rows = new ArrayList<>();
    for (MemberJson member : members) {
      List<Object> row = new ArrayList<>();
      row.add(member.profileId());
      row.add(member.userId().orElse(null));
      row.add(member.identifiers().stream().map(ParquetSink::text).toList());
      for (Field trait : traits) {
        Object value = member.traits().get(trait.name());
        row.add(value == null && typeOf(trait) == ValueType.LIST ? List.of() : value);
      }
      rows.add(row);
    }
    warehouse.insert(table, columns, rows);
  }

  private static String text(IdentifierJson identifier) {
    return identifier.type() + ":" + identifier.value();
  }

  @Override
  public void finish() throws IOException {
    Map<String, String> names = new HashMap<>();
    List<String> selected = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.put("name" + i, i < FIRST.size() ? FIRST.get(i) : named(traits.get(i - FIRST.size())));
      selected.add(columns.get(i) + " AS {name" + i + ":Identifier}");
    }
    try (InputStream bytes =
        warehouse.read(
            "SELECT " + String.join(", ", selected) + " FROM " + table,
            names,
            "Parquet",
            Map.of(),
            table)) {
      Files.copy(bytes, file);
    }
  }

  private static String named(Field trait) {
    return FIRST.contains(trait.name()) ? "trait_" + trait.name() : trait.name();
  }

  @Override
  public void close() {
    warehouse.execute("DROP TABLE IF EXISTS " + table);
  }
}
