package io.onelift.stats;

/**
 * Successes out of trials.
 *
 * @param successes 0 to {@code trials}
 */
public record Proportion(long successes, long trials) {
  public Proportion {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "Successes must be between 0 and the trials, not " + successes + " of " + trials);
    }
  }

  /** The share of successes; 0 without trials. */
  public double rate() {
    return trials == 0 ? 0 : (double) successes / trials;
  }

  /**
   * The 95 % interval of the rate after E. B. Wilson, "Probable inference, the law of succession,
   * and statistical inference" (1927); never leaves 0..1 and is all of it without trials.
   */
  public Interval wilson() {
    if (trials == 0) {
      return new Interval(0, 1);
    }
    double z2 = Normal.Z_95 * Normal.Z_95;
    double p = rate();
    double scale = 1 + z2 / trials;
    double centre = (p + z2 / (2 * trials)) / scale;
    double half =
        Normal.Z_95 * Math.sqrt(p * (1 - p) / trials + z2 / (4.0 * trials * trials)) / scale;
    return new Interval(
        successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
  }
}
