package io.onelift.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.FileShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a row becomes a profile and events. In JSON every right-hand side is a {@link Template}:
 *
 * <pre>{@code
 * {"identifiers": {"user_id": "bank-{customer_no}"},
 *  "traits": {"city": "{city}", "aum": "{assets}"},
 *  "events": [{"event": "purchase", "when": {"bought": "1"}, "time": "{bought_at}",
 *              "message_id": "{order_no}", "properties": {"amount": "{amount}"}}]}
 * }</pre>
 *
 * {@code "*"} for traits or properties takes every column that is used nowhere else, under its own
 * name.
 *
 * @param identifiers by type
 * @param traits by name
 */
record Mapping(
    Map<String, Template> identifiers, Map<String, Template> traits, List<EventMapping> events) {

  /**
   * One event of a row.
   *
   * @param when the event happens only where every column has the value
   * @param time ISO 8601, a local date-time in the project's zone, or milliseconds since the epoch;
   *     empty means the time of the import
   */
  record EventMapping(
      Template event,
      Map<String, String> when,
      Optional<Template> time,
      Optional<Template> messageId,
      Map<String, Template> properties) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> FIELDS = Set.of("identifiers", "traits", "events");
  private static final Set<String> EVENT_FIELDS =
      Set.of("event", "when", "time", "message_id", "properties");

  /**
   * Reads a mapping for a file of this shape; empty text takes what the columns' names suggest.
   *
   * @throws InvalidInput with every problem
   */
  static Mapping parse(String json, ImportKind kind, FileShape shape) {
    if (json.isBlank()) {
      ProposedMapping proposed = ProposedMapping.of(kind, "import", shape);
      if (!proposed.problems().isEmpty()) {
        throw new InvalidInput(proposed.problems());
      }
      return proposed.mapping();
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("/mapping", "This is not JSON: " + e.getOriginalMessage());
    }
    Reader reader = new Reader(shape.names());
    Mapping mapping = reader.mapping(node, kind);
    if (!reader.problems.isEmpty()) {
      throw new InvalidInput(reader.problems);
    }
    return mapping;
  }

  /** As it is written in JSON. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("identifiers", json(identifiers));
    if (!traits.isEmpty()) {
      json.put("traits", json(traits));
    }
    if (!events.isEmpty()) {
      json.put("events", events.stream().map(Mapping::json).toList());
    }
    return json;
  }

  private static Map<String, Object> json(EventMapping event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("event", event.event().toString());
    if (!event.when().isEmpty()) {
      json.put("when", event.when());
    }
    event.time().ifPresent(time -> json.put("time", time.toString()));
    event.messageId().ifPresent(id -> json.put("message_id", id.toString()));
    json.put("properties", json(event.properties()));
    return json;
  }

  private static Map<String, String> json(Map<String, Template> templates) {
    Map<String, String> json = new LinkedHashMap<>();
    templates.forEach((name, template) -> json.put(name, template.toString()));
    return json;
  }

  /** Reads one mapping and gathers its problems. */
  private static final class Reader {
    private final Set<String> columns;
    private final List<Problem> problems = new ArrayList<>();

    Reader(List<String> columns) {
      this.columns = new LinkedHashSet<>(columns);
    }

    Mapping mapping(JsonNode node, ImportKind kind) {
      unknown("/mapping", node, FIELDS);
      Map<String, Template> identifiers =
          templates("/mapping/identifiers", node.path("identifiers"), Set.of());
      if (identifiers.isEmpty()) {
        problem(
            "/mapping/identifiers",
            "Name at least one identifier, for example {\"user_id\": \"{id}\"}.");
      }
      List<EventMapping> events = new ArrayList<>();
      for (int i = 0; i < node.path("events").size(); i++) {
        events.add(event("/mapping/events/" + i, node.get("events").get(i), identifiers));
      }
      Map<String, Template> traits =
          templates("/mapping/traits", node.path("traits"), used(identifiers));
      if (kind == ImportKind.EVENTS && events.isEmpty()) {
        problem(
            "/mapping/events", "Name at least one event, for example [{\"event\": \"{event}\"}].");
      }
      return new Mapping(identifiers, traits, List.copyOf(events));
    }

    private EventMapping event(String pointer, JsonNode node, Map<String, Template> identifiers) {
      unknown(pointer, node, EVENT_FIELDS);
      if (!node.path("event").isTextual()) {
        problem(
            pointer + "/event", "Give the event's name, for example \"purchase\" or \"{event}\".");
      }
      Map<String, String> when = new LinkedHashMap<>();
      node.path("when")
          .properties()
          .forEach(
              entry -> {
                if (!columns.contains(entry.getKey())) {
                  problem(
                      pointer + "/when/" + entry.getKey(),
                      "The file has no such column; it has " + columns + ".");
                }
                when.put(entry.getKey(), entry.getValue().asText());
              });
      Optional<Template> time = template(pointer + "/time", node.get("time"));
      Optional<Template> messageId = template(pointer + "/message_id", node.get("message_id"));
      Set<String> used = used(identifiers);
      time.ifPresent(t -> used.addAll(t.columns()));
      messageId.ifPresent(t -> used.addAll(t.columns()));
      Template name = template(pointer + "/event", node.get("event")).orElse(new Template("?"));
      used.addAll(name.columns());
      return new EventMapping(
          name,
          when,
          time,
          messageId,
          templates(pointer + "/properties", node.path("properties"), used));
    }

    private static Set<String> used(Map<String, Template> identifiers) {
      Set<String> used = new HashSet<>();
      identifiers.values().forEach(template -> used.addAll(template.columns()));
      return used;
    }

    private Map<String, Template> templates(String pointer, JsonNode node, Set<String> used) {
      Map<String, Template> templates = new LinkedHashMap<>();
      if (node.isTextual() && node.asText().equals("*")) {
        columns.stream()
            .filter(c -> !used.contains(c))
            .forEach(c -> templates.put(c, Template.column(c)));
      } else if (node.isObject()) {
        node.properties()
            .forEach(
                entry ->
                    template(pointer + "/" + entry.getKey(), entry.getValue())
                        .ifPresent(template -> templates.put(entry.getKey(), template)));
      } else if (!node.isMissingNode()) {
        problem(
            pointer, "This must be an object of name and template, or \"*\", not " + node + ".");
      }
      return templates;
    }

    private Optional<Template> template(String pointer, JsonNode node) {
      if (node == null || node.isNull()) {
        return Optional.empty();
      }
      if (!node.isValueNode()) {
        problem(pointer, "This must be text such as \"{column}\", not " + node + ".");
        return Optional.empty();
      }
      Template template = new Template(node.asText());
      problems.addAll(template.problems(pointer, columns));
      return Optional.of(template);
    }

    private void unknown(String pointer, JsonNode node, Set<String> known) {
      node.fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.contains(name)) {
                  problem(
                      pointer + "/" + name,
                      "A mapping has no field '" + name + "'; it has " + known + ".");
                }
              });
    }

    private void problem(String pointer, String message) {
      problems.add(new Problem(pointer, message));
    }
  }
}
