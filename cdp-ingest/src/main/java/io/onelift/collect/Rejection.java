package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.TraitOperation;
import java.time.Instant;
import java.util.List;

/**
 * Something that could not be taken, on its way into quarantine.
 *
 * @param source the wire format: {@code segment}, {@code import}, …
 * @param messageId of the event, or empty when it has none
 * @param part the property that was left out of an event that was taken, or empty when the whole
 *     event was not
 * @param reasons in words: what failed, the value, what to do
 * @param payload the event as JSON, in the form of its source
 */
public record Rejection(
    Instant receivedAt,
    String source,
    String messageId,
    String part,
    List<String> reasons,
    String payload) {
  public Rejection {
    reasons = List.copyOf(reasons);
  }

  /** A whole event that is not taken, as the Segment message that says the same. */
  static Rejection of(Event event, String reason) {
    // Segment has no words for what other operations do to traits, so such an event says its own.
    String source = event.operation() == TraitOperation.SET ? SegmentCalls.SOURCE : event.source();
    return new Rejection(
        event.receivedAt(),
        source,
        event.messageId(),
        "",
        List.of(reason),
        Flat.json(SegmentForm.of(event)));
  }

  /** True when it holds a call that could not be read at all, as a JSON text. */
  public boolean isWholeCall() {
    return payload.startsWith("\"");
  }

  /** The same rejection of another payload. */
  Rejection with(String other) {
    return new Rejection(receivedAt, source, messageId, part, reasons, other);
  }

  /** The same thing sent again is the same rejection. */
  public String id() {
    return Fingerprint.of(String.join("\0", source, messageId, part, payload)).hex();
  }
}
