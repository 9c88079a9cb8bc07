package io.onelift.warehouse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values bound to the {@code {name:Type}} places of a statement. The client quotes and escapes
 * them; only what it would write otherwise than ClickHouse reads it is made text here.
 */
final class Parameters {
  private Parameters() {}

  static Map<String, Object> encode(Map<String, ?> values) {
    Map<String, Object> encoded = new LinkedHashMap<>();
    values.forEach((name, value) -> encoded.put(name, text(name, value)));
    return encoded;
  }

  private static Object text(String name, Object value) {
    return switch (value) {
      case null -> null;
      case Collection<?> list -> list.stream().map(element -> element(name, element)).toList();
      default -> plain(name, value);
    };
  }

  private static Object element(String name, Object value) {
    return value instanceof Number ? value : plain(name, value);
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
}
