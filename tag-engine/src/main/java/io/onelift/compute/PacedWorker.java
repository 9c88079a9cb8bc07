package io.onelift.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work by key on one thread of its own: requests for the same key melt together, the oldest
 * comes first, a failed key is tried again after 1, 2, 4, … at most 60 seconds, and all of it keeps
 * to a {@link Pace}. Safe for use by many threads.
 */
public final class PacedWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PacedWorker.class);
  private static final long NEVER = Long.MAX_VALUE;
  private static final int MOST_DOUBLINGS = 6;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Entry> entries = new HashMap<>();
  private final Pace pace;
  private final Consumer<String> work;
  private final Thread thread;
  private final long origin = System.nanoTime();

  /** Nanoseconds of work that may run now; below 0 it has to rest. */
  private double budget;

  private long budgetAt;
  private boolean closed;

  private static final class Entry {
    private long due = NEVER;
    private boolean urgent;
    private int failures;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  }

  /**
   * Starts the worker.
   *
   * @param name of its thread
   * @param work what to do for a key; an exception counts as a failure
   */
  public PacedWorker(String name, Pace pace, Consumer<String> work) {
    this.pace = pace;
    this.work = work;
    this.budget = pace.burst().toNanos();
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    this.thread.start();
  }

  /** Does the work for this key soon. */
  public void request(String key) {
    schedule(key, pace.debounce());
  }

  /** Does the work for this key after a delay, or earlier when something else asks for it. */
  public void schedule(String key, Duration delay) {
    lock.lock();
    try {
      Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
      // A failed key waits for its turn, or a busy project would try it all the time.
      if (entry.failures == 0 || entry.due == NEVER) {
        entry.due = Math.min(entry.due, now() + delay.toNanos());
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does the work for this key next, whatever the pace.
   *
   * @return completes when work that started after this call ended, with its failure if it failed
   */
  public CompletableFuture<Void> now(String key) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        done.completeExceptionally(new CancellationException("The worker is closed"));
        return done;
      }
      Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
      entry.due = now();
      entry.urgent = true;
      entry.waiting.add(done);
      changed.signal();
    } finally {
      lock.unlock();
    }
    return done;
  }

  /** How long until the work for this key is due; empty when nothing asks for it. */
  public Optional<Duration> dueIn(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(key))
          .filter(entry -> entry.due != NEVER)
          .map(entry -> Duration.ofNanos(Math.max(0, entry.due - now())));
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is asked for this key. */
  public void forget(String key) {
    lock.lock();
    try {
      Entry entry = entries.remove(key);
      if (entry != null) {
        cancel(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void cancel(Entry entry) {
    entry.waiting.forEach(
        done -> done.completeExceptionally(new CancellationException("No longer wanted")));
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void run() {
    while (true) {
      Optional<Job> job = next();
      if (job.isEmpty()) {
        return;
      }
      perform(job.get());
    }
  }

  private record Job(String key, List<CompletableFuture<Void>> waiting) {}

  /** Waits for the next key that may run; empty when closed. */
  private Optional<Job> next() {
    lock.lock();
    try {
      while (!closed) {
        long now = now();
        budget =
            Math.min((double) pace.burst().toNanos(), budget + (now - budgetAt) * pace.share());
        budgetAt = now;
        Optional<Map.Entry<String, Entry>> first =
            entries.entrySet().stream()
                .filter(e -> e.getValue().due != NEVER)
                .min(
                    Comparator.<Map.Entry<String, Entry>>comparingInt(
                            e -> e.getValue().urgent ? 0 : 1)
                        .thenComparingLong(e -> e.getValue().due));
        if (first.isEmpty()) {
          changed.await();
          continue;
        }
        Entry entry = first.get().getValue();
        long rest = budget < 0 && !entry.urgent ? (long) (-budget / pace.share()) + 1 : 0;
        long wait = Math.max(entry.due - now, rest);
        if (wait > 0) {
          changed.awaitNanos(wait);
          continue;
        }
        Job job = new Job(first.get().getKey(), entry.waiting);
        entry.waiting = new ArrayList<>();
        entry.due = NEVER;
        entry.urgent = false;
        return Optional.of(job);
      }
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void perform(Job job) {
    long start = now();
    Optional<RuntimeException> failure = Optional.empty();
    try {
      work.accept(job.key);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    lock.lock();
    try {
      budget -= now() - start;
      Entry entry = entries.get(job.key);
      if (entry != null) {
        entry.failures = failure.isPresent() ? entry.failures + 1 : 0;
        if (failure.isPresent() && !entry.urgent) {
          long seconds = Math.min(60, 1L << Math.min(entry.failures - 1, MOST_DOUBLINGS));
          entry.due = now() + Duration.ofSeconds(seconds).toNanos();
        }
      }
    } finally {
      lock.unlock();
    }
    if (failure.isPresent() && !closed) {
      LOG.warn("{}: '{}' failed and is tried again", thread.getName(), job.key, failure.get());
    }
    for (CompletableFuture<Void> done : job.waiting) {
      if (failure.isPresent()) {
        done.completeExceptionally(failure.get());
      } else {
        done.complete(null);
      }
    }
  }

  /** Ends the thread after the work it is at. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      entries.values().forEach(PacedWorker::cancel);
      entries.clear();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
