package io.onelift.offer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that can be shown: a fund, a card, a banner.
 *
 * @param key lower case letters, digits, {@code _} and {@code -}
 * @param name as people read it
 * @param description one sentence; may be empty
 * @param product the key of what it sells
 * @param image an address
 * @param payload what the touchpoint needs to show it, JSON values
 * @param active false takes it out of every placement without forgetting it
 */
public record Offer(
    String key,
    String name,
    String description,
    Optional<String> product,
    Optional<String> image,
    Map<String, Object> payload,
    boolean active) {
  public Offer {
    payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
  }

  /** An active offer with nothing but a name. */
  public static Offer of(String key, String name) {
    return new Offer(key, name, "", Optional.empty(), Optional.empty(), Map.of(), true);
  }
}
