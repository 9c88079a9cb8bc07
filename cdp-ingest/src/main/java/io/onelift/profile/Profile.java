package io.onelift.profile;

import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a person.
 *
 * @param identifiers the user id first
 * @param traits by name: {@code String}, {@code Double}, {@code Boolean}, {@code Instant} or {@code
 *     List<String>}
 * @param firstSeen time of the earliest event
 * @param lastSeen time of the latest event; may lag a few seconds behind under load
 */
public record Profile(
    ProfileId id,
    List<Identifier> identifiers,
    Map<String, Object> traits,
    Instant firstSeen,
    Instant lastSeen) {
  public Profile {
    identifiers = List.copyOf(identifiers);
    traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
  }
}
