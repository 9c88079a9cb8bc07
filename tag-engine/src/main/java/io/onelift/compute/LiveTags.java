package io.onelift.compute;

import io.onelift.bitmap.TagBitmaps;
import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.Uses;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what instant events say as soon as they are durable: reads the values of the people they
 * are about, of the tags that such an event changes and of those made of these, and puts them into
 * the bitmaps in memory. Nothing is kept here, because all of it follows from the log; the refresh
 * that every commit asks for does it again. Other tags (RFM, SQL) follow everybody and wait for
 * theirs. Safe for use by many threads.
 *
 * <pre>
 * commits that came meanwhile → tags they touch → values of their people, side by side
 *                                              → rule tables and scores made of these, in order
 * </pre>
 */
public final class LiveTags implements Commit.InstantListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTags.class);
  private static final RoaringBitmap NOBODY = new RoaringBitmap();

  private final TagCatalog catalog;
  private final TagComputation computation;
  private final TagBitmaps bitmaps;
  private final Versions versions;
  private final Clock clock;
  private final BlockingQueue<Turn> queue = new LinkedBlockingQueue<>();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean closed;

  /** A commit with whoever waits for it. */
  private record Turn(Commit commit, CompletableFuture<Void> done) {}

  LiveTags(
      TagCatalog catalog,
      TagComputation computation,
      TagBitmaps bitmaps,
      Versions versions,
      Clock clock) {
    this.catalog = catalog;
    this.computation = computation;
    this.bitmaps = bitmaps;
    this.versions = versions;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("live-tags").daemon().unstarted(this::run);
    this.thread.start();
  }

  @Override
  public CompletableFuture<Void> committed(Commit commit) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Turn(commit, done));
    if (closed) {
      done.complete(null);
    }
    return done;
  }

  private void run() {
    List<Turn> turns = new ArrayList<>();
    try {
      while (!closed) {
        turns.add(queue.take());
        queue.drainTo(turns);
        try {
          show(turns.stream().map(Turn::commit).toList());
        } catch (RuntimeException e) {
          LOG.warn("What instant events say is not shown at once", e);
        }
        turns.forEach(turn -> turn.done.complete(null));
        turns.clear();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      turns.forEach(turn -> turn.done.complete(null));
      queue.forEach(turn -> turn.done.complete(null));
    }
  }

  private void show(List<Commit> commits) {
    List<Said> all = commits.stream().map(Said::of).toList();
    Map<String, RoaringBitmap> touched = new HashMap<>();
    List<Tag> derived = new ArrayList<>();
    List<CompletableFuture<Void>> reading = new ArrayList<>();
    for (Tag tag : catalog.inOrder()) {
      RoaringBitmap people = new RoaringBitmap();
      all.forEach(said -> people.or(touchedBy(said, tag)));
      touched.put(tag.key(), people);
      if (!computation.madeOf(tag).isEmpty()) {
        derived.add(tag);
      } else if (!people.isEmpty()) {
        reading.add(CompletableFuture.runAsync(() -> show(tag, people), readers));
      }
    }
    CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).join();
    while (!derived.isEmpty()) {
      Tag tag = next(derived);
      derived.remove(tag);
      RoaringBitmap people = touched.get(tag.key());
      computation.madeOf(tag).forEach(used -> people.or(touched.getOrDefault(used, NOBODY)));
      if (!people.isEmpty()) {
        show(tag, people);
      }
    }
  }

  /** One that is made of none of the others; scores know their tags only when they are trained. */
  private Tag next(List<Tag> derived) {
    Set<String> left = derived.stream().map(Tag::key).collect(Collectors.toSet());
    return derived.stream()
        .filter(tag -> Collections.disjoint(computation.madeOf(tag), left))
        .findFirst()
        .orElse(derived.getFirst());
  }

  /**
   * What the instant events of a commit say.
   *
   * @param moved numbers that became one of the people
   */
  private record Said(
      RoaringBitmap people, RoaringBitmap moved, Set<String> events, Set<String> traits) {
    static Said of(Commit commit) {
      Said said =
          new Said(new RoaringBitmap(), new RoaringBitmap(), new HashSet<>(), new HashSet<>());
      for (Commit.Stored stored : commit.events()) {
        Event event = stored.event();
        if (event.instant()) {
          said.people.add(stored.profile().number());
          said.events.add(event.name());
          said.traits.addAll(event.traits().keySet());
        }
      }
      for (Commit.Merged merge : commit.merges()) {
        if (said.people.contains(merge.winner().number())) {
          said.moved.add(merge.loser().number());
        }
      }
      return said;
    }
  }

  /** The people whose value of a tag these events may have changed. */
  private RoaringBitmap touchedBy(Said said, Tag tag) {
    Uses uses = tag.definition().uses();
    boolean named =
        !Collections.disjoint(uses.events(), said.events)
            || !Collections.disjoint(uses.traits(), said.traits);
    boolean joined =
        bitmaps
            .find(tag.key())
            .map(held -> RoaringBitmap.intersects(held.index().profiles(), said.moved))
            .orElse(false);
    return named || joined ? RoaringBitmap.or(said.people, said.moved) : NOBODY;
  }

  private void show(Tag tag, RoaringBitmap people) {
    try {
      boolean shown = false;
      while (!shown) {
        long round = versions.round(tag.key());
        shown = isBeingMade(tag) || read(tag, round, people);
      }
    } catch (RuntimeException e) {
      // The refresh that follows shows it.
      LOG.warn("What instant events say of the tag '{}' is not shown at once", tag.key(), e);
    }
  }

  /** The first values of a definition show all that was said before. */
  private boolean isBeingMade(Tag tag) {
    return bitmaps.find(tag.key()).filter(held -> held.definition() == tag.version()).isEmpty();
  }

  private boolean read(Tag tag, long round, RoaringBitmap people) {
    return computation
        .values(tag, clock.instant(), people)
        .map(values -> versions.amend(tag, round, people, IndexBuilding.build(tag, values)))
        .orElse(true);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    readers.close();
  }
}
