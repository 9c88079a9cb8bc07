package io.onelift.collect;

import java.time.Duration;

/** More events wait to be written than may: send again later. Answered with 429. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  Overloaded(long waiting, Duration retryAfter) {
    super(
        "%,d events are waiting to be written. Send again in %d s."
            .formatted(waiting, retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
