package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.Conflict;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * OneID: which identifiers are one person. Held in memory and derived from the log of events: what
 * is resolved becomes true when its events are in the log, then {@link #save} makes it visible to
 * SQL; what did not become durable is taken back by {@link #catchUp}. The same log gives the same
 * profiles and the same ledger, always.
 *
 * <p>Any thread may read; the collector's thread alone changes.
 */
public final class IdentityGraph {
  private final Warehouse warehouse;
  private final IdentityTables tables;
  private final IdentityLog log;
  private final Ledger ledger;
  private final Shared shared = new Shared();
  private final IdentityDecisions decisions;
  private long progress;

  /** An action failed half-way, so memory may say what the log does not. */
  private boolean doubtful;

  private IdentityGraph(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.tables = new IdentityTables(warehouse);
    this.log = new IdentityLog(warehouse);
    this.ledger = new Ledger(warehouse);
    this.decisions = new IdentityDecisions(shared, tables, ledger, new IdentityActions(warehouse));
  }

  /**
   * Loads what was saved up to the last known-good commit, about a second per million identifiers;
   * {@link #catchUp} does the rest.
   */
  public static IdentityGraph open(Warehouse warehouse) {
    IdentityGraph graph = new IdentityGraph(warehouse);
    graph.load();
    return graph;
  }

  private void load() {
    State loaded = new State();
    progress = tables.progress();
    loaded.applied = progress;
    tables.load(loaded.partition, progress);
    ledger.merges(progress, loaded.partition::join);
    decisions.load(loaded, progress);
    ProfileNumbers.reload(warehouse);
    shared.replace(loaded);
    doubtful = false;
  }

  /** The profile of an identifier. */
  public Optional<ProfileId> find(Identifier identifier) {
    int profile = shared.read(state -> state.partition.find(identifier));
    return profile == 0 ? Optional.empty() : Optional.of(new ProfileId(profile));
  }

  /** How many identifiers there are. */
  public long size() {
    return shared.read(state -> state.partition.identifiers());
  }

  /** The profile that this one became; itself when it was never merged or never existed. */
  public ProfileId current(ProfileId profile) {
    int number = profile.number();
    return shared.read(
        state ->
            state.partition.has(number) ? new ProfileId(state.partition.root(number)) : profile);
  }

  /** Every number that became this profile, its own first. */
  public List<ProfileId> members(ProfileId profile) {
    int number = profile.number();
    return shared.read(
        state ->
            state.partition.has(number)
                ? Arrays.stream(state.partition.members(state.partition.root(number)))
                    .mapToObj(ProfileId::new)
                    .toList()
                : List.of(profile));
  }

  /** Everything that names a profile, by type, the user id first. */
  public List<Identifier> identifiers(ProfileId profile) {
    return identifiers(List.of(profile)).getOrDefault(current(profile), List.of());
  }

  /** Everything that names some profiles, by the number each has now; the user id first. */
  public Map<ProfileId, List<Identifier>> identifiers(Collection<ProfileId> profiles) {
    Map<ProfileId, List<Identifier>> found = new HashMap<>();
    tables.identifiers(
        profiles.stream().flatMap(p -> numbers(p).stream()).distinct().toList(),
        (identifier, leaf) ->
            found.computeIfAbsent(current(leaf), p -> new ArrayList<>()).add(identifier));
    return found;
  }

  /** Merges and refusals that a profile took part in, in the order of the log. */
  public List<LedgerEntry> ledger(ProfileId profile) {
    return ledger.of(numbers(profile));
  }

  private List<Long> numbers(ProfileId profile) {
    return members(profile).stream().map(ProfileId::unsigned).toList();
  }

  /** Why an event names nobody under the rules in force; empty when it does name somebody. */
  public Optional<String> nameless(Event event) {
    return event.identifiers().stream().allMatch(shared.state().rules::isBlocked)
        ? Optional.of(
            "Its identifiers name nobody: %s. Send the real ones, or change the blocked values."
                .formatted(
                    String.join(
                        ", ",
                        event.identifiers().stream()
                            .map(i -> i.type() + " '" + i.value() + "'")
                            .toList())))
        : Optional.empty();
  }

  /**
   * Finds, creates and merges the profiles of events, in memory. Its events must be written to the
   * log next, then {@link #save}d.
   *
   * @param commit higher than that of every event in the log
   */
  public Resolution resolve(long commit, List<Event> events) {
    return shared.change(
        state -> {
          List<ProfileId> leafs = new ArrayList<>(events.size());
          for (int i = 0; i < events.size(); i++) {
            leafs.add(new ProfileId(state.resolve(Mention.of(events.get(i), commit, i))));
          }
          return state.changes.resolution(leafs);
        });
  }

  /** Makes visible to SQL what was resolved, now that its events are in the log. */
  public void save(long commit) {
    State state = shared.state();
    tables.save(state.changes);
    ledger.write(state.changes.entries());
    tables.override(state.changes.overrides(), commit);
    state.changes.saved();
    state.applied = commit;
  }

  /**
   * Takes back what was resolved and not saved, and derives it again from the log: at the start
   * what a crash cut off, later what of a failed commit became durable.
   *
   * @param each told of every commit and the profiles of its events, in order
   * @return the profiles that unmerges among it parted, for their rows to be rebuilt
   */
  public List<Commit.Parted> catchUp(BiConsumer<Long, Resolution> each) {
    if (doubtful) {
      load();
    } else {
      shared.alter(state -> state.changes.undo());
    }
    long applied = applied();
    Deque<IdentityActions.Action> due = new ArrayDeque<>(decisions.after(applied));
    List<Commit.Parted> parted = new ArrayList<>();
    List<Mention> mentions = new ArrayList<>();
    List<ProfileId> leafs = new ArrayList<>();
    log.after(
        applied,
        (mention, leaf) -> {
          if (!mentions.isEmpty() && mentions.getFirst().commit() != mention.commit()) {
            resolveAgain(mentions, leafs, each);
          }
          while (!due.isEmpty() && due.getFirst().commit() < mention.commit()) {
            decisions.act(due.removeFirst()).ifPresent(parted::add);
          }
          mentions.add(mention);
          leafs.add(new ProfileId(leaf));
        });
    if (!mentions.isEmpty()) {
      resolveAgain(mentions, leafs, each);
    }
    due.forEach(action -> decisions.act(action).ifPresent(parted::add));
    return parted;
  }

  /** Says that an action failed half-way, so that {@link #catchUp} begins with what is saved. */
  public void doubt() {
    doubtful = true;
  }

  private void resolveAgain(
      List<Mention> mentions, List<ProfileId> leafs, BiConsumer<Long, Resolution> each) {
    long commit = mentions.getFirst().commit();
    Resolution resolution =
        shared.change(
            state -> {
              for (int i = 0; i < mentions.size(); i++) {
                state.resolve(mentions.get(i), leafs.get(i).number());
              }
              return state.changes.resolution(List.copyOf(leafs));
            });
    save(commit);
    each.accept(commit, resolution);
    mentions.clear();
    leafs.clear();
  }

  /** Remembers that everything up to a commit is saved, so that the next start begins there. */
  public void settle(long commit) {
    if (commit > progress) {
      tables.progress(commit);
      progress = commit;
    }
  }

  /** The last commit or action whose consequences are saved. */
  public long applied() {
    return shared.state().applied;
  }

  /**
   * Forgets a person: what named them names nobody any more, here and in the events of others, and
   * the ledger tells no more than that something was decided. Their numbers are never used again;
   * whoever comes with the same identifier is somebody new. Deleting their events and traits is up
   * to the caller, who may ask again when it was cut off.
   *
   * @param commit of the erasure, in the order of the log
   * @param by who asked for it
   */
  public Forgotten forget(long commit, ProfileId profile, String by) {
    doubtful = true;
    Forgotten forgotten = decisions.forget(commit, members(profile), by);
    doubtful = false;
    return forgotten;
  }

  /** The rules in force. */
  public IdentityRules rules() {
    return shared.state().rules.rules();
  }

  /**
   * Has other rules hold from the next event on; what was decided before stays.
   *
   * @param commit of the change, in the order of the log
   * @param by who asked for it
   */
  public void rule(long commit, IdentityRules rules, String by) {
    doubtful = true;
    decisions.rule(commit, rules, by);
    doubtful = false;
  }

  /**
   * Takes a merge back: what it had joined are two profiles again, each with what its own
   * identifiers say, and no later event makes them one. The caller rebuilds their rows.
   *
   * @param commit of the unmerge, in the order of the log
   * @param by who asked for it
   * @param note what they said about it; may be empty
   * @throws NotFound when the ledger has no such entry
   * @throws Conflict when it is no merge, or was taken back, or its person was erased
   */
  public Unmerged unmerge(long commit, String mergeId, String by, String note) {
    LedgerEntry merge = decisions.standing(mergeId);
    doubtful = true;
    Commit.Parted parted = decisions.unmerge(commit, merge, by, note);
    doubtful = false;
    return new Unmerged(parted.kept(), parted.restored(), mergeId);
  }

  /** What is in memory, for a comparison on the collector's thread. */
  State state() {
    return shared.state();
  }

  /**
   * A page of the ledger, newest first.
   *
   * @param profile empty for everybody
   * @param kind empty for all
   * @param after the id of the last entry of the page before
   * @throws NotFound when {@code after} is no id
   */
  public List<LedgerEntry> ledger(
      Optional<ProfileId> profile,
      Optional<LedgerEntry.Kind> kind,
      Optional<String> after,
      int limit) {
    Optional<LedgerEntry> last =
        after.map(
            id ->
                ledger
                    .find(id)
                    .orElseThrow(
                        () -> new NotFound("entry of the ledger", id, "Start without 'after'.")));
    return ledger.page(profile.map(this::numbers).orElse(List.of()), kind, last, limit);
  }
}
