package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.Fingerprint;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What events changed in the partition: the rows that say so in the warehouse, and the steps, so
 * that all of it can be taken back when the events did not become durable.
 */
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final int MAX_KNOWN = 100_000;

  /** An identifier and the number that it is linked to from a commit on. */
  record Link(Identifier identifier, int leaf, Mention by) {}

  private sealed interface Step {}

  private record Linked(Identifier identifier) implements Step {}

  private record Joined(int loser, int winner) implements Step {}

  private final Partition partition;
  private final List<Step> steps = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<Integer, Integer> overrides = new LinkedHashMap<>();
  private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();
  private final List<Integer> created = new ArrayList<>();
  private final List<Commit.Merged> merges = new ArrayList<>();

  /**
   * Entries that are in the ledger: a shared device would repeat its own with every event. Only
   * saves writes; the first entry of an id stays whatever comes later.
   */
  private final Set<String> known = new HashSet<>();

  private Mention mention;
  private int place;

  Changes(Partition partition) {
    this.partition = partition;
  }

  /** The event that the next changes come from. */
  void because(Mention cause) {
    mention = cause;
    place = 0;
  }

  int create() {
    int number = partition.create();
    created.add(number);
    return number;
  }

  void link(Identifier identifier, int leaf) {
    partition.link(identifier, leaf);
    steps.add(new Linked(identifier));
    links.add(new Link(identifier, leaf, mention));
  }

  void join(int leaf, int other, Identifier cause, Reason reason) {
    int mine = partition.root(leaf);
    int theirs = partition.root(other);
    int winner = Math.min(mine, theirs);
    int loser = Math.max(mine, theirs);
    for (int member : partition.members(loser)) {
      overrides.put(member, winner);
    }
    partition.join(loser, winner);
    steps.add(new Joined(loser, winner));
    merges.add(new Commit.Merged(new ProfileId(loser), new ProfileId(winner)));
    int loserLeaf = loser == theirs ? other : leaf;
    int winnerLeaf = loser == theirs ? leaf : other;
    enter(
        "merge " + loserLeaf + " " + winnerLeaf,
        LedgerEntry.Kind.MERGE,
        reason,
        "",
        0,
        new Ends(loser, winner, loserLeaf, winnerLeaf),
        cause);
  }

  /** The profiles of a merge or of a refusal, and the numbers that were to be joined. */
  private record Ends(int loser, int winner, int loserLeaf, int winnerLeaf) {}

  /**
   * @param other what the identifier is linked to; the event's own number when it is unknown
   */
  void refused(int leaf, int other, Identifier cause, Reason reason, String limited, int allowed) {
    LedgerEntry.Kind kind =
        reason == Reason.TOO_MANY_PROFILES ? LedgerEntry.Kind.GUARDED : LedgerEntry.Kind.REFUSED;
    enter(
        kind.key() + " " + leaf + " " + cause.key(),
        kind,
        reason,
        limited,
        allowed,
        new Ends(partition.root(other), partition.root(leaf), other, leaf),
        cause);
  }

  /** An identifier that names nobody was left out. */
  void blocked(int leaf, Identifier cause) {
    int root = partition.root(leaf);
    enter(
        "blocked " + cause.key(),
        LedgerEntry.Kind.BLOCKED,
        Reason.NAMES_NOBODY,
        "",
        0,
        new Ends(root, root, leaf, leaf),
        cause);
  }

  private void enter(
      String key,
      LedgerEntry.Kind kind,
      Reason reason,
      String limited,
      int allowed,
      Ends ends,
      Identifier cause) {
    long at = ((long) mention.seq() << 16) + place++;
    String id = Fingerprint.of(key).hex();
    if (known.contains(id) || entries.containsKey(id)) {
      return;
    }
    entries.put(
        id,
        new LedgerEntry(
            id,
            mention.commit(),
            at,
            mention.at(),
            kind,
            reason,
            limited,
            allowed,
            new ProfileId(ends.loser()),
            new ProfileId(ends.winner()),
            new ProfileId(ends.loserLeaf()),
            new ProfileId(ends.winnerLeaf()),
            Optional.of(cause),
            mention.messageId(),
            mention.identifiers(),
            "",
            "",
            false));
    if (kind == LedgerEntry.Kind.GUARDED) {
      LOG.warn(
          "The {} of event {} would make one profile of more than {}: it was left out (ledger {})",
          cause.type(),
          mention.messageId(),
          allowed,
          id);
    }
  }

  List<Link> links() {
    return links;
  }

  Map<Integer, Integer> overrides() {
    return overrides;
  }

  List<LedgerEntry> entries() {
    return List.copyOf(entries.values());
  }

  Resolution resolution(List<ProfileId> leafs) {
    return new Resolution(leafs, List.copyOf(created), List.copyOf(merges));
  }

  /** Everything is in the warehouse. */
  void saved() {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.addAll(entries.keySet());
    clear();
  }

  /**
   * Takes everything back. Numbers that were created stay unused, because somebody may have seen
   * them.
   */
  void undo() {
    for (Step step : steps.reversed()) {
      switch (step) {
        case Linked(Identifier identifier) -> partition.unlink(identifier);
        case Joined(int loser, int winner) -> partition.unjoin(loser, winner);
      }
    }
    clear();
  }

  /** A person was erased: what was decided about their identifiers may be decided anew. */
  void forget() {
    known.clear();
  }

  private void clear() {
    steps.clear();
    links.clear();
    overrides.clear();
    entries.clear();
    created.clear();
    merges.clear();
  }
}
