package io.onelift.ranking;

import io.onelift.stats.BetaPosterior;
import java.time.Duration;

/**
 * How offers are explored.
 *
 * @param seed of every draw; another seed is another, independent series of draws
 * @param prior what is believed of an offer nobody has seen
 * @param refresh how long a placement keeps ranking by what it knew before it looks again
 */
public record Policy(String seed, BetaPosterior prior, Duration refresh) {
  /**
   * The prior is one conversion in twenty exposures, Beta(1, 19): the order of magnitude of a
   * banner's rate, so that a new offer is tried often, a few good results lift it, and two dozen
   * exposures without any put it behind the others. A flat prior would show every new offer to
   * nearly everybody until about fifty exposures had disproved 50 %.
   */
  public static Policy standard(String seed) {
    return new Policy(seed, new BetaPosterior(1, 19), Duration.ofSeconds(1));
  }
}
