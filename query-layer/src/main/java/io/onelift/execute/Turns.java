package io.onelift.execute;

import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseException.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a bounded number of statements run at a time. The next turn goes to the caller who has the
 * fewest running, of several to who has waited longest, so that twenty dashboards of one do not
 * keep another from asking; and nobody takes every turn while there is more than one. Safe for use
 * by many threads.
 */
final class Turns {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final int most;
  private final int mostOfOne;
  private final int mostWaiting;
  private final Duration patience;
  private final Map<String, Integer> running = new HashMap<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int taken;

  private record Waiting(String caller, CompletableFuture<Boolean> turn) {}

  /**
   * @param most that run at a time
   * @param mostWaiting of one caller
   * @param patience how long one waits for its turn
   */
  Turns(int most, int mostWaiting, Duration patience) {
    this.most = most;
    this.mostOfOne = Math.max(1, most - 1);
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  /** A statement's turn, until it is closed. */
  final class Turn implements AutoCloseable {
    private final String caller;
    private boolean over;

    private Turn(String caller) {
      this.caller = caller;
    }

    @Override
    public void close() {
      if (!over) {
        over = true;
        giveBack(caller);
      }
    }
  }

  /**
   * Waits for a turn.
   *
   * @throws TooBusy when too many wait, or it takes too long
   * @throws WarehouseException when it is cancelled meanwhile
   */
  Turn take(String caller, Cancellation cancellation) {
    Waiting waiting = new Waiting(caller, new CompletableFuture<>());
    synchronized (this) {
      long ahead = queue.stream().filter(other -> other.caller().equals(caller)).count();
      if (ahead >= mostWaiting) {
        throw busy(mostWaiting + " of your statements wait already");
      }
      queue.add(waiting);
      hand();
    }
    Runnable leave = () -> leave(waiting);
    cancellation.onCancel(leave);
    try {
      if (waiting.turn().get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Turn(caller);
      }
      throw new WarehouseException(
          Fault.UNAVAILABLE, 0, "The statement was cancelled before it ran.", null);
    } catch (TimeoutException e) {
      // A turn that came in this moment is kept.
      if (leave(waiting)) {
        throw busy("none of those that run ended within " + patience.toSeconds() + " seconds");
      }
      return new Turn(caller);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!leave(waiting)) {
        giveBack(caller);
      }
      throw busy("waiting was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      cancellation.forget(leave);
    }
  }

  /** How many wait. */
  synchronized int waiting() {
    return queue.size();
  }

  private TooBusy busy(String why) {
    return new TooBusy(
        "At most "
            + most
            + " statements run at the same time, and "
            + why
            + ". Try again in "
            + RETRY.toSeconds()
            + " seconds, or ask one after the other",
        RETRY);
  }

  /** True when it had no turn yet. */
  private synchronized boolean leave(Waiting waiting) {
    boolean waited = queue.remove(waiting);
    if (waited) {
      waiting.turn().complete(false);
    }
    return waited;
  }

  private synchronized void giveBack(String caller) {
    taken--;
    running.computeIfPresent(caller, (_, n) -> n == 1 ? null : n - 1);
    hand();
  }

  private void hand() {
    while (taken < most) {
      List<Waiting> allowed = new ArrayList<>(queue);
      allowed.removeIf(waiting -> of(waiting.caller()) >= mostOfOne);
      Optional<Waiting> next =
          allowed.stream().min(Comparator.comparingInt(waiting -> of(waiting.caller())));
      if (next.isEmpty()) {
        return;
      }
      queue.remove(next.get());
      taken++;
      running.merge(next.get().caller(), 1, Integer::sum);
      next.get().turn().complete(true);
    }
  }

  private int of(String caller) {
    return running.getOrDefault(caller, 0);
  }
}
