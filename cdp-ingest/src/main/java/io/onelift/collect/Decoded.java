package io.onelift.collect;

import io.onelift.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * One call of a wire format, decoded.
 *
 * @param events that are valid
 * @param rejections those that are not, with the reasons
 * @param key the write key that came with the call
 */
public record Decoded(List<Event> events, List<Rejection> rejections, Optional<String> key) {
  public Decoded {
    events = List.copyOf(events);
    rejections = List.copyOf(rejections);
  }
}
