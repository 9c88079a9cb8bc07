package io.onelift.identity;

import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The table of what was decided about identities. */
final class Ledger {
  private static final List<String> COLUMNS =
      List.of(
          "entry_id",
          "commit_no",
          "place",
          "at",
          "kind",
          "reason",
          "limited",
          "allowed",
          "loser",
          "winner",
          "loser_leaf",
          "winner_leaf",
          "cause_type",
          "cause_value",
          "message_id",
          "identifier_types",
          "identifier_values",
          "said_by",
          "note",
          "precedence");

  /** Merges that were not taken back by a commit. */
  private static final String STANDING =
      "kind = 'merge' AND commit_no <= {upTo:UInt64} AND entry_id NOT IN (SELECT subject FROM"
          + " identity_actions WHERE kind = 'unmerge' AND commit_no <= {upTo:UInt64})";

  private final Warehouse warehouse;

  Ledger(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void write(Collection<LedgerEntry> entries) {
    warehouse.insert("ledger", COLUMNS, entries.stream().map(Ledger::row).toList());
  }

  private static List<Object> row(LedgerEntry entry) {
    List<Object> row = new ArrayList<>(COLUMNS.size());
    row.add(entry.id());
    row.add(entry.commit());
    row.add(entry.place());
    row.add(entry.at());
    row.add(entry.kind().key());
    row.add(entry.reason().name().toLowerCase(Locale.ROOT));
    row.add(entry.limited());
    row.add(entry.allowed());
    row.add(entry.loser().unsigned());
    row.add(entry.winner().unsigned());
    row.add(entry.loserLeaf().unsigned());
    row.add(entry.winnerLeaf().unsigned());
    row.add(entry.identifier().map(Identifier::type).orElse(""));
    row.add(entry.identifier().map(Identifier::value).orElse(""));
    row.add(entry.messageId());
    row.add(entry.identifiers().stream().map(Identifier::type).toList());
    row.add(entry.identifiers().stream().map(Identifier::value).toList());
    row.add(entry.by());
    row.add(entry.note());
    row.add(Long.MAX_VALUE - entry.commit());
    return row;
  }

  /** What these numbers took part in, in the order of the log. */
  List<LedgerEntry> of(List<Long> numbers) {
    return select(
        "WHERE winner_leaf IN {numbers:Array(UInt32)} OR loser_leaf IN {numbers:Array(UInt32)}"
            + " ORDER BY commit_no, place, entry_id",
        Map.of("numbers", numbers));
  }

  Optional<LedgerEntry> find(String id) {
    return select("WHERE entry_id = {id:String}", Map.of("id", id)).stream().findFirst();
  }

  private List<LedgerEntry> select(String which, Map<String, ?> params) {
    return warehouse.query(
        "SELECT *, entry_id IN (SELECT subject FROM identity_actions WHERE kind = 'unmerge') AS"
            + " undone FROM ledger FINAL "
            + which,
        params,
        Ledger::read);
  }

  private static LedgerEntry read(Row row) {
    List<String> types = row.list("identifier_types");
    List<String> values = row.list("identifier_values");
    List<Identifier> identifiers = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      identifiers.add(new Identifier(types.get(i), values.get(i)));
    }
    String cause = row.text("cause_value");
    return new LedgerEntry(
        row.text("entry_id"),
        row.integer("commit_no"),
        row.integer("place"),
        row.time("at"),
        LedgerEntry.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        Reason.valueOf(row.text("reason").toUpperCase(Locale.ROOT)),
        row.text("limited"),
        (int) row.integer("allowed"),
        ProfileId.of(row.integer("loser")),
        ProfileId.of(row.integer("winner")),
        ProfileId.of(row.integer("loser_leaf")),
        ProfileId.of(row.integer("winner_leaf")),
        cause.isEmpty()
            ? Optional.empty()
            : Optional.of(new Identifier(row.text("cause_type"), cause)),
        row.text("message_id"),
        identifiers,
        row.text("said_by"),
        row.text("note"),
        row.flag("undone"));
  }

  /**
   * A page of the ledger, newest first.
   *
   * @param numbers of one profile; empty for everybody
   * @param kind empty for all
   * @param after the id of the last entry of the page before
   */
  List<LedgerEntry> page(
      List<Long> numbers, Optional<LedgerEntry.Kind> kind, Optional<LedgerEntry> after, int limit) {
    Map<String, Object> params = new HashMap<>();
    List<String> tests = new ArrayList<>(List.of("1"));
    if (!numbers.isEmpty()) {
      params.put("numbers", numbers);
      tests.add(
          "(winner_leaf IN {numbers:Array(UInt32)} OR loser_leaf IN {numbers:Array(UInt32)})");
    }
    if (kind.isPresent()) {
      params.put("kind", kind.get().key());
      tests.add("kind = {kind:String}");
    }
    if (after.isPresent()) {
      params.put("commit", after.get().commit());
      params.put("place", after.get().place());
      params.put("id", after.get().id());
      tests.add("(commit_no, place, entry_id) < ({commit:UInt64}, {place:UInt64}, {id:String})");
    }
    params.put("limit", limit);
    return select(
        "WHERE "
            + String.join(" AND ", tests)
            + " ORDER BY commit_no DESC, place DESC, entry_id DESC LIMIT {limit:UInt32}",
        params);
  }

  /** The numbers that each standing merge joined, as of a commit. */
  void merges(long upTo, Merges each) {
    warehouse.forEach(
        "SELECT loser_leaf, winner_leaf FROM ledger FINAL WHERE " + STANDING,
        Map.of("upTo", upTo),
        row -> each.merge((int) row.integer("loser_leaf"), (int) row.integer("winner_leaf")));
  }

  /** The same of these numbers only. */
  List<int[]> merges(long upTo, List<Long> numbers) {
    return warehouse.query(
        "SELECT loser_leaf, winner_leaf FROM ledger FINAL WHERE loser_leaf IN"
            + " {numbers:Array(UInt32)} AND "
            + STANDING,
        Map.of("upTo", upTo, "numbers", numbers),
        row -> new int[] {(int) row.integer("loser_leaf"), (int) row.integer("winner_leaf")});
  }

  /** Hands over every entry that was made up to a commit and is not a person's that was erased. */
  void each(long upTo, Consumer<LedgerEntry> each) {
    warehouse.forEach(
        "SELECT *, false AS undone FROM ledger FINAL WHERE commit_no > 0 AND commit_no <="
            + " {upTo:UInt64} AND NOT startsWith(entry_id, 'erased-')",
        Map.of("upTo", upTo),
        row -> each.accept(read(row)));
  }

  /** Takes the two ends of a merge. */
  @FunctionalInterface
  interface Merges {
    void merge(int loserLeaf, int winnerLeaf);
  }

  /**
   * Leaves of a person's entries, and of those that show one of their identifiers, only that
   * something was decided: no identifier, no message and no id made from one. A blocked value names
   * nobody and stays.
   *
   * @return how many entries there were
   */
  long forget(List<Long> numbers, List<Identifier> identifiers) {
    Map<String, Object> params =
        Map.of("numbers", numbers, "named", identifiers.stream().map(Identifier::key).toList());
    String named =
        "hasAny(arrayMap((t, v) -> concat(t, '\\0', v), identifier_types, identifier_values),"
            + " {named:Array(String)})";
    String theirs =
        " WHERE message_id != '' AND kind != 'unmerge' AND (winner_leaf IN"
            + " {numbers:Array(UInt32)} OR loser_leaf IN {numbers:Array(UInt32)} OR"
            + " has({named:Array(String)}, concat(cause_type, '\\0', cause_value)))";
    long entries =
        warehouse
            .query(
                "SELECT count() AS n FROM ledger FINAL" + theirs + " OR " + named,
                params,
                row -> row.integer("n"))
            .getFirst();
    String blocked = "kind = 'blocked'";
    warehouse.execute(
        "INSERT INTO ledger SELECT * REPLACE ("
            + "if("
            + blocked
            + ", entry_id, concat('erased-', toString(commit_no), '-', toString(place))) AS"
            + " entry_id, if("
            + blocked
            + ", cause_type, '') AS cause_type, if("
            + blocked
            + ", cause_value, '') AS cause_value, '' AS message_id, emptyArrayString() AS"
            + " identifier_types, emptyArrayString() AS identifier_values, precedence + 1 AS"
            + " precedence) FROM (SELECT * FROM ledger FINAL"
            + theirs
            + ")",
        params);
    warehouse.execute(
        "ALTER TABLE ledger DELETE" + theirs + " SETTINGS mutations_sync = 1", params);
    // Entries of other people that came of an event which named the person too.
    warehouse.execute(
        "ALTER TABLE ledger UPDATE identifier_types = arrayFilter((t, v) -> NOT"
            + " has({named:Array(String)}, concat(t, '\\0', v)), identifier_types,"
            + " identifier_values), identifier_values = arrayFilter((v, t) -> NOT"
            + " has({named:Array(String)}, concat(t, '\\0', v)), identifier_values,"
            + " identifier_types) WHERE "
            + named
            + " SETTINGS mutations_sync = 1",
        params);
    return entries;
  }
}
