package io.onelift.profile;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as the warehouse has it.
 *
 * @param properties by name: {@code String}, {@code Double}, {@code Boolean}, {@code Instant} or
 *     {@code List<String>}
 */
public record RecentEvent(
    String messageId,
    String kind,
    String event,
    Instant time,
    Map<String, Object> properties,
    String source) {
  public RecentEvent {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
