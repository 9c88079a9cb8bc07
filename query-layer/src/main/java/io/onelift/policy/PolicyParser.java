package io.onelift.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.policy.Policies.Names;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import io.onelift.tag.PredicateJson;
import io.onelift.tag.PredicateJson.Expected;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a document of policies and collects everything wrong with it. */
final class PolicyParser {
  private final ZoneId zone;
  private final Optional<Names> names;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param names what may be named; empty when the names were checked before
   */
  PolicyParser(ZoneId zone, Optional<Names> names) {
    this.zone = zone;
    this.names = names;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The policies by role; incomplete where there are problems. */
  Map<String, Policy> parse(JsonNode document) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    JsonFields.of(document, "", problems)
        .ifPresent(
            fields -> {
              JsonNode roles = fields.any("roles").orElse(document.path("none"));
              each(roles, "/roles", (role, node) -> policies.put(role, role(role, node)));
              fields.refuseOthers();
            });
    return policies;
  }

  private interface Entry {
    void take(String key, JsonNode node);
  }

  private void each(JsonNode object, String pointer, Entry entry) {
    if (!object.isMissingNode() && !object.isObject()) {
      problems.add(new Problem(pointer, "must be an object"));
    }
    object.properties().forEach(property -> entry.take(property.getKey(), property.getValue()));
  }

  private Policy role(String role, JsonNode node) {
    String pointer = "/roles/" + role;
    names.ifPresent(
        known -> {
          if (!known.roles().contains(role)) {
            problems.add(
                new Problem(
                    pointer,
                    "no policy can restrict this role. " + NearestName.hint(role, known.roles())));
          }
        });
    Map<String, Policy.OfTable> tables = new LinkedHashMap<>();
    Optional<Rule> profiles = Optional.empty();
    Optional<JsonFields> fields = JsonFields.of(node, pointer, problems);
    if (fields.isPresent()) {
      profiles =
          fields
              .get()
              .any("profiles")
              .filter(rule -> !rule.isNull())
              .flatMap(rule -> rule(rule, pointer + "/profiles"));
      each(
          fields.get().any("tables").orElse(node.path("none")),
          pointer + "/tables",
          (table, rules) -> tables.put(table, table(table, rules, pointer + "/tables/" + table)));
      fields.get().refuseOthers();
    }
    return new Policy(profiles, tables, zone);
  }

  private Optional<Rule> rule(JsonNode json, String pointer) {
    try {
      Optional<Vocabulary> people = names.map(Names::people);
      return Optional.of(
          people.isPresent()
              ? RuleJson.parse(json, pointer, people.get())
              : RuleJson.read(json.toString()));
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Policy.OfTable table(String table, JsonNode node, String pointer) {
    Optional<Map<String, ValueType>> columns =
        names.map(known -> known.tables().getOrDefault(table, Map.of()));
    if (columns.isPresent() && columns.get().isEmpty()) {
      problems.add(
          new Problem(
              pointer,
              "there is no such table. "
                  + NearestName.hint(table, names.orElseThrow().tables().keySet())));
      return Policy.OfTable.NONE;
    }
    Optional<JsonFields> fields = JsonFields.of(node, pointer, problems);
    if (fields.isEmpty()) {
      return Policy.OfTable.NONE;
    }
    Set<String> hidden = texts(fields.get(), "hidden", columns);
    Set<String> masked = texts(fields.get(), "masked", columns);
    if (hidden.contains("profile_id") || masked.contains("profile_id")) {
      problems.add(
          new Problem(
              pointer,
              "profile_id says whose row it is and cannot be hidden; restrict rows instead"));
    }
    List<Policy.Test> rows = new ArrayList<>();
    for (JsonFields row : fields.get().objects("rows")) {
      test(row, columns).ifPresent(rows::add);
    }
    fields.get().refuseOthers();
    return new Policy.OfTable(hidden, masked, rows);
  }

  private Set<String> texts(
      JsonFields fields, String field, Optional<Map<String, ValueType>> columns) {
    Set<String> texts = new LinkedHashSet<>();
    fields
        .list(field)
        .ifPresent(
            list ->
                list.forEach(
                    item -> {
                      String name = item.asText();
                      columns.ifPresent(known -> know(fields.pointer(field), name, known.keySet()));
                      texts.add(name);
                    }));
    return texts;
  }

  private void know(String pointer, String column, Collection<String> known) {
    if (!known.contains(column)) {
      problems.add(
          new Problem(
              pointer, "there is no column '" + column + "'. " + NearestName.hint(column, known)));
    }
  }

  private Optional<Policy.Test> test(JsonFields row, Optional<Map<String, ValueType>> columns) {
    Optional<String> column = row.requiredText("column");
    column.ifPresent(
        name -> columns.ifPresent(known -> know(row.pointer("column"), name, known.keySet())));
    Optional<Expected> expected =
        column.flatMap(name -> columns.map(known -> known.get(name))).map(Expected::of);
    Optional<Policy.Test> test =
        PredicateJson.parse(row, expected)
            .flatMap(predicate -> column.map(name -> new Policy.Test(name, predicate)));
    row.refuseOthers();
    return test;
  }
}
