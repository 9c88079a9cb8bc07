package io.onelift.collect;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How events are grouped into commits.
 *
 * @param linger how long the first event of a commit waits for company when few events come
 * @param longestLinger how long when many come: fewer and larger commits cost less
 * @param maxEvents of one commit; a larger call is one commit of its own
 * @param maxWaiting events accepted and not yet written; more are refused as {@link Overloaded}
 * @param refresh how long {@code last_seen} may lag while events keep coming
 * @param messageIds folder where message ids are kept that came in a while ago
 */
public record CollectorConfig(
    Duration linger,
    Duration longestLinger,
    int maxEvents,
    int maxWaiting,
    Duration refresh,
    Path messageIds) {
  /** A commit of so many events is large enough not to wait for more. */
  private static final int ENOUGH = 2_000;

  public static CollectorConfig standard(Path messageIds) {
    return new CollectorConfig(
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        10_000,
        100_000,
        Duration.ofSeconds(10),
        messageIds);
  }

  /**
   * How long the next commit gathers, in nanoseconds: the fuller the last one was, the longer.
   *
   * @param last events of the commit before
   */
  long lingerAfter(int last) {
    long more = longestLinger.toNanos() - linger.toNanos();
    return linger.toNanos() + more * Math.min(last, ENOUGH / 4) / (ENOUGH / 4);
  }

  /** True when a commit of so many events waits for no more. */
  static boolean isEnough(int events) {
    return events >= ENOUGH;
  }
}
