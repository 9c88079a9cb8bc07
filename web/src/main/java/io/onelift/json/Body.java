package io.onelift.json;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a request's JSON object field by field and collects every problem: a missing field, a wrong
 * type, an unknown name. {@link #end()} throws them all together, so whatever a reading method
 * returned for a bad field is never used. One thread.
 */
public final class Body {
  private static final TypeReference<Map<String, Object>> ANY = new TypeReference<>() {};

  private final JsonNode node;
  private final String pointer;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Body> children = new ArrayList<>();

  private Body(JsonNode node, String pointer, List<Problem> problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /**
   * A request's body.
   *
   * @throws InvalidInput when it is no JSON object
   */
  public static Body parse(byte[] bytes) {
    JsonNode node = Json.tree(bytes);
    if (!node.isObject()) {
      throw new InvalidInput(
          "", "The body has to be a JSON object such as {\"name\": …}, not " + kind(node));
    }
    return new Body(node, "", new ArrayList<>());
  }

  /** A text that has to be there and not be blank. */
  public String text(String field) {
    Optional<String> value = optionalText(field);
    if (value.isEmpty() && field(field).isMissingNode()) {
      missing(field, "a text");
    }
    return value.orElse("");
  }

  public Optional<String> optionalText(String field) {
    return read(field, "a text", JsonNode::isTextual, JsonNode::textValue)
        .map(String::strip)
        .filter(
            value -> {
              if (value.isEmpty()) {
                problem(field, "must not be empty");
              }
              return !value.isEmpty();
            });
  }

  /** A text that may be empty, as descriptions are. */
  public String note(String field) {
    return read(field, "a text", JsonNode::isTextual, JsonNode::textValue)
        .map(String::strip)
        .orElse("");
  }

  public boolean flag(String field, boolean otherwise) {
    return optionalFlag(field).orElse(otherwise);
  }

  public Optional<Boolean> optionalFlag(String field) {
    return read(field, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
  }

  public Optional<Double> optionalNumber(String field) {
    return read(field, "a number", JsonNode::isNumber, JsonNode::doubleValue);
  }

  /** A whole number between two bounds, both inclusive. */
  public int integer(String field, int otherwise, int from, int to) {
    int value =
        read(field, "a whole number", JsonNode::canConvertToInt, JsonNode::intValue)
            .orElse(otherwise);
    if (value < from || value > to) {
      problem(field, "must lie between " + from + " and " + to + ", not be " + value);
    }
    return value;
  }

  /** One of the named choices, matched as they are written. */
  public <T> Optional<T> choice(String field, Map<String, T> choices) {
    Optional<String> word = optionalText(field);
    if (word.isPresent() && !choices.containsKey(word.get())) {
      problem(
          field,
          "'"
              + word.get()
              + "' is not a choice. Use one of "
              + String.join(", ", choices.keySet().stream().sorted().toList()));
    }
    return word.map(choices::get);
  }

  /** A list of texts; empty when the field is absent. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    int index = 0;
    for (JsonNode element : array(field)) {
      if (element.isTextual() && !element.textValue().isBlank()) {
        texts.add(element.textValue().strip());
      } else {
        problem(field + "/" + index, "must be a text, not " + kind(element));
      }
      index++;
    }
    return texts;
  }

  /** A list of objects; empty when the field is absent. */
  public List<Body> objects(String field) {
    List<Body> objects = new ArrayList<>();
    int index = 0;
    for (JsonNode element : array(field)) {
      if (element.isObject()) {
        objects.add(child(element, field + "/" + index));
      } else {
        problem(field + "/" + index, "must be an object, not " + kind(element));
      }
      index++;
    }
    return objects;
  }

  public Optional<Body> object(String field) {
    return read(field, "an object", JsonNode::isObject, value -> child(value, field));
  }

  /** The object's fields as they are, whatever they are named; nulls left out. */
  public Map<String, Object> any() {
    node.fieldNames().forEachRemaining(known::add);
    Map<String, Object> values = Json.MAPPER.convertValue(node, ANY);
    values.values().removeIf(Objects::isNull);
    return values;
  }

  /** Any JSON that has to be there. */
  public JsonNode node(String field) {
    JsonNode value = field(field);
    if (value.isMissingNode() || value.isNull()) {
      missing(field, "a value");
    }
    return value;
  }

  /** Any JSON that may be there. */
  public Optional<JsonNode> optionalNode(String field) {
    return Optional.of(field(field)).filter(value -> !value.isMissingNode() && !value.isNull());
  }

  /** Names whatever else is wrong with a field. */
  public void problem(String field, String message) {
    problems.add(new Problem(pointer + "/" + field, message));
  }

  /** Adds problems that somebody else found, their pointers from the root of the body. */
  public void problems(List<Problem> found) {
    problems.addAll(found);
  }

  /**
   * Ends the reading of the whole body.
   *
   * @throws InvalidInput with every problem, unknown fields included
   */
  public void end() {
    findUnknown();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private void findUnknown() {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        problem(
            name.replace("~", "~0").replace("/", "~1"),
            "There is no field '" + name + "' here. Known are " + String.join(", ", known));
      }
    }
    children.forEach(Body::findUnknown);
  }

  private Body child(JsonNode value, String path) {
    Body child = new Body(value, pointer + "/" + path, problems);
    children.add(child);
    return child;
  }

  private JsonNode array(String field) {
    return read(field, "a list", JsonNode::isArray, Function.identity())
        .orElse(MissingNode.getInstance());
  }

  private JsonNode field(String field) {
    known.add(field);
    return node.path(field);
  }

  private <T> Optional<T> read(
      String field,
      String expected,
      java.util.function.Predicate<JsonNode> fits,
      Function<JsonNode, T> reading) {
    JsonNode value = field(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!fits.test(value)) {
      problem(field, "must be " + expected + ", not " + kind(value));
      return Optional.empty();
    }
    return Optional.of(reading.apply(value));
  }

  private void missing(String field, String expected) {
    problem(field, "is missing; give " + expected);
  }

  private static String kind(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }
}
