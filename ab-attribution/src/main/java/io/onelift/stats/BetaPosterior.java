package io.onelift.stats;

import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/** What is known of a rate after a Beta prior has met successes and failures. */
public record BetaPosterior(double alpha, double beta) {
  public BetaPosterior {
    if (!(alpha > 0) || !(beta > 0)) {
      throw new IllegalArgumentException(
          "A Beta distribution needs positive parameters, not " + alpha + ", " + beta);
    }
  }

  /** After more trials, some of which succeeded. */
  public BetaPosterior after(Proportion seen) {
    return new BetaPosterior(alpha + seen.successes(), beta + (seen.trials() - seen.successes()));
  }

  public double mean() {
    return alpha / (alpha + beta);
  }

  /** The central 95 % credible interval. */
  public Interval interval() {
    var distribution = new BetaDistribution(null, alpha, beta);
    return new Interval(
        distribution.inverseCumulativeProbability(0.025),
        distribution.inverseCumulativeProbability(0.975));
  }

  /** How likely this rate is the higher one, the two being independent. */
  public double probabilityAbove(BetaPosterior other) {
    return HighestRate.probabilities(List.of(this, other)).getFirst();
  }

  double below(double rate) {
    return Beta.regularizedBeta(rate, alpha, beta);
  }

  /** Mean of the log odds. */
  double logitMean() {
    return Gamma.digamma(alpha) - Gamma.digamma(beta);
  }

  /** Standard deviation of the log odds. */
  double logitDeviation() {
    return Math.sqrt(Gamma.trigamma(alpha) + Gamma.trigamma(beta));
  }
}
