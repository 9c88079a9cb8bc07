package io.onelift.collect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something in quarantine.
 *
 * @param messageId of the event, or empty when it came without one
 * @param part the property or trait that was left out of an event that was taken; empty when the
 *     whole event was not
 * @param reasons in words: what failed, the value, what to do
 * @param payload what was sent, as JSON in the form of its source; of a part {@code {event,
 *     properties: {part: value}}} or {@code {event, traits: {part: value}}}
 * @param fixed what somebody made of the payload
 * @param batch what was quarantined in the same write has the same number; later ones are larger
 */
public record Rejected(
    String id,
    Instant receivedAt,
    String source,
    String messageId,
    String part,
    List<String> reasons,
    String payload,
    Optional<String> fixed,
    long batch) {
  public Rejected {
    reasons = List.copyOf(reasons);
  }

  boolean isPart() {
    return !part.isEmpty();
  }

  /** What a replay sends. */
  String current() {
    return fixed.orElse(payload);
  }

  /** The message id of an event that says none, the same at every replay. */
  String otherwiseId() {
    return messageId.isEmpty() ? "rejected-" + id : messageId;
  }

  Rejected fixed(String to) {
    return new Rejected(
        id, receivedAt, source, messageId, part, reasons, payload, Optional.of(to), batch);
  }
}
