package io.onelift.imports;

import io.onelift.event.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a first reading of a file shows.
 *
 * @param types by column, in the order of the file; the narrowest that fits every value
 */
record FileShape(Map<String, ValueType> types, long rows) {

  /**
   * Reads the file once.
   *
   * @param cancelled asked every few thousand rows; the shape so far is returned when it is true
   */
  static FileShape of(Path file, ImportRequest.FileFormat format, Supplier<Boolean> cancelled)
      throws IOException {
    Map<String, ColumnType> learned = new LinkedHashMap<>();
    long rows = 0;
    try (FileRows source = open(file, format, Map.of())) {
      source.columns().forEach(column -> learned.put(column, new ColumnType()));
      for (Optional<ParsedRow> row = source.next(); row.isPresent(); row = source.next()) {
        row.get()
            .values()
            .forEach((c, v) -> learned.computeIfAbsent(c, x -> new ColumnType()).see(v));
        if (++rows % 4096 == 0 && cancelled.get()) {
          break;
        }
      }
    }
    Map<String, ValueType> types = new LinkedHashMap<>();
    learned.forEach((column, type) -> types.put(column, type.type()));
    return new FileShape(types, rows);
  }

  static FileRows open(Path file, ImportRequest.FileFormat format, Map<String, ValueType> types)
      throws IOException {
    return switch (format) {
      case CSV -> CsvRows.open(file, types);
      case JSONL -> JsonRows.open(file);
    };
  }

  List<String> columns() {
    return List.copyOf(types.keySet());
  }
}
