package io.onelift.collect;

import io.onelift.event.Flat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of one message of any wire format, and every problem that reading them met. */
final class MessageFields {
  private static final int MAX_NAME = 200;
  private static final int MAX_ID = 256;

  private final Map<String, Object> message;
  private final List<String> problems = new ArrayList<>(0);

  MessageFields(Map<String, Object> message) {
    this.message = message;
  }

  void problem(String reason) {
    problems.add(reason);
  }

  List<String> problems() {
    return problems;
  }

  Object value(String field) {
    return message.get(field);
  }

  /** The members of an object that are not null; a copy. */
  Map<String, Object> object(String field) {
    Map<String, Object> object = new LinkedHashMap<>();
    switch (message.get(field)) {
      case null -> {}
      case Map<?, ?> members -> members.forEach((name, value) -> put(object, name, value));
      case Object other -> problem("'" + field + "' must be an object, it is " + shown(other));
    }
    return object;
  }

  static void put(Map<String, Object> into, Object name, Object value) {
    if (value != null) {
      into.put(name.toString(), value instanceof BigInteger big ? new BigDecimal(big) : value);
    }
  }

  /** A text or a number as text; empty when it is missing or an empty text. */
  Optional<String> scalar(String field) {
    return switch (message.get(field)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text).filter(t -> !t.isEmpty());
      case Number number -> Optional.of(Flat.text(number));
      case Object other -> {
        problem("'" + field + "' must be a text, it is " + shown(other));
        yield Optional.empty();
      }
    };
  }

  /** A scalar that names somebody or something: stripped, not empty, not too long. */
  Optional<String> identifier(String field) {
    Optional<String> value = scalar(field).map(String::strip).filter(v -> !v.isEmpty());
    value.ifPresent(id -> checkId(field, id));
    return value;
  }

  void checkId(String field, String id) {
    if (id.length() > MAX_ID) {
      problem("'%s' may have %d characters, it has %d".formatted(field, MAX_ID, id.length()));
    }
  }

  /** The event's name in {@code event}; empty when there is none, which is a problem. */
  String eventName() {
    String name = scalar("event").map(String::strip).orElse("");
    if (name.isEmpty()) {
      problem("'event' is missing: a track call needs the event's name");
    } else if (name.length() > MAX_NAME) {
      problem("'event' may have %d characters, it has %d".formatted(MAX_NAME, name.length()));
    }
    return name;
  }

  /** Checks an event's time against the bounds. */
  void checkTime(Instant time, TimeBounds bounds, Instant receivedAt, String fields) {
    bounds
        .problem(time, receivedAt)
        .ifPresent(problem -> problem(problem + ". Check " + fields + ", or change the bounds"));
  }

  /** The type of an identifier in the product's spelling: lower case with underscores. */
  static String identifierType(String said) {
    return said.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
  }

  static String shown(Object value) {
    String json = value == null ? "missing" : Flat.json(value);
    return json.length() <= 100 ? json : json.substring(0, 100) + "…";
  }
}
