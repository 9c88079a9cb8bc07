package io.onelift.stats;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution. */
final class Normal {
  /** The 97.5 % point: half the width of a 95 % interval in standard errors. */
  static final double Z_95 = 1.959963984540054;

  private Normal() {}

  /**
   * How likely a |z| at least this large is by chance. Through erfc, because 1 − cdf is 0 long
   * before the probability is.
   */
  static double twoSided(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
