package io.onelift.model;

import java.util.List;

/**
 * What a logistic regression learned: the log-odds of a profile are the intercept plus the weights
 * of its features.
 *
 * @param weights of the feature at the same index
 */
record Coefficients(double intercept, List<Double> weights) {
  Coefficients {
    weights = List.copyOf(weights);
  }

  double[] array() {
    return weights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The probability that belongs to log-odds. */
  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
