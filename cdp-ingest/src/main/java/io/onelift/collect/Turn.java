package io.onelift.collect;

import io.onelift.event.Commit;
import io.onelift.profile.ProfileWriter;
import java.util.function.Consumer;

/**
 * A task's turn on the collector's thread, while no commit runs.
 *
 * @param commit the turn's own number in the order of commits
 * @param profiles writes profile rows
 * @param listeners told of a commit when the task has ended well
 */
public record Turn(long commit, ProfileWriter profiles, Consumer<Commit> listeners) {
  /** Tells the listeners when the task has ended well. */
  public void announce(Commit change) {
    listeners.accept(change);
  }
}
