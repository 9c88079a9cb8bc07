package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.Fingerprint;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the partition decided and the warehouse does not have yet. It stays here until a write
 * succeeded, so a failed commit's links go out with the next one. Every write may be repeated: rows
 * with the same key are one row.
 */
final class Unsaved implements Partition.Journal {
  private static final int MAX_KNOWN_REFUSALS = 100_000;

  private final List<List<Object>> links = new ArrayList<>();
  private final Map<Integer, Integer> overrides = new LinkedHashMap<>();
  private final List<List<Object>> ledger = new ArrayList<>();

  /** Refusals that are in the ledger: a shared device would repeat its own with every event. */
  private final Set<Long> refusals = new HashSet<>();

  private List<Integer> created = new ArrayList<>();
  private List<Commit.Merged> merges = new ArrayList<>();
  private Event event;

  /** The event that the next changes come from. */
  void because(Event cause) {
    event = cause;
  }

  List<Integer> takeCreated() {
    List<Integer> taken = created;
    created = new ArrayList<>();
    return taken;
  }

  List<Commit.Merged> takeMerges() {
    List<Commit.Merged> taken = merges;
    merges = new ArrayList<>();
    return taken;
  }

  @Override
  public void created(int profile) {
    created.add(profile);
  }

  @Override
  public void linked(Identifier identifier, int profile) {
    links.add(
        List.of(
            identifier.type(),
            identifier.value(),
            profile,
            event.receivedAt(),
            event.messageId(),
            event.receivedAt().toEpochMilli()));
  }

  @Override
  public void merged(int loser, int winner, int[] members, Identifier cause) {
    for (int member : members) {
      overrides.put(member, winner);
    }
    merges.add(new Commit.Merged(new ProfileId(loser), new ProfileId(winner)));
    String words =
        cause.type().equals(Identifier.PREVIOUS_ID)
            ? "alias: '%s' is now %s"
                .formatted(cause.value(), named(event.identifiers().getFirst()))
            : "%s came together with %s"
                .formatted(named(cause), named(event.identifiers().getFirst()));
    enter("merge", loser, winner, words);
  }

  @Override
  public void refused(int kept, int other, Identifier cause) {
    if (refusals.size() >= MAX_KNOWN_REFUSALS) {
      refusals.clear();
    }
    if (!refusals.add((long) kept << 32 | other)) {
      return;
    }
    enter(
        "refused",
        other == 0 ? kept : other,
        kept,
        "%s was left out: the profile of %s already has a user id, and a profile has one"
            .formatted(named(cause), named(event.identifiers().getFirst())));
  }

  /** Recovered from the ledger, whose override was lost. */
  void override(int[] members, int winner) {
    for (int member : members) {
      overrides.put(member, winner);
    }
  }

  private void enter(String kind, int loser, int winner, String cause) {
    String id = Fingerprint.of(kind + " " + loser + " " + winner + " " + event.messageId()).hex();
    Map<String, String> identifiers = new LinkedHashMap<>();
    for (Identifier identifier : event.identifiers()) {
      identifiers.putIfAbsent(identifier.type(), identifier.value());
    }
    ledger.add(
        List.of(
            id, event.receivedAt(), kind, loser, winner, cause, event.messageId(), identifiers));
  }

  private static String named(Identifier identifier) {
    return identifier.type() + " '" + identifier.value() + "'";
  }

  /**
   * Writes everything. Links come first and overrides last: a crash between leaves profiles that
   * are not joined yet, which the ledger or the event, sent again, joins.
   */
  void write(Warehouse warehouse, long version) {
    warehouse.insert(
        "identifiers",
        List.of("type", "value", "profile_no", "linked_at", "message_id", "version"),
        links);
    warehouse.insert(
        "merges",
        List.of("merge_id", "at", "kind", "loser", "winner", "cause", "message_id", "identifiers"),
        ledger);
    if (!overrides.isEmpty()) {
      warehouse.insert(
          "profile_overrides",
          List.of("loser", "winner", "version"),
          overrides.entrySet().stream()
              .map(e -> List.<Object>of(e.getKey(), e.getValue(), version))
              .toList());
      ProfileNumbers.reload(warehouse);
    }
    links.clear();
    ledger.clear();
    overrides.clear();
  }
}
