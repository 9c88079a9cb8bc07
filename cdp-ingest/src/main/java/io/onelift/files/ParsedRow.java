package io.onelift.files;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A row of a file.
 *
 * @param number starting at 1, the header not counted
 * @param values by column: texts, numbers, booleans, lists and maps; times as ISO 8601; empty cells
 *     are not there
 * @param source as it stands in the file, for the rejected rows
 * @param fault why it cannot be taken
 */
public record ParsedRow(
    long number, Map<String, Object> values, Supplier<String> source, Optional<String> fault) {
  static ParsedRow read(long number, Map<String, Object> values, Supplier<String> source) {
    return new ParsedRow(number, values, source, Optional.empty());
  }

  static ParsedRow unreadable(long number, Supplier<String> source, String fault) {
    return new ParsedRow(number, Map.of(), source, Optional.of(fault));
  }
}
