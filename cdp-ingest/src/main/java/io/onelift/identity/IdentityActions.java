package io.onelift.identity;

import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What people decided about identities, at its place in the log: an action happened after all
 * commits with lower numbers and before all with higher ones.
 */
final class IdentityActions {
  private static final List<String> COLUMNS =
      List.of("commit_no", "at", "kind", "subject", "numbers", "said_by", "note");

  enum Kind {
    /** Other rules hold from here on; the subject is their JSON. */
    RULES,
    /** A merge was taken back; the subject is its id, the numbers its two ends. */
    UNMERGE,
    /** A person was erased; the numbers are all that were theirs. */
    ERASE
  }

  /**
   * @param by who asked for it
   * @param note what they said about it
   */
  record Action(
      long commit,
      Instant at,
      Kind kind,
      String subject,
      List<Integer> numbers,
      String by,
      String note) {}

  private final Warehouse warehouse;

  IdentityActions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** From here on it has happened, whatever follows from it. */
  void append(Action action) {
    warehouse.insert(
        "identity_actions",
        COLUMNS,
        List.of(
            List.of(
                action.commit(),
                action.at(),
                action.kind().name().toLowerCase(Locale.ROOT),
                action.subject(),
                action.numbers().stream().map(Integer::toUnsignedLong).toList(),
                action.by(),
                action.note())));
  }

  /** The actions after a commit, in order. */
  List<Action> after(long commit) {
    return between(commit, Long.MAX_VALUE);
  }

  /** The actions after one commit and up to another, in order. */
  List<Action> between(long after, long upTo) {
    return warehouse.query(
        "SELECT * FROM identity_actions FINAL WHERE commit_no > {after:UInt64} AND commit_no <="
            + " {upTo:UInt64} ORDER BY commit_no",
        Map.of("after", after, "upTo", upTo),
        row ->
            new Action(
                row.integer("commit_no"),
                row.time("at"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("subject"),
                row.<Number>list("numbers").stream().map(Number::intValue).toList(),
                row.text("said_by"),
                row.text("note")));
  }
}
