package io.onelift.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a column of a result holds, and how its values are read. */
enum ResultType {
  TEXT,
  NUMBER,
  BOOLEAN,
  DATE,
  TIME,
  LIST;

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  /** The type's word in a result. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param clickHouse a type as ClickHouse names it
   */
  static ResultType of(String clickHouse) {
    String type = clickHouse;
    for (String wrapper : List.of("LowCardinality(", "Nullable(")) {
      if (type.startsWith(wrapper)) {
        type = type.substring(wrapper.length(), type.length() - 1);
      }
    }
    if (type.startsWith("DateTime")) {
      return TIME;
    }
    if (type.startsWith("Date")) {
      return DATE;
    }
    if (type.equals("Bool")) {
      return BOOLEAN;
    }
    if (type.startsWith("Array") || type.startsWith("Tuple")) {
      return LIST;
    }
    return type.matches("U?Int\\d+|Float\\d+|Decimal.*|Interval.*") ? NUMBER : TEXT;
  }

  Object read(JsonNode json, ZoneId zone) {
    if (json.isNull()) {
      return null;
    }
    return switch (this) {
      case TIME -> ISO.format(Instant.parse(json.textValue()).atZone(zone));
      case BOOLEAN -> json.isNumber() ? (Object) (json.intValue() != 0) : plain(json);
      case TEXT, NUMBER, DATE, LIST -> plain(json);
    };
  }

  private static Object plain(JsonNode json) {
    if (json.isIntegralNumber()) {
      return json.canConvertToLong() ? (Object) json.longValue() : json.decimalValue();
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isArray()) {
      List<Object> items = new ArrayList<>();
      json.forEach(item -> items.add(item.isNull() ? null : plain(item)));
      return items;
    }
    return json.isTextual() ? json.textValue() : json.toString();
  }
}
