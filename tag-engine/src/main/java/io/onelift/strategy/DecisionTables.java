package io.onelift.strategy;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleText;
import io.onelift.audience.Rules;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import io.onelift.strategy.DecisionTable.Row;
import io.onelift.strategy.Ruling.Looked;
import io.onelift.strategy.Ruling.Node;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.roaringbitmap.RoaringBitmap;

/** The decision tables of the project, and what they decide. Safe for use by many threads. */
public final class DecisionTables {
  public static final int MOST_ROWS = 50;

  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");

  private final Definitions<DecisionTable> definitions;
  private final AudienceEngine engine;

  public DecisionTables(Metastore metastore, AudienceEngine engine) {
    this.definitions = metastore.definitions("decision_table", TableJson.CODEC);
    this.engine = engine;
  }

  /** All tables, by key. */
  public List<DecisionTable> list() {
    return definitions.list().stream()
        .map(stored -> stored.value().withVersion(stored.version()))
        .toList();
  }

  /**
   * The table with this key.
   *
   * @throws NotFound when there is none, with the nearest key
   */
  public DecisionTable require(String key) {
    return definitions
        .find(key)
        .map(stored -> stored.value().withVersion(stored.version()))
        .orElseThrow(
            () ->
                new NotFound(
                    "decision table",
                    key,
                    NearestName.hint(key, list().stream().map(DecisionTable::key).toList())));
  }

  /**
   * Saves a new table.
   *
   * @throws InvalidInput when it cannot be
   * @throws Conflict when the key is taken
   */
  public DecisionTable create(DecisionTable table, String by) {
    check(table);
    return definitions
        .create(table.key(), table, by)
        .map(stored -> table.withVersion(stored.version()))
        .orElseThrow(
            () ->
                new Conflict(
                    "There is a decision table '"
                        + table.key()
                        + "' already; choose another key."));
  }

  /** Saves a new version of a table that is there; throws as the others. */
  public DecisionTable update(DecisionTable table, String by) {
    require(table.key());
    check(table);
    return table.withVersion(definitions.save(table.key(), table, by).version());
  }

  /** Deletes a table. */
  public void delete(String key, String by) {
    require(key);
    definitions.delete(key, by);
  }

  private static void check(DecisionTable table) {
    List<Problem> problems = new ArrayList<>();
    if (!KEY.matcher(table.key()).matches()) {
      problems.add(
          new Problem(
              "/key", "must be 1 to 64 letters, digits, _ . or -, not '" + table.key() + "'"));
    }
    if (table.rows().isEmpty() || table.rows().size() > MOST_ROWS) {
      problems.add(
          new Problem("/rows", "needs 1 to " + MOST_ROWS + ", but has " + table.rows().size()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** Decides for one profile. */
  public Ruling decide(DecisionTable table, int profile) {
    List<Looked> trace = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      Row row = table.rows().get(i);
      List<Node> nodes = new ArrayList<>();
      boolean holds = look(row.when(), "", profile, nodes);
      trace.add(new Looked(i, holds, nodes));
      if (holds) {
        return new Ruling(OptionalInt.of(i), Optional.of(row.then()), trace);
      }
    }
    return new Ruling(OptionalInt.empty(), table.otherwise(), trace);
  }

  private boolean look(Rule rule, String pointer, int profile, List<Node> into) {
    int place = into.size();
    boolean holds =
        switch (rule) {
          case Rule.And(List<Rule> rules) -> all(rules, pointer + "/and/", profile, into);
          case Rule.Or(List<Rule> rules) -> any(rules, pointer + "/or/", profile, into);
          case Rule.Not(Rule inner) -> !look(inner, pointer + "/not", profile, into);
          case Rule.HasTag _, Rule.InAudience _, Rule.InSnapshot _, Rule.WarehouseLeaf _ ->
              engine.contains(rule, profile);
        };
    into.add(place, new Node(pointer, RuleText.print(rule), holds));
    return holds;
  }

  // Every branch is looked at, so that the trace says all that holds and all that does not.
  private boolean all(List<Rule> rules, String pointer, int profile, List<Node> into) {
    boolean holds = true;
    for (int i = 0; i < rules.size(); i++) {
      holds &= look(rules.get(i), pointer + i, profile, into);
    }
    return holds;
  }

  private boolean any(List<Rule> rules, String pointer, int profile, List<Node> into) {
    boolean holds = false;
    for (int i = 0; i < rules.size(); i++) {
      holds |= look(rules.get(i), pointer + i, profile, into);
    }
    return holds;
  }

  /** How many profiles each row decides for; the last is of those for whom none holds. */
  public List<Long> sizes(DecisionTable table, RoaringBitmap everybody) {
    RoaringBitmap left = everybody.clone();
    List<Long> sizes = new ArrayList<>();
    for (Row row : table.rows()) {
      RoaringBitmap members = engine.members(row.when());
      sizes.add((long) RoaringBitmap.andCardinality(left, members));
      left.andNot(members);
    }
    sizes.add(left.getLongCardinality());
    return sizes;
  }

  /** Keys of the tables that name an audience, so that it is not deleted under them. */
  public List<String> usingAudience(String key) {
    return list().stream()
        .filter(table -> table.rows().stream().anyMatch(row -> Rules.names(row.when(), key)))
        .map(DecisionTable::key)
        .toList();
  }
}
