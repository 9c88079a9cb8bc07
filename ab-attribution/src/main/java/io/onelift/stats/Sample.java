package io.onelift.stats;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Numbers, one per subject, as the three sums that their mean and spread need.
 *
 * @param size how many subjects, those with the number 0 included
 */
public record Sample(long size, double sum, double sumOfSquares) {
  public Sample {
    if (size < 0) {
      throw new IllegalArgumentException("A sample can't have " + size + " subjects");
    }
  }

  /** A sample that has this mean and standard deviation (with n − 1). */
  public static Sample of(long size, double mean, double deviation) {
    return new Sample(size, mean * size, deviation * deviation * (size - 1) + mean * mean * size);
  }

  /** 0 without subjects. */
  public double mean() {
    return size == 0 ? 0 : sum / size;
  }

  /** With n − 1; 0 with fewer than two subjects. */
  public double variance() {
    return size < 2 ? 0 : Math.max(0, (sumOfSquares - sum * sum / size) / (size - 1));
  }

  /** The 95 % t interval of the mean; just the mean with fewer than two subjects. */
  public Interval interval() {
    if (size < 2) {
      return new Interval(mean(), mean());
    }
    double t = new TDistribution(null, size - 1.0).inverseCumulativeProbability(0.975);
    double half = t * Math.sqrt(variance() / size);
    return new Interval(mean() - half, mean() + half);
  }
}
