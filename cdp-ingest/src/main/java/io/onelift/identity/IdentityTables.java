package io.onelift.identity;

import io.onelift.event.Fingerprint;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What follows from the log about identifiers, as SQL reads it: the tables {@code identifiers} and
 * {@code profile_overrides}, and up to which commit they are right. Every write may be repeated:
 * rows with the same key are one row.
 */
final class IdentityTables {
  private final Warehouse warehouse;

  IdentityTables(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The commit up to which everything is saved. */
  long progress() {
    return warehouse
        .query(
            "SELECT max(commit_no) AS n FROM identity_progress", Map.of(), row -> row.integer("n"))
        .getFirst();
  }

  void progress(long commit) {
    warehouse.insert(
        "identity_progress", List.of("name", "commit_no"), List.of(List.of("identities", commit)));
  }

  /** Takes identifiers by their fingerprints. */
  @FunctionalInterface
  interface Each {
    void identifier(Fingerprint identifier, String type, int leaf);
  }

  /**
   * Loads the identifiers that a commit and those before it linked. Numbers that later ones gave
   * count as used.
   */
  void load(Partition partition, long upTo) {
    each(upTo, partition::link);
    partition.reach((int) highest());
  }

  /** Hands over the identifiers that a commit and those before it linked. */
  void each(long upTo, Each each) {
    List<String> types =
        warehouse.query(
            "SELECT DISTINCT type FROM identifiers ORDER BY type", Map.of(), r -> r.text("type"));
    String sql =
        "SELECT murmurHash3_128(concat(type, '\0', value)), profile_no,"
            + " toUInt16(indexOf({types:Array(String)}, type)) FROM identifiers FINAL WHERE version"
            + " <= {upTo:UInt64}";
    Map<String, Object> params = Map.of("types", types, "upTo", upTo);
    warehouse.forEachFixed(
        "identifiers",
        sql,
        params,
        22,
        row -> {
          Fingerprint identifier = Fingerprint.read(row);
          int leaf = row.getInt();
          each.identifier(identifier, types.get(row.getShort() - 1), leaf);
        });
  }

  /** Hands over every number that reads as another one. */
  void overrides(Ledger.Merges each) {
    warehouse.forEach(
        "SELECT loser, winner FROM profile_overrides FINAL WHERE loser != winner",
        Map.of(),
        row -> each.merge((int) row.integer("loser"), (int) row.integer("winner")));
  }

  private long highest() {
    return warehouse
        .query(
            "SELECT greatest((SELECT max(profile_no) FROM events), (SELECT max(profile_no) FROM"
                + " identifiers), (SELECT max(loser) FROM profile_overrides), (SELECT"
                + " max(arrayMax(numbers)) FROM identity_actions WHERE notEmpty(numbers))) AS n",
            Map.of(),
            row -> row.integer("n"))
        .getFirst();
  }

  /** Hands over what some numbers' identifiers are, the user ids first. */
  void identifiers(List<Long> numbers, BiConsumer<Identifier, ProfileId> each) {
    warehouse.forEach(
        "SELECT type, value, profile_no FROM identifiers FINAL WHERE profile_no IN"
            + " {numbers:Array(UInt32)} ORDER BY type != 'user_id', type, linked_at, value",
        Map.of("numbers", numbers),
        row ->
            each.accept(
                new Identifier(row.text("type"), row.text("value")),
                ProfileId.of(row.integer("profile_no"))));
  }

  void save(Changes changes) {
    List<List<Object>> rows = new ArrayList<>(changes.links().size());
    for (Changes.Link link : changes.links()) {
      rows.add(
          List.of(
              link.identifier().type(),
              link.identifier().value(),
              link.leaf(),
              link.by().at(),
              link.by().messageId(),
              link.by().commit()));
    }
    warehouse.insert(
        "identifiers",
        List.of("type", "value", "profile_no", "linked_at", "message_id", "version"),
        rows);
  }

  /**
   * Makes numbers read as others.
   *
   * @param winners by number; a number that is its own winner reads as itself
   */
  void override(Map<Integer, Integer> winners, long commit) {
    if (winners.isEmpty()) {
      return;
    }
    warehouse.insert(
        "profile_overrides",
        List.of("loser", "winner", "version"),
        winners.entrySet().stream()
            .map(e -> List.<Object>of(e.getKey(), e.getValue(), commit))
            .toList());
    ProfileNumbers.reload(warehouse);
  }

  /**
   * Deletes identifiers, and takes them out of the events of other people.
   *
   * @return how many events of others there were
   */
  long forget(List<Long> numbers, List<Identifier> identifiers) {
    Map<String, Object> params =
        Map.of("numbers", numbers, "named", identifiers.stream().map(Identifier::key).toList());
    String naming =
        "hasAny(arrayMap((t, v) -> concat(t, '\\0', v), mapKeys(identifiers),"
            + " mapValues(identifiers)), {named:Array(String)}) AND profile_no NOT IN"
            + " {numbers:Array(UInt32)}";
    long events =
        warehouse
            .query(
                "SELECT count() AS n FROM events WHERE " + naming, params, row -> row.integer("n"))
            .getFirst();
    if (events > 0) {
      warehouse.execute(
          "ALTER TABLE events UPDATE identifiers = mapFilter((t, v) -> NOT"
              + " has({named:Array(String)}, concat(t, '\\0', v)), identifiers) WHERE "
              + naming
              + " SETTINGS mutations_sync = 1",
          params);
    }
    warehouse.execute(
        "ALTER TABLE identifiers DELETE WHERE profile_no IN {numbers:Array(UInt32)} SETTINGS"
            + " mutations_sync = 1",
        params);
    return events;
  }
}
