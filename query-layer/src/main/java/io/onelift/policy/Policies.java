package io.onelift.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The project's policies, one for each role that has one; every version is kept in the metastore.
 * Safe for use by many threads.
 *
 * <pre>
 * {"roles": {"analyst": {
 *    "profiles": {"trait": "city", "in": ["上海"]},
 *    "tables": {"customers": {"hidden": ["salary"], "masked": ["employer"]},
 *               "events": {"rows": [{"column": "channel", "ne": "branch"}]}}}}}
 * </pre>
 */
public final class Policies {
  private static final String KEY = "policies";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Definitions<Text> texts;
  private final ZoneId zone;
  private final AtomicReference<Current> current = new AtomicReference<>();

  /** What the metastore keeps. */
  record Text(String json) {}

  private record Current(ObjectNode json, Map<String, Policy> byRole, int version) {}

  /**
   * What a policy may name.
   *
   * @param roles that can have one
   * @param tables types of columns by the names of table and column
   * @param people what rules on people may name
   */
  public record Names(
      Set<String> roles, Map<String, Map<String, ValueType>> tables, Vocabulary people) {
    public Names {
      roles = Set.copyOf(roles);
      tables = Map.copyOf(tables);
    }
  }

  /**
   * Reads the policies in force.
   *
   * @param zone whose days are meant where a test names a day
   */
  public Policies(Metastore metastore, ZoneId zone) {
    this.texts = metastore.definitions("policies", Text.class);
    this.zone = zone;
    current.set(
        texts
            .find(KEY)
            .map(stored -> current(parse(stored.value().json()), stored.version()))
            .orElseGet(() -> current(MAPPER.createObjectNode(), 0)));
  }

  /** The policy of a role, {@link Policy#NONE} when it has none. */
  public Policy of(String role) {
    return current.get().byRole().getOrDefault(role, Policy.NONE);
  }

  /** The document in force, as it was saved. */
  public ObjectNode document() {
    return current.get().json().deepCopy();
  }

  /** The document's version; 0 when none was ever saved. */
  public int version() {
    return current.get().version();
  }

  /**
   * Puts a document in force in place of the one before, for every call from now on.
   *
   * @param by who saves, for the history
   * @return the version
   * @throws InvalidInput with every problem
   */
  public int save(JsonNode document, Names names, String by) {
    PolicyParser parser = new PolicyParser(zone, Optional.of(names));
    parser.parse(document);
    if (!parser.problems().isEmpty()) {
      throw new InvalidInput(parser.problems());
    }
    int version = texts.save(KEY, new Text(document.toString()), by).version();
    current.set(current((ObjectNode) document.deepCopy(), version));
    return version;
  }

  private Current current(ObjectNode json, int version) {
    PolicyParser parser = new PolicyParser(zone, Optional.empty());
    Map<String, Policy> byRole = parser.parse(json);
    if (!parser.problems().isEmpty()) {
      // Saved by us; a policy that cannot be read must not become one that allows everything.
      throw new IllegalStateException("The stored policies cannot be read: " + parser.problems());
    }
    return new Current(json, byRole, version);
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored policies are no JSON", e);
    }
  }
}
