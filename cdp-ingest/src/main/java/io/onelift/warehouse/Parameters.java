package io.onelift.warehouse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values bound to the {@code {name:Type}} places of a statement, written the way ClickHouse reads
 * parameters over HTTP: tab-separated escaping outside, quoted literals inside arrays.
 */
final class Parameters {
  private Parameters() {}

  static Map<String, Object> encode(Map<String, ?> values) {
    Map<String, Object> encoded = new LinkedHashMap<>();
    values.forEach((name, value) -> encoded.put(name, text(name, value)));
    return encoded;
  }

  private static String text(String name, Object value) {
    return switch (value) {
      case null -> "\\N";
      case Collection<?> list ->
          list.stream().map(e -> element(name, e)).collect(Collectors.joining(",", "[", "]"));
      default -> escape(plain(name, value));
    };
  }

  private static String element(String name, Object value) {
    return switch (value) {
      case String text -> quote(text);
      case Instant time -> quote(plain(name, time));
      case LocalDate day -> quote(plain(name, day));
      default -> plain(name, value);
    };
  }

  private static String plain(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag ? "1" : "0";
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      // Seconds with a fraction are read in UTC whatever the session's zone is.
      case Instant time -> BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
      case LocalDate day -> day.toString();
      case Enum<?> constant -> constant.name();
      case null, default ->
          throw new IllegalArgumentException(
              "Parameter " + name + " has a type that cannot be bound: " + value);
    };
  }

  private static String quote(String text) {
    // Twice: once for the literal inside the array, once for the tab-separated text around it.
    return escape("'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'");
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }
}
