package io.onelift.warehouse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of a table's columns.
 *
 * @param types by name, as {@code system.columns} spells them
 * @param encodings of those that rows were written to
 */
record TableColumns(Map<String, String> types, Map<String, Encoding> encodings) {
  TableColumns(Map<String, String> types) {
    this(Map.copyOf(types), new ConcurrentHashMap<>());
  }

  boolean has(List<String> columns) {
    return types.keySet().containsAll(columns);
  }

  /** How to write rows of these columns, all of which it has. */
  List<Encoding> encodings(List<String> columns) {
    return columns.stream()
        .map(name -> encodings.computeIfAbsent(name, n -> Encoding.of(n, types.get(n))))
        .toList();
  }
}
