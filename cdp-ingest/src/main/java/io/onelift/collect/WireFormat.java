package io.onelift.collect;

import java.time.Instant;

/** A form that events come in, as far as quarantine has to read it again. */
public interface WireFormat {
  /** What it calls itself in {@link io.onelift.event.Event#source}. */
  String source();

  /** Decodes one event in the form in which {@link Rejection#payload} keeps it. */
  Decoded decodeAgain(String payload, Instant receivedAt);

  /**
   * The same.
   *
   * @param otherwiseId the message id of an event that brings none, so that it is the same at every
   *     try
   */
  default Decoded decodeAgain(String payload, String otherwiseId, Instant receivedAt) {
    return decodeAgain(payload, receivedAt);
  }
}
