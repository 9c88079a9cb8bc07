package io.onelift.identity;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import io.onelift.identity.IdentityActions.Action;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives identities from the log alone, from its first event on, with the rules that were in force
 * at each, unmerges and erasures at their place, and compares what comes out with what is in use:
 * every identifier, every profile, every entry of the ledger.
 *
 * <p>What an erasure deleted is in the log no more, so the numbers of erased persons and the
 * entries of the ledger that told of them are left out of the comparison. A decision about others
 * that hung on an erased person (a limit that they helped to fill before an unmerge, an alias that
 * named the same former id) comes out differently without them, so after erasures some differences
 * may be theirs; the result says how many there were. Needs about as much memory as the graph
 * itself. For one thread; {@link #compare} for the collector's.
 */
public final class Replay {
  private static final int MAX_DIFFERENCES = 100;

  /**
   * How a comparison went.
   *
   * @param events in the log
   * @param profiles that somebody is named by
   * @param merges that stand
   * @param erasures of persons, whose part of the log is gone
   * @param differences in words, the first hundred
   */
  public record Result(
      boolean identical,
      long events,
      long profiles,
      long merges,
      long erasures,
      List<String> differences) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  private final IdentityGraph graph;
  private final Ledger ledger;
  private final IdentityLog log;
  private final IdentityActions actions;
  private final IdentityTables tables;

  private State state = new State();

  /** What the ledger should say: a hash of each entry's content by its id. */
  private FingerprintTable entries = new FingerprintTable();

  private final Map<String, int[]> standing = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private Set<Integer> erased = Set.of();
  private long events;
  private long erasures;

  public Replay(Warehouse warehouse, IdentityGraph graph) {
    this.graph = graph;
    this.ledger = new Ledger(warehouse);
    this.log = new IdentityLog(warehouse);
    this.actions = new IdentityActions(warehouse);
    this.tables = new IdentityTables(warehouse);
  }

  /** Reads the log as far as it goes, while events come in; may be called again to go on. */
  public void read() {
    readTo(graph.applied());
  }

  private void readTo(long upTo) {
    Set<Integer> gone = new HashSet<>();
    erasures = 0;
    for (Action action : actions.between(0, upTo)) {
      if (action.kind() == IdentityActions.Kind.ERASE) {
        gone.addAll(action.numbers());
        erasures++;
      }
    }
    if (!gone.equals(erased)) {
      // What an erasure took out of the log was read before: from the start.
      state = new State();
      entries = new FingerprintTable();
      standing.clear();
      differences.clear();
      events = 0;
      erased = gone;
    }
    Deque<Action> due = new ArrayDeque<>(actions.between(state.applied, upTo));
    log.between(
        state.applied,
        upTo,
        (mention, leaf) -> {
          while (!due.isEmpty() && due.getFirst().commit() < mention.commit()) {
            act(due.removeFirst());
          }
          events++;
          int known = state.resolve(mention, leaf);
          if (known != 0 && known != leaf) {
            differ(
                "The event %s keeps the number %d, its identifiers are linked to %d"
                    .formatted(mention.messageId(), leaf, known));
          }
          take();
        });
    due.forEach(this::act);
    state.applied = upTo;
  }

  private void take() {
    for (LedgerEntry entry : state.changes.entries()) {
      Fingerprint id = Fingerprint.of(entry.id());
      if (entries.get(id) == 0 && isComparable(entry)) {
        entries.put(id, content(entry));
        if (entry.kind() == LedgerEntry.Kind.MERGE) {
          standing.put(
              entry.id(), new int[] {entry.loserLeaf().number(), entry.winnerLeaf().number()});
        }
      }
    }
    state.changes.saved();
  }

  private void act(Action action) {
    switch (action.kind()) {
      case RULES -> state.rules = RulesJson.read(action.subject()).reading();
      case UNMERGE -> part(action);
      case ERASE -> {
        Set<Integer> numbers = Set.copyOf(action.numbers());
        numbers.forEach(state.partition::reach);
        state.partition.unlinkAll(numbers);
        state.changes.forget();
      }
    }
  }

  private void part(Action action) {
    int one = action.numbers().getFirst();
    int other = action.numbers().getLast();
    state.partition.reach(Math.max(one, other));
    state.partition.part(one, other);
    if (standing.remove(action.subject()) == null) {
      return;
    }
    int[] left = Sides.of(one, standing.values());
    int[] right = Sides.of(other, standing.values());
    state.partition.gather(left);
    state.partition.gather(right);
    LedgerEntry entry = LedgerEntry.unmerge(action, left[0], right[0]);
    entries.put(Fingerprint.of(entry.id()), content(entry));
  }

  private boolean isComparable(LedgerEntry entry) {
    return !erased.contains(entry.loserLeaf().number())
        && !erased.contains(entry.winnerLeaf().number());
  }

  private static int content(LedgerEntry entry) {
    String all =
        String.join(
            "\0",
            Long.toString(entry.commit()),
            Long.toString(entry.place()),
            Long.toString(entry.at().toEpochMilli()),
            entry.kind().key(),
            entry.reason().name(),
            entry.limited(),
            Integer.toString(entry.allowed()),
            entry.loser().toString(),
            entry.winner().toString(),
            entry.loserLeaf().toString(),
            entry.winnerLeaf().toString(),
            entry.identifier().toString(),
            entry.messageId(),
            entry.identifiers().toString(),
            entry.by(),
            entry.note());
    return (int) Fingerprint.of(all).low() | 1;
  }

  /**
   * Reads what has come since and compares. Nothing may change meanwhile, so this is for the
   * collector's thread.
   */
  public Result compare() {
    long upTo = graph.applied();
    readTo(upTo);
    Partition live = graph.state().partition;
    numbers(live);
    identifiers(live);
    tables(upTo);
    ledger(upTo);
    BitSet profiles = new BitSet();
    state.partition.forEach((high, low, leaf) -> profiles.set(state.partition.root(leaf)));
    return new Result(
        differences.isEmpty(),
        events,
        profiles.cardinality(),
        standing.size(),
        erasures,
        differences);
  }

  private int root(int number) {
    return state.partition.has(number) ? state.partition.root(number) : number;
  }

  private void numbers(Partition live) {
    for (int number = 1; live.has(number) || state.partition.has(number); number++) {
      int used = live.has(number) ? live.root(number) : number;
      if (used != root(number) && !erased.contains(number)) {
        differ(
            "The number %d is the profile %d in use and %d by the log"
                .formatted(number, used, root(number)));
      }
    }
  }

  private void identifiers(Partition live) {
    if (live.identifiers() != state.partition.identifiers()) {
      differ(
          "There are %d identifiers in use and %d by the log"
              .formatted(live.identifiers(), state.partition.identifiers()));
    }
    live.forEach((high, low, leaf) -> linked("in use", leaf, state.partition.leaf(high, low)));
  }

  private void linked(String where, int leaf, int byLog) {
    if (leaf != byLog) {
      differ(
          "An identifier is linked to the number %d %s and to %d by the log"
              .formatted(leaf, where, byLog));
    }
  }

  private void tables(long upTo) {
    long[] found = new long[2];
    tables.each(
        upTo,
        (identifier, type, leaf) -> {
          found[0]++;
          linked("in the table", leaf, state.partition.leaf(identifier.high(), identifier.low()));
        });
    if (found[0] != state.partition.identifiers()) {
      differ(
          "There are %d identifiers in the table and %d by the log"
              .formatted(found[0], state.partition.identifiers()));
    }
    tables.overrides(
        (loser, winner) -> {
          if (!erased.contains(loser)) {
            found[1]++;
            if (root(loser) != winner) {
              differ(
                  "The number %d reads as %d in SQL and is %d by the log"
                      .formatted(loser, winner, root(loser)));
            }
          }
        });
    long merged = 0;
    for (int number = 1; state.partition.has(number); number++) {
      merged += root(number) != number && !erased.contains(number) ? 1 : 0;
    }
    if (merged != found[1]) {
      differ("%d numbers read as others in SQL and %d do by the log".formatted(found[1], merged));
    }
  }

  private void ledger(long upTo) {
    ledger.each(
        upTo,
        entry -> {
          int byLog = entries.remove(Fingerprint.of(entry.id()));
          // An entry without its event was that of a person who was erased.
          if (!entry.messageId().isEmpty() && isComparable(entry) && byLog != content(entry)) {
            differ(
                "The ledger's entry %s (%s) is %s by the log"
                    .formatted(entry.id(), entry.kind().key(), byLog == 0 ? "missing" : "another"));
          }
        });
    if (entries.size() > 0) {
      differ("The ledger lacks %d entries that the log gives".formatted(entries.size()));
    }
  }

  private void differ(String difference) {
    if (differences.size() < MAX_DIFFERENCES) {
      differences.add(difference);
    }
  }
}
