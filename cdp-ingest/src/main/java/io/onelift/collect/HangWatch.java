package io.onelift.collect;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Notices that the warehouse hangs: that work with it takes long while it does not even say that it
 * lives. A warehouse that is merely busy still answers, and is waited for. Safe for use by many
 * threads.
 */
final class HangWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration TICK = Duration.ofMillis(50);

  private final BooleanSupplier lives;
  private final Runnable hangs;
  private final Thread thread;
  private volatile boolean closed;
  private boolean busy;
  private long since;
  private boolean away;

  /**
   * @param lives asks the warehouse, within two thirds of a second
   * @param hangs told once for each time that it hangs
   */
  HangWatch(BooleanSupplier lives, Runnable hangs) {
    this.lives = lives;
    this.hangs = hangs;
    this.thread = Thread.ofPlatform().name("collector-watch").daemon().start(this::watch);
  }

  /** Work with the warehouse begins. */
  synchronized void busy() {
    busy = true;
    since = System.nanoTime();
  }

  /** It has ended, well or not. */
  synchronized void idle() {
    busy = false;
    away = false;
  }

  /** Whether work that has begun hangs. */
  synchronized boolean isAway() {
    return away;
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(TICK.toNanos());
      long began = overdueSince();
      if (began == 0) {
        continue;
      }
      if (lives.getAsBoolean()) {
        // Busy: no need to ask all the time.
        LockSupport.parkNanos(PATIENCE.toNanos());
      } else if (declareAway(began)) {
        hangs.run();
      }
    }
  }

  /** When the work began that takes long; 0 when there is none or it is known already. */
  private synchronized long overdueSince() {
    return busy && !away && System.nanoTime() - since > PATIENCE.toNanos() ? since : 0;
  }

  /** False when that work has ended meanwhile. */
  private synchronized boolean declareAway(long began) {
    away = busy && since == began;
    return away;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
