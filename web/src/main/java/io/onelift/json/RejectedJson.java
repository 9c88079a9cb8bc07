package io.onelift.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.onelift.collect.Quarantine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something in quarantine.
 *
 * @param part the property that was left out of an event that was taken; absent when the whole
 *     event was not
 * @param payload as JSON where it is JSON, else as text
 */
public record RejectedJson(
    String id,
    Instant receivedAt,
    String source,
    Optional<String> part,
    List<String> reasons,
    Object payload) {
  public static RejectedJson of(Quarantine.Rejected rejected) {
    return new RejectedJson(
        rejected.id(),
        rejected.receivedAt(),
        rejected.source(),
        Optional.of(rejected.part()).filter(part -> !part.isEmpty()),
        rejected.reasons(),
        payload(rejected.payload()));
  }

  private static Object payload(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
