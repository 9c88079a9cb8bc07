package io.onelift.imports;

import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.files.ColumnShape;
import io.onelift.files.FileShape;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the columns that name a row of an imported table. */
final class TableKeys {
  private static final Pattern KEY_NAMED =
      Pattern.compile("(?i).*(id|no|code|key|upc|sku|编号|编码|号|号码)$");

  /** Single columns and columns of a joint key that are tried; every try reads them all. */
  private static final int TRIED = 4;

  private TableKeys() {}

  /** Columns that may be keys by themselves, the likeliest first. */
  static List<String> likely(FileShape shape) {
    return shape.columns().stream()
        .filter(ColumnShape::unique)
        .sorted(Comparator.comparing(column -> !isKeyNamed(column.name())))
        // A figure that happens not to repeat names nothing.
        .filter(column -> column.type() != ValueType.NUMBER || isWhole(column))
        .map(ColumnShape::name)
        .toList();
  }

  /** The key of a loaded table: one column, else two or three together; empty when none is. */
  static List<String> find(
      Warehouse warehouse, String physical, ImportedTable table, FileShape shape) {
    List<List<String>> candidates = new ArrayList<>();
    likely(shape).stream().limit(TRIED).forEach(column -> candidates.add(List.of(column)));
    List<String> parts =
        shape.columns().stream()
            .filter(column -> column.filled() == shape.rows() - shape.faults())
            .filter(column -> isKeyNamed(column.name()) && !column.unique())
            .map(ColumnShape::name)
            .limit(TRIED)
            .toList();
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        candidates.add(List.of(parts.get(i), parts.get(j)));
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i + 1; j < parts.size(); j++) {
        for (int k = j + 1; k < parts.size(); k++) {
          candidates.add(List.of(parts.get(i), parts.get(j), parts.get(k)));
        }
      }
    }
    return candidates.stream()
        .filter(key -> doubles(warehouse, physical, table, key) == 0)
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Checks the key that a user named.
   *
   * @throws InvalidInput when rows share it
   */
  static void check(Warehouse warehouse, String physical, ImportedTable table) {
    long doubles = table.key().isEmpty() ? 0 : doubles(warehouse, physical, table, table.key());
    if (doubles > 0) {
      throw new InvalidInput(
          "/key",
          table.key()
              + " cannot be the key: "
              + doubles
              + " rows have the same values as another. Name more columns, or none.");
    }
  }

  private static long doubles(
      Warehouse warehouse, String physical, ImportedTable table, List<String> key) {
    String columns =
        key.stream()
            .map(name -> table.field(name).map(Field::column).orElseThrow())
            .map(Warehouse::identifier)
            .collect(Collectors.joining(", "));
    return warehouse
        .query(
            "SELECT count() - uniqExact("
                + columns
                + ") AS doubles FROM "
                + Warehouse.identifier(physical),
            Map.of(),
            row -> row.integer("doubles"))
        .getFirst();
  }

  private static boolean isWhole(ColumnShape column) {
    return column.values().stream().allMatch(value -> value.matches("-?\\d+"));
  }

  static boolean isKeyNamed(String name) {
    return KEY_NAMED.matcher(name).matches();
  }
}
