package io.onelift.collect;

import io.onelift.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One call that waits for its commit.
 *
 * @param since {@link System#nanoTime} when it came
 */
record Request(
    List<Event> events,
    List<Item> items,
    List<Rejection> rejections,
    CompletableFuture<Receipt> receipt,
    long since)
    implements Collector.Entry {
  Request(List<Event> events, List<Item> items, List<Rejection> rejections) {
    this(
        List.copyOf(events),
        List.copyOf(items),
        List.copyOf(rejections),
        new CompletableFuture<>(),
        System.nanoTime());
  }

  /** How much it adds to a commit. */
  int size() {
    return events.size() + items.size();
  }
}
