package io.onelift.identity;

import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /** The numbers that each standing merge joined, as of a commit. */
  void merges(long upTo, Merges each) {
    warehouse.forEach(
        "SELECT loser_leaf, winner_leaf FROM ledger FINAL WHERE " + STANDING,
        Map.of("upTo", upTo),
        row -> each.merge((int) row.integer("loser_leaf"), (int) row.integer("winner_leaf")));
  }

  /** Takes the two ends of a merge. */
  @FunctionalInterface
  interface Merges {
    void merge(int loserLeaf, int winnerLeaf);
  }

  /**
   * Leaves of a person's entries, and of those that show one of their identifiers, only that
   * something was decided: no identifier, no message and no id made from one.
   *
   * @return how many entries there were
   */
  long forget(List<Long> numbers, List<Identifier> identifiers) {
    Map<String, Object> params =
        Map.of(
            "numbers",
            numbers,
            "named",
            identifiers.stream().map(i -> i.type() + '\0' + i.value()).toList());
    String theirs =
        " WHERE cause_type != '' AND (winner_leaf IN {numbers:Array(UInt32)} OR loser_leaf IN"
            + " {numbers:Array(UInt32)} OR hasAny(arrayMap((t, v) -> concat(t, '\\0', v),"
            + " arrayPushBack(identifier_types, cause_type), arrayPushBack(identifier_values,"
            + " cause_value)), {named:Array(String)}))";
    long entries =
        warehouse
            .query(
                "SELECT count() AS n FROM ledger FINAL" + theirs, params, row -> row.integer("n"))
            .getFirst();
    warehouse.execute(
        "INSERT INTO ledger SELECT * REPLACE (concat('erased-', toString(commit_no), '-',"
            + " toString(place)) AS entry_id, '' AS cause_type, '' AS cause_value, '' AS"
            + " message_id, emptyArrayString() AS identifier_types, emptyArrayString() AS"
            + " identifier_values) FROM (SELECT * FROM ledger FINAL"
            + theirs
            + ")",
        params);
    warehouse.execute(
        "ALTER TABLE ledger DELETE" + theirs + " SETTINGS mutations_sync = 1", params);
    return entries;
  }
}
