package io.onelift.json;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a person.
 *
 * @param tags values by the tag's key
 * @param audiences keys of the saved audiences they are in
 */
public record ProfileJson(
    String profileId,
    List<IdentifierJson> identifiers,
    Map<String, Object> traits,
    Map<String, Object> tags,
    List<String> audiences,
    List<EventJson> recentEvents,
    List<LedgerJson> merges,
    Instant firstSeen,
    Instant lastSeen) {

  /** Something they did. */
  public record EventJson(
      String event, Instant time, Map<String, Object> properties, String source) {}
}
