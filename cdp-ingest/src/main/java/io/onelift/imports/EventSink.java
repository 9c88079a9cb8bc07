package io.onelift.imports;

import io.onelift.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes events; the future completes when they are durable, and fails with a retriable {@code
 * WarehouseException} or with {@code Overloaded} when they may be sent again. The collector is one.
 */
@FunctionalInterface
public interface EventSink {
  CompletableFuture<?> collect(List<Event> events);
}
