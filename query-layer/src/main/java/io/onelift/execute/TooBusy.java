package io.onelift.execute;

import java.time.Duration;

/** Too many statements run and wait already; trying again later helps. */
public final class TooBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooBusy(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
