package io.onelift.files;

import io.onelift.event.ValueType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A file's rows with their values as the types of its shape. */
final class ShapedRows implements FileRows {
  private final FileRows rows;
  private final List<String> columns;
  private final Map<String, ColumnShape> shapes = new HashMap<>();

  ShapedRows(FileRows rows, FileShape shape) {
    this.rows = rows;
    this.columns = shape.names();
    shape.columns().forEach(column -> shapes.put(column.name(), column));
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    return rows.next().map(row -> row.fault().isPresent() ? row : shaped(row));
  }

  private ParsedRow shaped(ParsedRow row) {
    Optional<String> fault = Optional.empty();
    for (var values = row.values().entrySet().iterator(); values.hasNext(); ) {
      Map.Entry<String, Object> entry = values.next();
      ColumnShape shape = shapes.get(entry.getKey());
      if (shape == null || !(entry.getValue() instanceof String text)) {
        continue;
      }
      if (shape.type() == ValueType.TEXT) {
        continue;
      }
      if (ColumnLearner.isNothing(text)) {
        values.remove();
        continue;
      }
      Optional<Object> typed = typed(text, shape);
      if (typed.isPresent()) {
        entry.setValue(typed.get());
      } else {
        String problem =
            "'" + text + "' in column " + shape.name() + " is no " + word(shape.type()) + ".";
        fault = Optional.of(fault.map(before -> before + " " + problem).orElse(problem));
      }
    }
    return fault.isEmpty() ? row : new ParsedRow(row.number(), Map.of(), row.source(), fault);
  }

  private static Optional<Object> typed(String text, ColumnShape shape) {
    return switch (shape.type()) {
      case NUMBER ->
          NumberText.isNumber(text) ? Optional.of(NumberText.parse(text)) : Optional.empty();
      case BOOLEAN ->
          text.toLowerCase(Locale.ROOT).matches("true|false")
              ? Optional.of(text.equalsIgnoreCase("true"))
              : Optional.empty();
      case TIME -> TimeText.iso(text, shape.dateOrder()).map(iso -> iso);
      case TEXT, LIST -> Optional.of(text);
    };
  }

  private static String word(ValueType type) {
    return switch (type) {
      case NUMBER -> "number";
      case BOOLEAN -> "true or false";
      case TIME -> "possible time";
      case TEXT -> "text";
      case LIST -> "list";
    };
  }

  @Override
  public long bytesRead() {
    return rows.bytesRead();
  }

  @Override
  public String fingerprint() throws IOException {
    return rows.fingerprint();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
