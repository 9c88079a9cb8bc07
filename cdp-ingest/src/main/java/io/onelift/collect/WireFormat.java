package io.onelift.collect;

import java.time.Instant;

/** A form that events come in, as far as quarantine has to read it again. */
public interface WireFormat {
  /** What it calls itself in {@link io.onelift.event.Event#source}. */
  String source();

  /**
   * Decodes one event in the form in which {@link Rejection#payload} keeps it.
   *
   * @param otherwiseId the message id of an event that brings none, so that it is the same at every
   *     try
   * @param receivedAt when it first came; times are corrected by it
   * @throws io.onelift.event.InvalidInput when it is nothing that could have been sent
   */
  Decoded decodeAgain(String payload, String otherwiseId, Instant receivedAt);
}
