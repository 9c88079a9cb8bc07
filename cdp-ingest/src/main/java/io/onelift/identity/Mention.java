package io.onelift.identity;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import java.time.Instant;
import java.util.List;

/**
 * What an event says about identity.
 *
 * @param commit and {@code seq} its place in the log
 * @param identifiers as it came, in its own order
 */
record Mention(long commit, int seq, String messageId, Instant at, List<Identifier> identifiers) {
  static Mention of(Event event, long commit, int seq) {
    return new Mention(commit, seq, event.messageId(), event.receivedAt(), event.identifiers());
  }

  /** The same with these identifiers, for example in the order of their strength. */
  Mention by(List<Identifier> others) {
    return new Mention(commit, seq, messageId, at, others);
  }
}
