package io.onelift.imports;

import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for columns, for example {@code bank-{customer_no}}; {@code {row}} is the row's
 * number, starting at 1. A template that is exactly one place keeps the type of the column's value;
 * any other gives text.
 */
record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
  static final String ROW = "row";

  static Template column(String name) {
    return new Template("{" + name + "}");
  }

  List<String> columns() {
    List<String> columns = new ArrayList<>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      columns.add(places.group(1));
    }
    return columns;
  }

  /** What is wrong with it for a file with these columns. */
  List<Problem> problems(String pointer, Set<String> known) {
    return columns().stream()
        .filter(column -> !column.equals(ROW) && !known.contains(column))
        .map(
            column ->
                new Problem(
                    pointer, "The file has no column '" + column + "'; it has " + known + "."))
        .toList();
  }

  /** The value for a row; empty when a column it needs is empty there. */
  Optional<Object> fill(ParsedRow row) {
    Matcher places = PLACE.matcher(text);
    if (places.matches()) {
      return value(places.group(1), row);
    }
    StringBuilder filled = new StringBuilder();
    places.reset();
    while (places.find()) {
      Optional<Object> value = value(places.group(1), row);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      places.appendReplacement(filled, Matcher.quoteReplacement(value.get().toString()));
    }
    places.appendTail(filled);
    return Optional.of(filled.toString());
  }

  private static Optional<Object> value(String column, ParsedRow row) {
    Map<String, Object> values = row.values();
    Object value = values.get(column);
    return value == null && column.equals(ROW)
        ? Optional.of(row.number())
        : Optional.ofNullable(value);
  }
}
