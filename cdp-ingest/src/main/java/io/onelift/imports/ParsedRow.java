package io.onelift.imports;

import java.util.Map;
import java.util.Optional;

/**
 * A row of a file.
 *
 * @param number starting at 1, the header not counted
 * @param values by column; empty cells are not there
 * @param source as it stands in the file, for the rejected rows
 * @param fault why it could not be read; then it has no values
 */
record ParsedRow(long number, Map<String, Object> values, String source, Optional<String> fault) {
  static ParsedRow read(long number, Map<String, Object> values, String source) {
    return new ParsedRow(number, values, source, Optional.empty());
  }

  static ParsedRow unreadable(long number, String source, String fault) {
    return new ParsedRow(number, Map.of(), source, Optional.of(fault));
  }
}
