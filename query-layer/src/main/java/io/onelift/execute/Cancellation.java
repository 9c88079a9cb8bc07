package io.onelift.execute;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops a statement from outside: whoever watches the client calls {@link #cancel}, and the
 * statement leaves the queue or ends in the warehouse. For one statement; safe for use by many
 * threads.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Stops what runs, and what would begin later. Does nothing the second time. */
  public void cancel() {
    List<Runnable> now;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      now = List.copyOf(actions);
    }
    now.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Does this on {@link #cancel}, at once when that came before. */
  void onCancel(Runnable action) {
    boolean late;
    synchronized (this) {
      late = cancelled;
      actions.add(action);
    }
    if (late) {
      action.run();
    }
  }

  /** No longer does it: what it would stop has ended. */
  synchronized void forget(Runnable action) {
    actions.remove(action);
  }
}
