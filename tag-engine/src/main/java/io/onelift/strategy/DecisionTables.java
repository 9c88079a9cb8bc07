package io.onelift.strategy;

import io.onelift.audience.Rules;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import io.onelift.tag.NearestName;
import io.onelift.tag.TagUser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The decision tables of the project. Safe for use by many threads. */
public final class DecisionTables {
  public static final int MOST_ROWS = 50;

  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");

  private final Definitions<DecisionTable> definitions;

  public DecisionTables(Metastore metastore) {
    this.definitions = metastore.definitions("decision_table", TableJson.CODEC);
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

  /** Keys of the tables that name an audience, so that it is not deleted under them. */
  public List<String> usingAudience(String key) {
    return list().stream()
        .filter(table -> table.rows().stream().anyMatch(row -> Rules.names(row.when(), key)))
        .map(DecisionTable::key)
        .toList();
  }

  /** The tables whose rules name this tag themselves. */
  public List<TagUser> usingTag(String tag) {
    return list().stream()
        .filter(table -> table.rows().stream().anyMatch(row -> Rules.namesTag(row.when(), tag)))
        .map(table -> new TagUser(TagUser.Kind.DECISION_TABLE, table.key()))
        .toList();
  }
}
