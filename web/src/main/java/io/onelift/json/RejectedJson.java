package io.onelift.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.onelift.collect.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something in quarantine.
 *
 * @param part the property that was left out of an event that was taken; absent when the whole
 *     event was not
 * @param payload what was sent, as JSON where it is JSON, else as text
 * @param fixed what somebody made of it, which a replay sends
 */
public record RejectedJson(
    String id,
    Instant receivedAt,
    String source,
    String messageId,
    Optional<String> part,
    List<String> reasons,
    Object payload,
    Optional<Object> fixed) {
  public static RejectedJson of(Rejected rejected) {
    return new RejectedJson(
        rejected.id(),
        rejected.receivedAt(),
        rejected.source(),
        rejected.messageId(),
        Optional.of(rejected.part()).filter(part -> !part.isEmpty()),
        rejected.reasons(),
        payload(rejected.payload()),
        rejected.fixed().map(RejectedJson::payload));
  }

  private static Object payload(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
