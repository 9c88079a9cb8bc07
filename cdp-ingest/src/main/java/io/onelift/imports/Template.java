package io.onelift.imports;

import io.onelift.event.Flat;
import io.onelift.event.Problem;
import io.onelift.files.ParsedRow;
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
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
  static final String ROW = "row";

  private final String text;

  /** Text and columns in turn, beginning with text, cut once and not for every row. */
  private final List<String> texts = new ArrayList<>();

  private final List<String> columns = new ArrayList<>();

  Template(String text) {
    this.text = text;
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      texts.add(text.substring(end, places.start()));
      columns.add(places.group(1));
      end = places.end();
    }
    texts.add(text.substring(end));
  }

  static Template column(String name) {
    return new Template("{" + name + "}");
  }

  List<String> columns() {
    return columns;
  }

  /** What is wrong with it for a file with these columns. */
  List<Problem> problems(String pointer, Set<String> known) {
    return columns.stream()
        .filter(column -> !column.equals(ROW) && !known.contains(column))
        .map(
            column ->
                new Problem(
                    pointer, "The file has no column '" + column + "'; it has " + known + "."))
        .toList();
  }

  /** The value for a row; empty when a column it needs is empty there. */
  Optional<Object> fill(ParsedRow row) {
    if (columns.size() == 1 && texts.get(0).isEmpty() && texts.get(1).isEmpty()) {
      return value(columns.getFirst(), row);
    }
    StringBuilder filled = new StringBuilder(texts.getFirst());
    for (int i = 0; i < columns.size(); i++) {
      Optional<Object> value = value(columns.get(i), row);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      filled.append(Flat.text(value.get())).append(texts.get(i + 1));
    }
    return Optional.of(filled.toString());
  }

  private static Optional<Object> value(String column, ParsedRow row) {
    Map<String, Object> values = row.values();
    Object value = values.get(column);
    return value == null && column.equals(ROW)
        ? Optional.of(row.number())
        : Optional.ofNullable(value);
  }

  @Override
  public String toString() {
    return text;
  }
}
