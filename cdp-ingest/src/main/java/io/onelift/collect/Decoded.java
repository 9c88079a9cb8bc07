package io.onelift.collect;

import io.onelift.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * One call of a wire format, decoded.
 *
 * @param events that are valid
 * @param items that are valid
 * @param rejections what is not, with the reasons
 * @param key the write key that came with the call
 */
public record Decoded(
    List<Event> events, List<Item> items, List<Rejection> rejections, Optional<String> key) {
  public Decoded {
    events = List.copyOf(events);
    items = List.copyOf(items);
    rejections = List.copyOf(rejections);
  }

  /** True when nothing of the call can be taken. */
  public boolean isRefused() {
    return events.isEmpty() && items.isEmpty() && !rejections.isEmpty();
  }
}
