package io.onelift.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.identity.IdentityRules.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules as JSON, as HTTP and the log write them:
 *
 * <pre>{@code
 * {"types": [{"type": "user_id", "priority": 1, "limit": 1}, …], "default_limit": 5,
 *  "blocked": ["null", …], "patterns": ["zeros", "repeated"], "max_profiles": 50}
 * }</pre>
 *
 * Without {@code patterns} all of them hold.
 */
public final class RulesJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("types", "default_limit", "blocked", "patterns", "max_profiles");
  private static final Set<String> TYPE_FIELDS = Set.of("type", "priority", "limit");
  private static final int MAX_TYPES = 100;
  private static final int MAX_BLOCKED = 1_000;
  private static final int MAX_VALUE_LENGTH = 256;
  private static final int MAX_LIMIT = 1_000;

  private final List<Problem> problems = new ArrayList<>();

  private RulesJson() {}

  /** What {@link #parse} reads. */
  public static ObjectNode print(IdentityRules rules) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode types = json.putArray("types");
    for (IdentityRules.Type type : rules.types()) {
      types
          .addObject()
          .put("type", type.name())
          .put("priority", type.priority())
          .put("limit", type.limit());
    }
    json.put("default_limit", rules.otherLimit());
    ArrayNode blocked = json.putArray("blocked");
    rules.blocked().stream().sorted().forEach(blocked::add);
    ArrayNode patterns = json.putArray("patterns");
    rules.patterns().stream().sorted().map(RulesJson::key).forEach(patterns::add);
    json.put("max_profiles", rules.maxProfiles());
    return json;
  }

  static IdentityRules read(String json) {
    try {
      return parse(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The rules in the log are no JSON: " + json, e);
    }
  }

  /**
   * Rules that are complete and possible.
   *
   * @throws InvalidInput with everything that is wrong
   */
  public static IdentityRules parse(JsonNode json) {
    RulesJson reading = new RulesJson();
    IdentityRules rules = reading.rules(json);
    if (!reading.problems.isEmpty()) {
      throw new InvalidInput(reading.problems);
    }
    return rules;
  }

  private IdentityRules rules(JsonNode json) {
    if (!json.isObject()) {
      throw new InvalidInput("", "must be an object with " + FIELDS.stream().sorted().toList());
    }
    unknown(json, FIELDS, "");
    return new IdentityRules(
        types(json.path("types")),
        integer(json.path("default_limit"), "/default_limit", 1, MAX_LIMIT),
        blocked(json.path("blocked")),
        patterns(json.path("patterns")),
        integer(json.path("max_profiles"), "/max_profiles", 2, MAX_LIMIT));
  }

  private List<IdentityRules.Type> types(JsonNode json) {
    List<IdentityRules.Type> types = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (!isList(json, "/types", MAX_TYPES)) {
      return types;
    }
    for (int i = 0; i < json.size(); i++) {
      JsonNode type = json.get(i);
      String at = "/types/" + i;
      if (!type.isObject()) {
        problem(at, "must be an object with " + TYPE_FIELDS.stream().sorted().toList());
        continue;
      }
      unknown(type, TYPE_FIELDS, at);
      String name = type.path("type").asText();
      if (!name.matches("[\\p{L}\\p{N}_]{1,64}") || !name.equals(name.toLowerCase(Locale.ROOT))) {
        problem(
            at + "/type", "must be lower-case letters, digits and underscores, not '" + name + "'");
      } else if (name.equals(Identifier.PREVIOUS_ID)) {
        problem(at + "/type", "a previous_id follows the user_id and has no rule of its own");
      } else if (!names.add(name)) {
        problem(at + "/type", "'" + name + "' is there twice");
      }
      types.add(
          new IdentityRules.Type(
              name,
              integer(type.path("priority"), at + "/priority", 1, MAX_LIMIT),
              integer(type.path("limit"), at + "/limit", 1, MAX_LIMIT)));
    }
    if (!names.contains(Identifier.USER_ID)) {
      problem("/types", "must say what holds for user_id");
    }
    return types;
  }

  private Set<String> blocked(JsonNode json) {
    Set<String> values = new LinkedHashSet<>();
    if (isList(json, "/blocked", MAX_BLOCKED)) {
      for (int i = 0; i < json.size(); i++) {
        String value = json.get(i).asText().strip();
        if (!json.get(i).isTextual() || value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
          problem("/blocked/" + i, "must be a text of 1 to " + MAX_VALUE_LENGTH + " characters");
        }
        values.add(value.toLowerCase(Locale.ROOT));
      }
    }
    return values;
  }

  private Set<Pattern> patterns(JsonNode json) {
    Set<Pattern> patterns = new LinkedHashSet<>();
    List<String> known = Arrays.stream(Pattern.values()).map(RulesJson::key).toList();
    if (json.isMissingNode()) {
      return Set.of(Pattern.values());
    }
    if (isList(json, "/patterns", known.size())) {
      for (int i = 0; i < json.size(); i++) {
        String name = json.get(i).asText();
        if (known.contains(name)) {
          patterns.add(Pattern.valueOf(name.toUpperCase(Locale.ROOT)));
        } else {
          problem("/patterns/" + i, "must be one of " + known + ", not '" + name + "'");
        }
      }
    }
    return patterns;
  }

  private static String key(Pattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT);
  }

  private boolean isList(JsonNode json, String at, int most) {
    if (!json.isArray()) {
      problem(at, "must be a list");
      return false;
    }
    if (json.size() > most) {
      problem(at, "may have %d entries, it has %d".formatted(most, json.size()));
      return false;
    }
    return true;
  }

  private int integer(JsonNode json, String at, int from, int to) {
    if (!json.isInt() || json.asInt() < from || json.asInt() > to) {
      problem(at, "must be a whole number from %d to %d, not %s".formatted(from, to, shown(json)));
      return from;
    }
    return json.asInt();
  }

  private static String shown(JsonNode json) {
    return json.isMissingNode() ? "missing" : json.toString();
  }

  private void unknown(JsonNode json, Set<String> fields, String at) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                problem(
                    at + "/" + name, "is unknown; there are " + fields.stream().sorted().toList());
              }
            });
  }

  private void problem(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }
}
