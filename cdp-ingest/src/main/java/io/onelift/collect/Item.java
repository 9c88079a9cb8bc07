package io.onelift.collect;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that events speak of and that is no person, such as a product of a shop.
 *
 * @param type what kind of thing it is, for example {@code sku}
 * @param id tells it from others of its type
 * @param properties values as JSON has them, never null; they take the place of all it had
 * @param deleted true when there is no such thing any more
 * @param at when that was said; of two sayings the later one holds
 */
public record Item(
    String type,
    String id,
    Map<String, Object> properties,
    boolean deleted,
    Instant at,
    Instant receivedAt,
    String source) {
  public Item {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
