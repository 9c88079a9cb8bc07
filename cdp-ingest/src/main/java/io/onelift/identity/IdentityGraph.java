package io.onelift.identity;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
  private final IdentityActions actions;
  private final IdentityLog log;
  private final Ledger ledger;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private State state = new State();
  private long progress;

  /** An action failed half-way, so memory may say what the log does not. */
  private boolean doubtful;

  /** What the log says up to a commit. */
  static final class State {
    final Partition partition = new Partition();
    final Changes changes = new Changes(partition);
    IdentityRules.Reading rules = IdentityRules.standard().reading();
    long applied;
  }

  private IdentityGraph(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.tables = new IdentityTables(warehouse);
    this.actions = new IdentityActions(warehouse);
    this.log = new IdentityLog(warehouse);
    this.ledger = new Ledger(warehouse);
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
    ProfileNumbers.reload(warehouse);
    lock.writeLock().lock();
    try {
      state = loaded;
      doubtful = false;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The profile of an identifier. */
  public Optional<ProfileId> find(Identifier identifier) {
    lock.readLock().lock();
    try {
      int profile = state.partition.find(identifier);
      return profile == 0 ? Optional.empty() : Optional.of(new ProfileId(profile));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How many identifiers there are. */
  public long size() {
    lock.readLock().lock();
    try {
      return state.partition.identifiers();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The profile that this one became; itself when it was never merged or never existed. */
  public ProfileId current(ProfileId profile) {
    lock.readLock().lock();
    try {
      return state.partition.has(profile.number())
          ? new ProfileId(state.partition.root(profile.number()))
          : profile;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Every number that became this profile, its own first. */
  public List<ProfileId> members(ProfileId profile) {
    lock.readLock().lock();
    try {
      Partition partition = state.partition;
      return partition.has(profile.number())
          ? Arrays.stream(partition.members(partition.root(profile.number())))
              .mapToObj(ProfileId::new)
              .toList()
          : List.of(profile);
    } finally {
      lock.readLock().unlock();
    }
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
    List<Identifier> blocked = new ArrayList<>(0);
    return state.rules.strongestFirst(event.identifiers(), blocked).isEmpty()
        ? Optional.of(
            "Its identifiers name nobody: %s. Send the real ones, or change the blocked values."
                .formatted(
                    String.join(
                        ", ",
                        blocked.stream().map(i -> i.type() + " '" + i.value() + "'").toList())))
        : Optional.empty();
  }

  /**
   * Finds, creates and merges the profiles of events, in memory. Its events must be written to the
   * log next, then {@link #save}d.
   *
   * @param commit higher than that of every event in the log
   */
  public Resolution resolve(long commit, List<Event> events) {
    lock.writeLock().lock();
    try {
      List<ProfileId> leafs = new ArrayList<>(events.size());
      for (int i = 0; i < events.size(); i++) {
        leafs.add(new ProfileId(resolve(Mention.of(events.get(i), commit, i), 0)));
      }
      return state.changes.resolution(leafs);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * @param given the number that the log says, or 0 when the event is new
   */
  private int resolve(Mention mention, int given) {
    List<Identifier> blocked = new ArrayList<>(0);
    List<Identifier> naming = state.rules.strongestFirst(mention.identifiers(), blocked);
    state.changes.because(mention.by(naming));
    Naming way = new Naming(state.partition, state.rules, state.changes);
    int known = given == 0 ? way.leaf(naming) : given;
    int leaf = known == 0 ? state.changes.create() : known;
    way.join(naming, leaf);
    for (Identifier identifier : blocked) {
      state.changes.blocked(leaf, identifier);
    }
    return leaf;
  }

  /** Makes visible to SQL what was resolved, now that its events are in the log. */
  public void save(long commit) {
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
   */
  public void catchUp(BiConsumer<Long, Resolution> each) {
    if (doubtful) {
      load();
    } else {
      undo();
    }
    Deque<IdentityActions.Action> due = new ArrayDeque<>(actions.after(state.applied));
    List<Mention> mentions = new ArrayList<>();
    List<ProfileId> leafs = new ArrayList<>();
    log.after(
        state.applied,
        (mention, leaf) -> {
          if (!mentions.isEmpty() && mentions.getFirst().commit() != mention.commit()) {
            resolveAgain(mentions, leafs, each);
          }
          while (!due.isEmpty() && due.getFirst().commit() < mention.commit()) {
            act(due.removeFirst());
          }
          mentions.add(mention);
          leafs.add(new ProfileId(leaf));
        });
    if (!mentions.isEmpty()) {
      resolveAgain(mentions, leafs, each);
    }
    due.forEach(this::act);
  }

  private void undo() {
    lock.writeLock().lock();
    try {
      state.changes.undo();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void resolveAgain(
      List<Mention> mentions, List<ProfileId> leafs, BiConsumer<Long, Resolution> each) {
    long commit = mentions.getFirst().commit();
    Resolution resolution;
    lock.writeLock().lock();
    try {
      for (int i = 0; i < mentions.size(); i++) {
        resolve(mentions.get(i), leafs.get(i).number());
      }
      resolution = state.changes.resolution(List.copyOf(leafs));
    } finally {
      lock.writeLock().unlock();
    }
    save(commit);
    each.accept(commit, resolution);
    mentions.clear();
    leafs.clear();
  }

  /** Remembers that everything up to now is saved, so that the next start begins there. */
  public void settle() {
    if (state.applied > progress) {
      tables.progress(state.applied);
      progress = state.applied;
    }
  }

  /** The last commit or action whose consequences are saved. */
  public long applied() {
    return state.applied;
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
    List<Integer> numbers = members(profile).stream().map(ProfileId::number).toList();
    doubtful = true;
    IdentityActions.Action action =
        new IdentityActions.Action(
            commit, Instant.now(), IdentityActions.Kind.ERASE, "", numbers, by, "");
    actions.append(action);
    Forgotten forgotten = erase(action);
    doubtful = false;
    return forgotten;
  }

  private void act(IdentityActions.Action action) {
    switch (action.kind()) {
      case ERASE -> erase(action);
    }
  }

  private Forgotten erase(IdentityActions.Action action) {
    List<Long> numbers = action.numbers().stream().map(Integer::toUnsignedLong).toList();
    List<Identifier> identifiers = new ArrayList<>();
    tables.identifiers(numbers, (identifier, leaf) -> identifiers.add(identifier));
    lock.writeLock().lock();
    try {
      identifiers.forEach(state.partition::unlink);
    } finally {
      lock.writeLock().unlock();
    }
    Forgotten forgotten =
        new Forgotten(
            numbers.stream().map(ProfileId::of).toList(),
            identifiers.size(),
            tables.forget(numbers, identifiers),
            ledger.forget(numbers, identifiers));
    state.applied = action.commit();
    return forgotten;
  }
}
