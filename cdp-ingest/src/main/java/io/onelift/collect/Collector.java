package io.onelift.collect;

import io.onelift.dedup.MessageIds;
import io.onelift.erasure.Suppressions;
import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.IdentityGraph;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from any thread and writes them as group commits on a thread of its own.
 *
 * <p>A receipt means that everything of the call is durable in ClickHouse and visible to the next
 * query. An event counts once: its message id is remembered for seven days, across restarts. While
 * the warehouse is away, or hangs, calls fail within a second with {@link WarehouseException}
 * (unavailable) and may be sent again as they are: also those of a commit that still hangs, because
 * whether it arrives or not is found out before anything else is written.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private static final Duration FIRST_PROBE = Duration.ofSeconds(2);
  private static final Duration PROBE = Duration.ofMillis(650);

  /** When nothing comes for this long, there is time to bring {@code last_seen} up to date. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** How long the acknowledgement of an instant event waits for decisions to see it. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

  private static final Duration END_TICK = Duration.ofMillis(100);
  private static final String HANGS = "The warehouse does not answer at the moment. Send again.";

  /** Something the thread does in its turn. */
  sealed interface Entry permits Request, Exclusive, End {}

  private record Exclusive<T>(Task<T> task, CompletableFuture<T> answer) implements Entry {}

  /** Wakes the thread up to end. */
  private record End() implements Entry {}

  /** What must not run beside a commit. */
  @FunctionalInterface
  public interface Task<T> {
    T run(Turn turn);
  }

  /**
   * Counts since the start.
   *
   * @param waiting events that are not yet written
   */
  public record Totals(long accepted, long duplicates, long rejected, long waiting) {}

  private final Committer committer;
  private final CollectorConfig config;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();

  /** Those that are not answered yet; guarded by the queue. */
  private final Set<Request> open = new HashSet<>();

  private final HangWatch watch;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final Thread thread;

  /** Events of the last commit; the thread's own. */
  private int lastSize;

  private boolean closed;

  private Collector(Committer committer, CollectorConfig config, Warehouse warehouse) {
    this.committer = committer;
    this.config = config;
    this.watch = new HangWatch(() -> warehouse.reachable(PROBE), this::failOpen);
    this.thread = Thread.ofPlatform().name("collector").daemon().unstarted(this::run);
  }

  /** Repairs what an earlier run left unfinished and starts to take events. */
  public static Collector start(
      Warehouse warehouse,
      TrackingPlan plan,
      IdentityGraph identities,
      Quarantine quarantine,
      ItemTable items,
      CollectorConfig config,
      Clock clock) {
    return start(
        warehouse,
        plan,
        identities,
        quarantine,
        items,
        Suppressions.none(warehouse),
        config,
        clock);
  }

  /** Starts as above, and keeps those out who were erased and must not come back. */
  public static Collector start(
      Warehouse warehouse,
      TrackingPlan plan,
      IdentityGraph identities,
      Quarantine quarantine,
      ItemTable items,
      Suppressions suppressions,
      CollectorConfig config,
      Clock clock) {
    Committer committer =
        new Committer(
            warehouse,
            plan,
            identities,
            quarantine,
            items,
            suppressions,
            new MessageIds(config.messageIds(), clock),
            clock);
    committer.open();
    Collector collector = new Collector(committer, config, warehouse);
    // The first probe of all loads classes, which must not look like a warehouse that hangs.
    warehouse.reachable(FIRST_PROBE);
    collector.thread.start();
    return collector;
  }

  /** {@link #collect(List, List)} without rejections. */
  public CompletableFuture<Receipt> collect(List<Event> events) {
    return collect(events, List.of());
  }

  /** {@link #collect(Decoded)} without items. */
  public CompletableFuture<Receipt> collect(List<Event> events, List<Rejection> rejections) {
    return collect(new Request(events, List.of(), rejections));
  }

  /**
   * Writes a call's events and items, and its rejections into quarantine.
   *
   * @return completes when all is durable; fails with {@link WarehouseException}, or with {@link
   *     Overloaded} when too much is waiting
   */
  public CompletableFuture<Receipt> collect(Decoded call) {
    return collect(new Request(call.events(), call.items(), call.rejections()));
  }

  private CompletableFuture<Receipt> collect(Request request) {
    if (request.size() == 0 && request.rejections().isEmpty()) {
      return CompletableFuture.completedFuture(new Receipt(0, 0, 0));
    }
    synchronized (queue) {
      if (closed) {
        return CompletableFuture.failedFuture(away("The server is shutting down. Send again."));
      }
      if (watch.isAway()) {
        return CompletableFuture.failedFuture(away(HANGS));
      }
      long before = waiting.get();
      if (before > 0 && before + request.size() > config.maxWaiting()) {
        return CompletableFuture.failedFuture(new Overloaded(before, Duration.ofSeconds(1)));
      }
      waiting.addAndGet(request.size());
      open.add(request);
      queue.add(request);
    }
    return request.receipt();
  }

  /**
   * Runs a task on the collector's thread, between two commits: what takes merges back, erases
   * people or changes rules. When it fails with anything but a refusal (invalid input, not found,
   * conflict), what follows from the log is derived again before the next commit.
   *
   * @return completes with the task's answer when it is done and the listeners are told
   */
  public <T> CompletableFuture<T> exclusively(Task<T> task) {
    Exclusive<T> exclusive = new Exclusive<>(task, new CompletableFuture<>());
    synchronized (queue) {
      if (closed) {
        return CompletableFuture.failedFuture(away("The server is shutting down. Send again."));
      }
      if (watch.isAway()) {
        return CompletableFuture.failedFuture(away(HANGS));
      }
      queue.add(exclusive);
    }
    return exclusive.answer();
  }

  private static WarehouseException away(String message) {
    return new WarehouseException(WarehouseException.Fault.UNAVAILABLE, 0, message, null);
  }

  /** Answers everybody who waits for a warehouse that hangs. */
  private void failOpen() {
    List<Request> waitingNow;
    synchronized (queue) {
      waitingNow = List.copyOf(open);
    }
    LOG.warn("The warehouse hangs; {} calls are asked to come again", waitingNow.size());
    waitingNow.forEach(request -> request.receipt().completeExceptionally(away(HANGS)));
  }

  /** Has a listener told of every commit from now on. */
  public void listen(Commit.Listener listener) {
    committer.listen(listener);
  }

  /**
   * Has a listener told of commits with instant events, whose acknowledgement waits for it, at most
   * two seconds; other events and later commits do not wait.
   */
  public void listenAtOnce(Commit.InstantListener listener) {
    committer.listenAtOnce(listener);
  }

  /** The number of the last commit whose events are in the log; 0 when there is none. */
  public long lastCommit() {
    return committer.lastWritten();
  }

  public Totals totals() {
    return new Totals(accepted.get(), duplicates.get(), rejected.get(), waiting.get());
  }

  /** Writes what is waiting, then ends; does not wait for a warehouse that hangs. */
  @Override
  public void close() {
    synchronized (queue) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(new End());
    }
    try {
      while (!thread.join(END_TICK) && !watch.isAway()) {
        LOG.debug("Waiting for the last commit");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.close();
  }

  private void run() {
    long refreshed = System.nanoTime() - config.refresh().toNanos();
    boolean ended = false;
    try {
      while (!ended) {
        List<Request> batch = new ArrayList<>();
        Optional<Entry> next = take(batch, refreshed + config.refresh().toNanos());
        if (!batch.isEmpty()) {
          watched(() -> commit(batch));
        }
        if (next.orElse(null) instanceof Exclusive<?> exclusive) {
          watched(() -> run(exclusive));
        }
        ended = next.orElse(null) instanceof End;
        if (committer.needsRefresh()
            && ((batch.isEmpty() && next.isEmpty())
                || System.nanoTime() - refreshed >= config.refresh().toNanos())) {
          watched(this::refresh);
          refreshed = System.nanoTime();
        }
      }
      watched(committer::close);
    } catch (InterruptedException e) {
      LOG.error("The collector was interrupted; events are no longer taken", e);
    }
  }

  private void watched(Runnable work) {
    watch.busy();
    try {
      work.run();
    } finally {
      watch.idle();
    }
  }

  private <T> void run(Exclusive<T> exclusive) {
    try {
      exclusive.answer().complete(committer.exclusively(exclusive.task()));
    } catch (RuntimeException | Error e) {
      exclusive.answer().completeExceptionally(e);
    }
  }

  /**
   * Waits for requests and gathers those of one commit.
   *
   * @return what else came and is to be done after them; empty when nothing did
   */
  private Optional<Entry> take(List<Request> batch, long refreshAt) throws InterruptedException {
    Entry first =
        committer.needsRefresh()
            ? queue.poll(
                Math.clamp(refreshAt - System.nanoTime(), 0, QUIET.toNanos()), TimeUnit.NANOSECONDS)
            : queue.take();
    if (!(first instanceof Request request)) {
      return Optional.ofNullable(first);
    }
    int events = gather(request, batch);
    boolean instant = request.isInstant();
    long end = request.since() + config.lingerAfter(lastSize);
    Optional<Entry> other = Optional.empty();
    while (events < config.maxEvents() && other.isEmpty()) {
      boolean waits = !instant && !CollectorConfig.isEnough(events);
      Entry next =
          queue.poll(waits ? Math.max(0, end - System.nanoTime()) : 0, TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      if (next instanceof Request more) {
        events += gather(more, batch);
        instant |= more.isInstant();
      } else {
        other = Optional.of(next);
      }
    }
    lastSize = events;
    return other;
  }

  /** Leaves out calls that were answered while the warehouse hung: they come again. */
  private int gather(Request request, List<Request> batch) {
    if (request.receipt().isDone()) {
      forget(request);
      return 0;
    }
    batch.add(request);
    return request.size();
  }

  private void forget(Request request) {
    waiting.addAndGet(-request.size());
    synchronized (queue) {
      open.remove(request);
    }
  }

  private void commit(List<Request> batch) {
    try {
      List<Receipt> receipts = committer.commit(batch);
      for (int i = 0; i < batch.size(); i++) {
        Request request = batch.get(i);
        Receipt receipt = receipts.get(i);
        if (request.isInstant() && !committer.seen().isDone()) {
          var _ = whenSeen().whenComplete((_, _) -> complete(request, receipt));
        } else {
          complete(request, receipt);
        }
      }
    } catch (WarehouseException e) {
      if (e.isRetriable() || batch.size() == 1) {
        fail(batch, e);
      } else {
        commitOneByOne(batch);
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1 || e instanceof Error) {
        LOG.error("A commit failed", e);
        fail(batch, e);
      } else {
        commitOneByOne(batch);
      }
    }
  }

  private CompletableFuture<Void> whenSeen() {
    return committer
        .seen()
        .copy()
        .completeOnTimeout(null, SEEN_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** One call that cannot be written must not take those of others with it. */
  private void commitOneByOne(List<Request> batch) {
    for (Request request : batch) {
      commit(List.of(request));
    }
  }

  private void complete(Request request, Receipt receipt) {
    forget(request);
    accepted.addAndGet(receipt.accepted());
    duplicates.addAndGet(receipt.duplicates());
    rejected.addAndGet(receipt.rejected());
    request.receipt().complete(receipt);
  }

  private void fail(List<Request> batch, Throwable cause) {
    for (Request request : batch) {
      forget(request);
      request.receipt().completeExceptionally(cause);
    }
  }

  private void refresh() {
    try {
      committer.refresh();
    } catch (WarehouseException e) {
      LOG.warn(
          "When profiles were last seen could not be written; trying again: {}", e.getMessage());
    }
  }
}
