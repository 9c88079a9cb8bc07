package io.onelift.stats;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * A mean compared with the control's, variances not assumed equal: B. L. Welch, "The generalization
 * of Student's problem when several different population variances are involved" (1947). Both sides
 * need two subjects.
 */
public record Welch(Sample treatment, Sample control) {
  public Welch {
    if (treatment.size() < 2 || control.size() < 2) {
      throw new IllegalArgumentException("Welch's test needs two subjects on both sides");
    }
  }

  /** Treatment's mean minus control's. */
  public double difference() {
    return treatment.mean() - control.mean();
  }

  /** The difference in standard errors; 0 when neither side varies. */
  public double t() {
    return squaredError() == 0 ? 0 : difference() / Math.sqrt(squaredError());
  }

  /** By Welch and Satterthwaite. */
  public double degreesOfFreedom() {
    double a = treatment.variance() / treatment.size();
    double b = control.variance() / control.size();
    return a + b == 0
        ? treatment.size() + control.size() - 2.0
        : (a + b) * (a + b) / (a * a / (treatment.size() - 1.0) + b * b / (control.size() - 1.0));
  }

  /** Two-sided, of {@link #t}. */
  public double pValue() {
    double df = degreesOfFreedom();
    return Beta.regularizedBeta(df / (df + t() * t()), df / 2, 0.5);
  }

  /** The 95 % interval of the difference. */
  public Interval interval() {
    double quantile =
        new TDistribution(null, degreesOfFreedom()).inverseCumulativeProbability(0.975);
    double half = quantile * Math.sqrt(squaredError());
    return new Interval(difference() - half, difference() + half);
  }

  /** The difference as a share of control's mean; empty when that is 0. */
  public OptionalDouble relative() {
    return control.mean() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(difference() / control.mean());
  }

  private double squaredError() {
    return treatment.variance() / treatment.size() + control.variance() / control.size();
  }
}
