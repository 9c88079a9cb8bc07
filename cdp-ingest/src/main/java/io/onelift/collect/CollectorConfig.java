package io.onelift.collect;

import java.time.Duration;

/**
 * How events are grouped into commits.
 *
 * @param linger how long the first event of a commit waits for company
 * @param maxEvents of one commit; a larger call is one commit of its own
 * @param maxWaiting events accepted and not yet written; more are refused as {@link Overloaded}
 * @param refresh how long {@code last_seen} may lag while events keep coming
 */
public record CollectorConfig(Duration linger, int maxEvents, int maxWaiting, Duration refresh) {
  public static CollectorConfig standard() {
    return new CollectorConfig(Duration.ofMillis(5), 10_000, 100_000, Duration.ofSeconds(3));
  }
}
