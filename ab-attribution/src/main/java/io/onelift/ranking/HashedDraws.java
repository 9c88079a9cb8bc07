package io.onelift.ranking;

import io.onelift.stats.BetaPosterior;

/**
 * Draws that follow from a key alone: the SplitMix64 sequence that starts at the key (Steele, Lea,
 * Flood, "Fast splittable pseudorandom number generators", 2014), turned into Gamma variates by the
 * method of G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000).
 * {@code StrictMath}, so that every machine draws the same.
 */
final class HashedDraws {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  HashedDraws(long key) {
    this.state = key;
  }

  /** A draw from the distribution: the share of one Gamma variate in the sum of two. */
  double beta(BetaPosterior distribution) {
    double a = gamma(distribution.alpha());
    double b = gamma(distribution.beta());
    return a + b == 0 ? distribution.mean() : a / (a + b);
  }

  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      if (root > 0) {
        double v = root * root * root;
        if (StrictMath.log(uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }

  /** By G. E. P. Box and M. E. Muller (1958). */
  private double normal() {
    return StrictMath.sqrt(-2 * StrictMath.log(uniform()))
        * StrictMath.cos(2 * Math.PI * uniform());
  }

  /** Above 0, below 1. */
  private double uniform() {
    state += STEP;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return ((z >>> 11) + 0.5) * 0x1.0p-53;
  }
}
