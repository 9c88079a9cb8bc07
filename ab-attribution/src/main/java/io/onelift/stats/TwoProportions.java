package io.onelift.stats;

import java.util.OptionalDouble;

/** A rate compared with the control's rate; both need at least one trial. */
public record TwoProportions(Proportion treatment, Proportion control) {
  public TwoProportions {
    if (treatment.trials() == 0 || control.trials() == 0) {
      throw new IllegalArgumentException("A comparison needs trials on both sides");
    }
  }

  /** Treatment's rate minus control's. */
  public double difference() {
    return treatment.rate() - control.rate();
  }

  /** The 95 % Wald interval of the difference, with the variances of both sides unpooled. */
  public Interval interval() {
    double half = Normal.Z_95 * Math.sqrt(variance(treatment) + variance(control));
    return new Interval(difference() - half, difference() + half);
  }

  /**
   * The difference in standard errors, under the hypothesis that both rates are the same (pooled
   * variance); 0 when nobody or everybody succeeded.
   */
  public double z() {
    double pooled =
        (double) (treatment.successes() + control.successes())
            / (treatment.trials() + control.trials());
    double variance = pooled * (1 - pooled) * (1.0 / treatment.trials() + 1.0 / control.trials());
    return variance == 0 ? 0 : difference() / Math.sqrt(variance);
  }

  /** Two-sided, of {@link #z}. */
  public double pValue() {
    return Normal.twoSided(z());
  }

  /** The difference as a share of control's rate; empty when that is 0. */
  public OptionalDouble relative() {
    return control.successes() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(difference() / control.rate());
  }

  private static double variance(Proportion p) {
    return p.rate() * (1 - p.rate()) / p.trials();
  }
}
