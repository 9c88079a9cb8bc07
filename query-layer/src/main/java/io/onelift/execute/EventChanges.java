package io.onelift.execute;

import io.onelift.event.Commit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts changes of the events by their names, as the way in tells of its commits. A commit is told
 * before it is acknowledged, so whoever was told that an event is in finds another state than
 * before. Safe for use by many threads.
 */
public final class EventChanges implements Commit.Listener {
  private final AtomicLong changes = new AtomicLong();
  private final Map<String, Long> byEvent = new ConcurrentHashMap<>();

  /** When profiles last became one, parted or were erased, which moves events of any name. */
  private volatile long moved;

  @Override
  public void committed(Commit commit) {
    long change = changes.incrementAndGet();
    commit.events().forEach(stored -> byEvent.put(stored.event().name(), change));
    if (!commit.merges().isEmpty() || !commit.splits().isEmpty() || !commit.erased().isEmpty()) {
      moved = change;
    }
  }

  /** Differs from an earlier one whenever anything came in between. */
  long total() {
    return changes.get();
  }

  /**
   * Differs whenever events of these names do.
   *
   * @param names empty for every name
   */
  long of(Optional<Set<String>> names) {
    return names
        .map(
            some ->
                Math.max(
                    moved,
                    some.stream()
                        .mapToLong(name -> byEvent.getOrDefault(name, 0L))
                        .max()
                        .orElse(0)))
        .orElseGet(this::total);
  }
}
