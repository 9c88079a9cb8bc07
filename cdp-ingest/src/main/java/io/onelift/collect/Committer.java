package io.onelift.collect;

import io.onelift.dedup.MessageIds;
import io.onelift.erasure.Suppressions;
import io.onelift.event.Commit;
import io.onelift.event.Conflict;
import io.onelift.event.Event;
import io.onelift.event.Fingerprint;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.PlanDraft;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.IdentityGraph;
import io.onelift.profile.ProfileChanges;
import io.onelift.profile.ProfileDraft;
import io.onelift.profile.ProfileWriter;
import io.onelift.profile.SeenRefresh;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes group commits, one at a time. The order inside a commit is such that a crash between any
 * two steps is made good by sending the events again, or by {@link #repair}:
 *
 * <ol>
 *   <li>items: the same item again is the same row
 *   <li>columns of learned properties: a column too many is harmless
 *   <li>rejections: the same rejection again is the same row
 *   <li>events, in one insert: they are the log, and from here on the message ids count as taken
 *   <li>identifiers, ledger, overrides and beside them profiles: follow from the log, and are
 *       derived from it again at the start
 * </ol>
 *
 * <p>When a write fails it is open what arrived. Nothing new is taken before {@link #repair} has
 * found that out, and what was resolved for events that did not arrive is taken back. For one
 * thread.
 */
final class Committer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final Duration INSERT_GRACE = Duration.ofSeconds(1);

  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final IdentityGraph identities;
  private final ProfileWriter profiles;
  private final Quarantine quarantine;
  private final ItemTable items;
  private final Suppressions suppressions;
  private final Clock clock;
  private final MessageIds ids;
  private final Beside beside = new Beside();
  private final List<Commit.Listener> listeners = new CopyOnWriteArrayList<>();

  private volatile Commit.InstantListener live = Commit.InstantListener.none();

  private long last;

  /** Read by other threads too. */
  private volatile long lastWritten;

  /** Completes when decisions see the instant events of the last commit. */
  private CompletableFuture<Void> seen = CompletableFuture.completedFuture(null);

  private boolean broken;
  private Optional<Attempt> unfinished = Optional.empty();

  Committer(
      Warehouse warehouse,
      TrackingPlan plan,
      IdentityGraph identities,
      Quarantine quarantine,
      ItemTable items,
      Suppressions suppressions,
      MessageIds ids,
      Clock clock) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.identities = identities;
    this.profiles = new ProfileWriter(warehouse, plan);
    this.quarantine = quarantine;
    this.items = items;
    this.suppressions = suppressions;
    this.clock = clock;
    this.ids = ids;
  }

  /** Loads the message ids and repairs what the last run left unfinished. */
  void open() {
    ids.load(warehouse);
    lastWritten =
        warehouse
            .query("SELECT max(commit_no) AS n FROM events", Map.of(), row -> row.integer("n"))
            .getFirst();
    List<Commit.Parted> parted = identities.catchUp((commit, resolution) -> {});
    lastWritten = Math.max(lastWritten, identities.applied());
    last = Math.max(lastWritten, profiles.refresh().done());
    profiles.repair(last);
    profiles.rebuild(last, sides(parted));
    identities.settle(identities.applied());
  }

  void listen(Commit.Listener listener) {
    listeners.add(listener);
  }

  void listenAtOnce(Commit.InstantListener listener) {
    live = listener;
  }

  /** The last commit whose events are in the log; those of later ones may be missing. */
  long lastWritten() {
    return lastWritten;
  }

  /** Completes when decisions see the instant events of the commit before. */
  CompletableFuture<Void> seen() {
    return seen;
  }

  /** Writes the events of these requests and tells the listeners; one receipt per request. */
  List<Receipt> commit(List<Request> requests) {
    if (broken) {
      repair();
    }
    ids.expire();
    seen = CompletableFuture.completedFuture(null);
    List<Event> fresh = new ArrayList<>();
    List<Item> said = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    Set<Fingerprint> taken = new HashSet<>();
    int[] accepted = new int[requests.size()];
    int[] nobody = new int[requests.size()];
    List<Event> dropped = new ArrayList<>(0);
    Map<String, Integer> sender = new HashMap<>();
    for (int i = 0; i < accepted.length; i++) {
      Request request = requests.get(i);
      for (int e = 0; e < request.events().size(); e++) {
        Event sent = request.events().get(e);
        Fingerprint id = request.ids().get(e);
        if (ids.contains(id) || taken.contains(id)) {
          continue;
        }
        Optional<String> nameless = identities.nameless(sent);
        if (nameless.isPresent()) {
          rejections.add(protect(Rejection.of(sent, nameless.get())));
          nobody[i]++;
          continue;
        }
        Optional<Event> admitted = suppressions.admit(sent);
        if (admitted.isEmpty()) {
          taken.add(id);
          dropped.add(sent);
          accepted[i]++;
        } else {
          Event event = plan.protection().of(admitted.get());
          taken.add(id);
          fresh.add(event);
          sender.put(event.messageId(), i);
          accepted[i]++;
        }
      }
      said.addAll(request.items());
      request.rejections().forEach(rejection -> rejections.add(protect(rejection)));
    }
    suppressions.dropped(dropped);
    dropped.forEach(event -> ids.add(Fingerprint.of(event.messageId())));
    broken = true;
    rejections.addAll(items.write(said));
    List<Rejection> misfits = write(fresh, rejections);
    broken = false;
    taken.forEach(ids::add);
    int[] rejected = new int[accepted.length];
    misfits.forEach(misfit -> rejected[sender.get(misfit.messageId())]++);
    List<Receipt> receipts = new ArrayList<>(accepted.length);
    for (int i = 0; i < accepted.length; i++) {
      Request request = requests.get(i);
      receipts.add(
          new Receipt(
              accepted[i],
              request.events().size() - accepted[i] - nobody[i],
              request.rejections().size() + rejected[i] + nobody[i]));
    }
    return receipts;
  }

  private Rejection protect(Rejection rejection) {
    return rejection.with(plan.protection().ofRejected(rejection.payload()));
  }

  /**
   * Writes what is new.
   *
   * @return the properties that were left out
   */
  private List<Rejection> write(List<Event> fresh, List<Rejection> rejections) {
    if (fresh.isEmpty()) {
      quarantine.write(rejections);
      return List.of();
    }
    PlanDraft draft = plan.draft();
    EventRows rows = new EventRows(draft);
    fresh.forEach(rows::add);
    rejections.addAll(rows.misfits());
    long number = next();
    Attempt attempt = new Attempt(number, fresh, identities.resolve(number, fresh), identities);
    unfinished = Optional.of(attempt);
    plan.learn(draft);
    quarantine.write(rejections);
    ProfileChanges changes = attempt.changes(rows.traits());
    ProfileDraft profileRows =
        beside.both(
            () -> rows.insert(warehouse, attempt.resolution.leafs(), number),
            () -> profiles.draft(changes));
    Set<String> traits = follow(number, profileRows);
    lastWritten = number;
    unfinished = Optional.empty();
    announce(attempt.commit(traits));
    return rows.misfits();
  }

  /** Writes what follows from the events of a commit, which are in the log now. */
  private Set<String> follow(long number, ProfileDraft rows) {
    if (rows.isOpen()) {
      identities.save(number);
      return profiles.write(number, rows);
    }
    return beside.both(() -> identities.save(number), () -> profiles.write(number, rows));
  }

  /** Runs a task between two commits, with a number of its own in their order. */
  <T> T exclusively(Collector.Task<T> task) {
    if (broken) {
      repair();
    }
    settleRefresh();
    List<Commit> announcements = new ArrayList<>();
    long number = next();
    T answer;
    broken = true;
    try {
      answer = task.run(new Turn(number, profiles, announcements::add));
    } catch (InvalidInput | NotFound | Conflict e) {
      // Refused before it changed anything.
      broken = false;
      throw e;
    } catch (RuntimeException e) {
      identities.doubt();
      throw e;
    }
    lastWritten = Math.max(lastWritten, identities.applied());
    broken = false;
    announcements.forEach(this::announce);
    return answer;
  }

  /** Finds out what a failed commit left behind, and completes it. */
  private void repair() {
    settleRefresh();
    awaitInserts();
    plan.reload();
    List<Event> landed = unfinished.map(this::landed).orElse(List.of());
    Optional<Attempt> failed = unfinished;
    List<Commit.Parted> parted =
        identities.catchUp(
            (number, resolution) -> {
              if (failed.isPresent() && failed.get().number == number) {
                unfinished = Optional.of(new Attempt(number, landed, resolution, identities));
              }
            });
    lastWritten = Math.max(lastWritten, identities.applied());
    Set<String> traits = new HashSet<>(profiles.repair(lastWritten));
    if (!parted.isEmpty()) {
      // Whoever asked for the unmerge was told that it failed, and now it has happened.
      Set<ProfileId> sides = sides(parted);
      traits.addAll(profiles.rebuild(lastWritten, sides));
      announce(new Commit(List.of(), List.of(), parted, Set.of(), sides, traits));
    }
    landed.forEach(event -> ids.add(Fingerprint.of(event.messageId())));
    if (!landed.isEmpty()) {
      announce(unfinished.orElseThrow().commit(traits));
    }
    unfinished = Optional.empty();
    broken = false;
    LOG.info("The warehouse is back; {} events of the failed commit had arrived", landed.size());
  }

  private static Set<ProfileId> sides(List<Commit.Parted> parted) {
    return parted.stream()
        .flatMap(p -> Stream.of(p.kept(), p.restored()))
        .collect(Collectors.toSet());
  }

  /** The events of a failed commit that are in the log, in its order. */
  private List<Event> landed(Attempt attempt) {
    Set<String> ids = new HashSet<>();
    warehouse.forEach(
        "SELECT message_id FROM events WHERE commit_no = {number:UInt64}",
        Map.of("number", attempt.number),
        row -> ids.add(row.text("message_id")));
    return attempt.events.stream().filter(event -> ids.contains(event.messageId())).toList();
  }

  /** An insert whose connection broke may still be running; what it writes must not be missed. */
  private void awaitInserts() {
    long end = System.nanoTime() + INSERT_GRACE.toNanos();
    while (inserting()) {
      if (System.nanoTime() > end) {
        throw new WarehouseException(
            WarehouseException.Fault.UNAVAILABLE,
            0,
            "An insert of events that failed is still running. Try again.",
            null);
      }
      Thread.onSpinWait();
    }
  }

  private boolean inserting() {
    return warehouse
            .query(
                "SELECT count() AS n FROM system.processes WHERE query_kind = 'Insert' AND"
                    + " current_database = {database:String} AND query ILIKE 'INSERT INTO%events%'",
                Map.of("database", warehouse.config().database()), row -> row.integer("n"))
            .getFirst()
        > 0;
  }

  /**
   * Has {@code last_seen} brought up to date beside the commits that follow.
   *
   * @throws WarehouseException when the refresh before failed; ask again
   */
  void refresh() {
    SeenRefresh refresh = profiles.refresh();
    refresh.settle();
    if (!broken && !refresh.isRunning() && refresh.done() < lastWritten) {
      long applied = identities.applied();
      refresh.start(lastWritten, () -> identities.settle(applied));
    }
  }

  boolean needsRefresh() {
    return profiles.refresh().isRunning() || (!broken && profiles.refresh().done() < lastWritten);
  }

  /**
   * What changes rows by itself waits for a refresh; what that failed to write is written later.
   */
  private void settleRefresh() {
    try {
      profiles.refresh().await();
    } catch (WarehouseException e) {
      LOG.warn("When profiles were last seen could not be written: {}", e.getMessage());
    }
    profiles.forget();
  }

  /** Brings {@code last_seen} up to date before the end. */
  @Override
  public void close() {
    settleRefresh();
    refresh();
    settleRefresh();
    beside.close();
    ids.close();
  }

  private void announce(Commit commit) {
    for (Commit.Listener listener : listeners) {
      try {
        listener.committed(commit);
      } catch (RuntimeException e) {
        // A listener's failure is its own: the events are in.
        LOG.error("A listener failed on a commit of {} events", commit.events().size(), e);
      }
    }
    if (commit.events().stream().anyMatch(stored -> stored.event().instant())) {
      seen = live.committed(commit);
    }
  }

  /** Numbers follow the clock, so that versions rise across restarts, and never repeat. */
  private long next() {
    last = Math.max(last + 1, clock.millis());
    return last;
  }
}
