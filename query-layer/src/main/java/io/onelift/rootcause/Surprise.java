package io.onelift.rootcause;

/**
 * How much a share differs from what it was: one value's part of the Jensen–Shannon divergence
 * between the shares before and after. After R. Bhagwan, R. Kumar, R. Ramjee et al., "Adtributor:
 * Revenue Debugging in Advertising Systems", NSDI 2014.
 */
final class Surprise {
  private Surprise() {}

  /** Zero when both shares are the same; at most ln 2 ⁄ 2 for a share that came or went whole. */
  static double of(double before, double after) {
    return .5 * (term(before, after) + term(after, before));
  }

  private static double term(double share, double other) {
    return share <= 0 ? 0 : share * Math.log(2 * share / (share + Math.max(other, 0)));
  }
}
