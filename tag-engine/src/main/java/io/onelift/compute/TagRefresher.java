package io.onelift.compute;

import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.event.Commit;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.Uses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * Keeps every tag's bitmaps fresh in the background: after commits that carry its trait or event,
 * after profiles that have a value were merged, parted or erased, after a change of its definition,
 * and as time moves its window. Until the new bitmaps are whole, the old ones stay. What instant
 * events say is shown at once by {@link #live}. Safe for use by many threads.
 */
public final class TagRefresher implements Commit.Listener, TagCatalog.Listener, AutoCloseable {
  /** Versions in between live in memory: keeping all of a large tag for one event is too much. */
  private static final Duration KEEP_EVERY = Duration.ofMinutes(1);

  private final TagCatalog catalog;
  private final TagComputation computation;
  private final Versions versions;
  private final LiveTags live;
  private final LongSupplier lastCommit;
  private final TagBitmaps bitmaps;
  private final Clock clock;
  private final PacedWorker worker;
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

  /** The tags being refreshed, with how far that is, from 0 to 1. */
  private final Map<String, Double> running = new ConcurrentHashMap<>();

  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final Increment increment;

  /** When a version of each tag was last kept in the warehouse, since the start. */
  private final Map<String, Instant> kept = new ConcurrentHashMap<>();

  /** Since the start; never changed, only replaced. */
  private volatile RoaringBitmap erased = new RoaringBitmap();

  private volatile Instant lastErasure = Instant.MIN;

  private record Outcome(Optional<Duration> took, Optional<String> error) {}

  /**
   * Starts to refresh.
   *
   * @param lastCommit the last commit that is whole in the log; 0 when there is none or nobody
   *     knows, and then everything is read each time
   */
  public TagRefresher(
      TagCatalog catalog,
      TagComputation computation,
      TagBitmaps bitmaps,
      LongSupplier lastCommit,
      Pace pace,
      Clock clock) {
    this.catalog = catalog;
    this.computation = computation;
    this.increment = new Increment(computation);
    this.bitmaps = bitmaps;
    this.versions = new Versions(bitmaps, catalog, computation);
    this.live = new LiveTags(catalog, computation, bitmaps, versions, clock);
    this.lastCommit = lastCommit;
    this.clock = clock;
    this.worker = new PacedWorker("tag-refresher", pace, this::refreshInTurn);
    catalog.listen(this);
    // Commits may have come after the bitmaps that were loaded.
    for (Tag tag : catalog.inOrder()) {
      waiting.add(tag.key());
      bitmaps.outdate(tag.key());
      worker.schedule(tag.key(), Pace.AFTER_START);
    }
  }

  /** Calls back with the key after each refresh that worked, on the worker's thread. */
  public void listen(Consumer<String> refreshed) {
    listeners.add(refreshed);
  }

  /** Shows what instant events say. */
  public LiveTags live() {
    return live;
  }

  @Override
  public void committed(Commit commit) {
    if (!commit.erased().isEmpty()) {
      RoaringBitmap more = erased.clone();
      commit.erased().forEach(profile -> more.add(profile.number()));
      erased = more;
      lastErasure = clock.instant();
    }
    Set<String> events =
        commit.events().stream().map(stored -> stored.event().name()).collect(Collectors.toSet());
    RoaringBitmap moved = moved(commit);
    Set<String> marked = new HashSet<>();
    // Those that others are made of come first, so that nothing is computed twice.
    for (Tag tag : catalog.inOrder()) {
      Uses uses = tag.definition().uses();
      boolean touched =
          !Collections.disjoint(uses.traits(), commit.traits())
              || !Collections.disjoint(uses.events(), events)
              || !Collections.disjoint(uses.tags(), marked)
              || computation.mayName(tag, commit.events())
              // Follows the tags that the model uses, see outdated.
              || (tag.definition() instanceof FromModel && !commit.profiles().isEmpty());
      if (touched || (!moved.isEmpty() && hasValue(tag.key(), moved))) {
        marked.add(tag.key());
        mark(tag.key());
      }
    }
  }

  /** Profiles whose values belong to another one now, or to nobody. */
  private static RoaringBitmap moved(Commit commit) {
    RoaringBitmap moved = new RoaringBitmap();
    commit.merges().forEach(merge -> moved.add(merge.loser().number()));
    for (Commit.Parted parted : commit.splits()) {
      moved.add(parted.kept().number());
      moved.add(parted.restored().number());
    }
    commit.erased().forEach(profile -> moved.add(profile.number()));
    return moved;
  }

  /** While a refresh runs nobody knows what it has read already, so that counts as a value. */
  private boolean hasValue(String key, RoaringBitmap some) {
    return running.containsKey(key)
        || bitmaps
            .find(key)
            .map(held -> RoaringBitmap.intersects(held.index().profiles(), some))
            .orElse(false);
  }

  /** Says that something other than a commit changed what a tag shows; it is refreshed soon. */
  public void outdated(String key) {
    if (catalog.find(key).isPresent()) {
      mark(key);
    }
  }

  private void mark(String key) {
    waiting.add(key);
    bitmaps.outdate(key);
    worker.request(key);
  }

  @Override
  public void defined(Tag tag) {
    mark(tag.key());
  }

  @Override
  public void deleted(String key) {
    worker.forget(key);
    waiting.remove(key);
    outcomes.remove(key);
    kept.remove(key);
    versions.forget(key);
    computation.forget(key);
    bitmaps.remove(key);
  }

  /**
   * Refreshes a tag next.
   *
   * @return completes with the tag's state when it is done, failed or not
   * @throws io.onelift.event.NotFound when there is no such tag
   */
  public CompletableFuture<TagState> refresh(String key) {
    catalog.require(key);
    waiting.add(key);
    return worker.now(key).handle((_, _) -> state(key));
  }

  public TagState state(String key) {
    Outcome outcome = outcomes.getOrDefault(key, new Outcome(Optional.empty(), Optional.empty()));
    TagState.Phase phase =
        outcome.error.isPresent()
            ? TagState.Phase.FAILED
            : waiting.contains(key) || running.containsKey(key)
                ? TagState.Phase.REFRESHING
                : TagState.Phase.FRESH;
    Double done = running.get(key);
    return new TagState(
        phase,
        bitmaps.find(key).map(Held::asOf),
        outcome.took,
        outcome.error,
        done == null ? OptionalDouble.empty() : OptionalDouble.of(done),
        worker.dueIn(key).map(clock.instant()::plus));
  }

  private void refreshInTurn(String key) {
    Optional<Tag> tag = catalog.find(key);
    if (tag.isEmpty()) {
      return;
    }
    refreshWithSources(tag.get());
  }

  /** First what the tag is made of, as far as that is behind. */
  private void refreshWithSources(Tag tag) {
    String key = tag.key();
    running.put(key, 0.0);
    waiting.remove(key);
    try {
      for (String used : tag.definition().uses().tags()) {
        Optional<Tag> source = catalog.find(used);
        if (source.isPresent() && waiting.contains(used)) {
          refreshSource(source.get());
        }
      }
      refresh(tag);
      listeners.forEach(listener -> listener.accept(key));
    } catch (RuntimeException e) {
      waiting.add(key);
      outcomes.merge(
          key,
          new Outcome(Optional.empty(), Optional.of(reason(e))),
          (old, failed) -> new Outcome(old.took, failed.error));
      throw e;
    } finally {
      running.remove(key);
    }
    tag.definition().uses().again().ifPresent(period -> worker.schedule(key, period));
    // Made of this one, so they are behind now; the one that waits for it reads it next.
    catalog.madeOf(key).stream().filter(user -> !running.containsKey(user)).forEach(this::mark);
  }

  private void refreshSource(Tag source) {
    try {
      refreshWithSources(source);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The tag '" + source.key() + "', which this one is made of, failed: " + reason(e), e);
    }
  }

  private void refresh(Tag tag) {
    String key = tag.key();
    Instant now = clock.instant();
    // Before anything is read: what comes meanwhile is looked at again next time.
    long commit = lastCommit.getAsLong();
    Optional<RoaringBitmap> inputs = versions.begin(tag);
    Optional<Held> before = bitmaps.find(key);
    boolean whole;
    try {
      Optional<Held> next =
          before.flatMap(held -> increment.next(tag, held, inputs, gone(key, held), commit, now));
      whole = next.isEmpty();
      versions.show(key, next.orElseGet(() -> anew(tag, commit, now)));
    } catch (RuntimeException e) {
      versions.failed(key);
      throw e;
    }
    if (whole || isKeptLongAgo(key, now)) {
      bitmaps.keep(key);
      kept.put(key, now);
    }
    if (waiting.contains(key) || tag.isMovedByTime()) {
      bitmaps.outdate(key);
    }
    outcomes.put(
        key, new Outcome(Optional.of(Duration.between(now, clock.instant())), Optional.empty()));
  }

  /** The values of everybody. */
  private Held anew(Tag tag, long commit, Instant now) {
    TagValues values =
        computation.values(
            tag, now, (done, of) -> running.replace(tag.key(), (double) done / (of + 1)));
    return new Held(IndexBuilding.build(tag, values), tag.version(), now, commit);
  }

  private boolean isKeptLongAgo(String key, Instant now) {
    Instant last = kept.get(key);
    // A value may tell who somebody was, so what is kept of an erased person goes at once.
    return last == null
        || !last.isAfter(lastErasure)
        || Duration.between(last, now).compareTo(KEEP_EVERY) > 0;
  }

  /** The erased, and at the first look after a start everybody who is no profile any more. */
  private RoaringBitmap gone(String key, Held held) {
    RoaringBitmap gone = erased.clone();
    if (!kept.containsKey(key)) {
      gone.or(RoaringBitmap.andNot(held.index().profiles(), computation.warehouse().everybody()));
    }
    return gone;
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  @Override
  public void close() {
    live.close();
    worker.close();
  }
}
