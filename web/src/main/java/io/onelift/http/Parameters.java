package io.onelift.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.Period;
import io.onelift.tag.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads query parameters, naming what is wrong with them. */
final class Parameters {
  private Parameters() {}

  static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A whole number between two bounds, both inclusive. */
  static int integer(Context context, String name, int otherwise, int from, int to) {
    Optional<String> text = text(context, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= from && value <= to) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the bounds.
    }
    throw new InvalidInput(
        "/" + name,
        "must be a whole number from " + from + " to " + to + ", not '" + text.get() + "'");
  }

  /** The days in {@code last}, or in {@code from} and {@code to}; the last 30 without either. */
  static Period period(Context context) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("last", "from", "to")) {
      text(context, name).ifPresent(value -> json.put(name, value));
    }
    if (json.isEmpty()) {
      return Period.STANDARD;
    }
    List<Problem> problems = new ArrayList<>();
    Optional<Period> period = Period.read(new JsonFields(json, "", problems));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return period.orElseThrow();
  }

  /** The identifier in {@code id_type} (user_id when left out) and {@code id}. */
  static Identifier identifier(Context context) {
    return identifierIfAny(context)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "/id", "is missing; say who: ?id_type=user_id&id=…, or another id_type"));
  }

  static Optional<Identifier> identifierIfAny(Context context) {
    List<Problem> problems = new ArrayList<>();
    Optional<String> id = text(context, "id");
    String type = text(context, "id_type").orElse(Identifier.USER_ID);
    if (!type.matches("[a-z][a-z0-9_]*")) {
      problems.add(
          new Problem(
              "/id_type",
              "must be lower case letters and underscores such as user_id, not '" + type + "'"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return id.map(value -> new Identifier(type, value));
  }
}
