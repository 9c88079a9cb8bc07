package io.onelift.collect;

import java.time.Duration;
import java.time.Instant;

/** Sets a sender's clock right by when it says that it sent and when we received. */
final class SenderClock {
  /** Less is the way through the network, not a wrong clock. */
  private static final Duration MIN_SKEW = Duration.ofSeconds(2);

  private SenderClock() {}

  /** The time by our clock of what the sender says happened at {@code said}. */
  static Instant corrected(Instant said, Instant sentAt, Instant receivedAt) {
    Duration skew = Duration.between(sentAt, receivedAt);
    return skew.abs().compareTo(MIN_SKEW) < 0 ? said : said.plus(skew);
  }
}
