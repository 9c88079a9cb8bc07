package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one JSON object and collects everything wrong with it, instead of stopping at
 * the first. Fields that nobody asked for are reported by {@link #refuseOthers()}.
 */
public final class JsonFields {
  private final ObjectNode node;
  private final String pointer;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  public JsonFields(ObjectNode node, String pointer, List<Problem> problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The fields of a node that should be an object; empty, and a problem, when it is none. */
  public static Optional<JsonFields> of(JsonNode node, String pointer, List<Problem> problems) {
    if (node instanceof ObjectNode object) {
      return Optional.of(new JsonFields(object, pointer, problems));
    }
    problems.add(new Problem(pointer, "must be an object, not " + shorten(node)));
    return Optional.empty();
  }

  public String pointer() {
    return pointer;
  }

  /** The JSON pointer of a field of this object. */
  public String pointer(String field) {
    return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  public List<Problem> problems() {
    return problems;
  }

  public void problem(String field, String message) {
    problems.add(new Problem(field.isEmpty() ? pointer : pointer(field), message));
  }

  /** Whether the field is there and not null; does not count as asking for it. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** The field as it is; empty when it is missing or null. */
  public Optional<JsonNode> any(String field) {
    known.add(field);
    return has(field) ? Optional.of(node.get(field)) : Optional.empty();
  }

  public Optional<String> text(String field) {
    return any(field)
        .flatMap(
            value -> {
              if (value.isTextual() && !value.textValue().isBlank()) {
                return Optional.of(value.textValue());
              }
              problem(field, "must be a text that is not empty, not " + shorten(value));
              return Optional.empty();
            });
  }

  /** As {@link #text}, and a problem when it is missing. */
  public Optional<String> requiredText(String field) {
    if (!has(field)) {
      known.add(field);
      problem(field, "is missing");
      return Optional.empty();
    }
    return text(field);
  }

  public Optional<Boolean> flag(String field) {
    return any(field)
        .flatMap(
            value -> {
              if (value.isBoolean()) {
                return Optional.of(value.booleanValue());
              }
              problem(field, "must be true or false, not " + shorten(value));
              return Optional.empty();
            });
  }

  public Optional<ArrayNode> list(String field) {
    return any(field)
        .flatMap(
            value -> {
              if (value instanceof ArrayNode array) {
                return Optional.of(array);
              }
              problem(field, "must be a list, not " + shorten(value));
              return Optional.empty();
            });
  }

  public Optional<JsonFields> object(String field) {
    return any(field).flatMap(value -> of(value, pointer(field), problems));
  }

  /** The objects of a list; those that are none are reported and left out. */
  public List<JsonFields> objects(String field) {
    List<JsonFields> objects = new ArrayList<>();
    list(field)
        .ifPresent(
            array -> {
              for (int i = 0; i < array.size(); i++) {
                of(array.get(i), pointer(field) + "/" + i, problems).ifPresent(objects::add);
              }
            });
    return objects;
  }

  /** Which of these fields are there. */
  public List<String> present(Collection<String> fields) {
    return fields.stream().filter(this::has).toList();
  }

  /** Reports every field that was not asked for. Call it last. */
  public void refuseOthers() {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field) && has(field)) {
                problem(field, "is not known here. " + NearestName.hint(field, known));
              }
            });
  }

  /** A value as an error message shows it. */
  public static String shorten(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }
}
