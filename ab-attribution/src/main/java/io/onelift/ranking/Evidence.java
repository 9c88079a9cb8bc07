package io.onelift.ranking;

import io.onelift.conversion.ConversionCounts;
import io.onelift.exposure.ExposureCounts;
import io.onelift.stats.Proportion;

/** What has been seen of an offer in a placement: conversions out of exposures. */
@FunctionalInterface
public interface Evidence {
  Proportion of(String placement, String offer);

  /**
   * From the counts. A conversion without an exposure (one that was shown elsewhere or not tracked)
   * counts as a trial too.
   */
  static Evidence of(ExposureCounts exposures, ConversionCounts conversions) {
    return (placement, offer) -> {
      long successes = conversions.conversions(placement, offer);
      return new Proportion(successes, Math.max(successes, exposures.exposures(placement, offer)));
    };
  }
}
