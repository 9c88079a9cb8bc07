package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.Fingerprint;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One call that waits for its commit. Every call is itself and equal to no other. */
final class Request implements Collector.Entry {
  private final List<Event> events;
  private final List<Fingerprint> ids;
  private final List<Item> items;
  private final List<Rejection> rejections;
  private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
  private final long since = System.nanoTime();
  private final boolean instant;

  Request(List<Event> events, List<Item> items, List<Rejection> rejections) {
    this.events = List.copyOf(events);
    this.items = List.copyOf(items);
    this.rejections = List.copyOf(rejections);
    // Here, because this is the caller's thread and not the one that all commits share.
    this.instant = events.stream().anyMatch(Event::instant);
    this.ids = events.stream().map(event -> Fingerprint.of(event.messageId())).toList();
  }

  List<Event> events() {
    return events;
  }

  /** The message ids of the events, in their order. */
  List<Fingerprint> ids() {
    return ids;
  }

  List<Item> items() {
    return items;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  CompletableFuture<Receipt> receipt() {
    return receipt;
  }

  /** {@link System#nanoTime} when it came. */
  long since() {
    return since;
  }

  /** True when decisions must see it as soon as can be. */
  boolean isInstant() {
    return instant;
  }

  /** How much it adds to a commit. */
  int size() {
    return events.size() + items.size();
  }
}
