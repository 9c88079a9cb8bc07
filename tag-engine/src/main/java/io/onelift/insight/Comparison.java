package io.onelift.insight;

import java.util.OptionalDouble;
import org.apache.commons.math3.special.Erf;

/**
 * How often something is seen in a group and in its reference.
 *
 * @param inGroup how many of the group
 * @param group the group's size
 * @param inReference how many of the reference; those of the group who belong to it are among them
 * @param reference the reference's size
 * @param inOthers how many of the reference that are not of the group
 * @param others how many of the reference are not of the group
 */
record Comparison(
    long inGroup, long group, long inReference, long reference, long inOthers, long others) {
  /** Fewer expected in a cell than this, and the normal distribution says little. */
  private static final double FEWEST_EXPECTED = 5;

  double share() {
    return group == 0 ? 0 : (double) inGroup / group;
  }

  double referenceShare() {
    return reference == 0 ? 0 : (double) inReference / reference;
  }

  /** Target group index: the share relative to the reference's, times 100; empty over nothing. */
  OptionalDouble tgi() {
    return referenceShare() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100 * share() / referenceShare());
  }

  /**
   * The two-sided p-value of the pooled two-proportion z-test, the group against those of the
   * reference outside it, because a test wants two samples that share nobody. Empty where a cell
   * expects fewer than five.
   */
  OptionalDouble pValue() {
    if (group == 0 || others == 0) {
      return OptionalDouble.empty();
    }
    double pooled = (double) (inGroup + inOthers) / (group + others);
    if (Math.min(group, others) * Math.min(pooled, 1 - pooled) < FEWEST_EXPECTED) {
      return OptionalDouble.empty();
    }
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / group + 1.0 / others));
    double z = (share() - (double) inOthers / others) / error;
    return OptionalDouble.of(Erf.erfc(Math.abs(z) / Math.sqrt(2)));
  }

  /**
   * What this adds to the information value, (p − q) ln(p ⁄ q) of the shares in the group and
   * outside, each count raised by a half so that nothing is divided by zero. After S. Kullback,
   * "Information Theory and Statistics" (1959), as credit scoring uses it.
   */
  double information() {
    double p = (inGroup + .5) / (group + 1.0);
    double q = (inOthers + .5) / (others + 1.0);
    return (p - q) * Math.log(p / q);
  }
}
