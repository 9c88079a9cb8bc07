package io.onelift.identity;

import io.onelift.event.Identifier;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events, read as the log that identities follow from. */
final class IdentityLog {
  private final Warehouse warehouse;

  IdentityLog(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Takes the events of the log in their order. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param leaf the number that the event keeps
     */
    void read(Mention mention, int leaf);
  }

  /** Hands over the events of the commits after one, in the order they were taken in. */
  void after(long commit, Reader reader) {
    between(commit, Long.MAX_VALUE, reader);
  }

  /** Hands over the events after one commit and up to another. */
  void between(long after, long upTo, Reader reader) {
    warehouse.forEach(
        "SELECT commit_no, commit_seq, message_id, received_at, profile_no, mapKeys(identifiers) AS"
            + " types, mapValues(identifiers) AS values FROM events WHERE commit_no >"
            + " {after:UInt64} AND commit_no <= {upTo:UInt64} ORDER BY commit_no, commit_seq",
        Map.of("after", after, "upTo", upTo),
        row -> {
          List<String> types = row.list("types");
          List<String> values = row.list("values");
          List<Identifier> identifiers = new ArrayList<>(types.size());
          for (int i = 0; i < types.size(); i++) {
            identifiers.add(new Identifier(types.get(i), values.get(i)));
          }
          reader.read(
              new Mention(
                  row.integer("commit_no"),
                  (int) row.integer("commit_seq"),
                  row.text("message_id"),
                  row.time("received_at"),
                  identifiers),
              (int) row.integer("profile_no"));
        });
  }
}
