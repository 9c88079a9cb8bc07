package io.onelift.rootcause;

import java.util.List;

/**
 * How much more days differ than counts of things that happen by themselves would: Pearson's
 * chi-square over its degrees of freedom, as quasi-likelihood has it. People do things several
 * times and weekdays differ, so a test that took every event for itself would find too much. After
 * P. McCullagh and J. A. Nelder, "Generalized Linear Models" (1989), chapters 4 and 6.
 */
final class Dispersion {
  private static final int FEWEST_DAYS = 4;

  private double squares;
  private int freedom;

  /**
   * Adds the days of one period.
   *
   * @param figures of each day
   * @param sizes what each day's figure is expected to be in proportion to
   */
  Dispersion add(List<Double> figures, List<Double> sizes) {
    double total = figures.stream().mapToDouble(Double::doubleValue).sum();
    double size = sizes.stream().mapToDouble(Double::doubleValue).sum();
    if (total <= 0 || size <= 0) {
      return this;
    }
    int days = 0;
    for (int i = 0; i < figures.size(); i++) {
      double expected = total * sizes.get(i) / size;
      if (expected > 0) {
        squares += (figures.get(i) - expected) * (figures.get(i) - expected) / expected;
        days++;
      }
    }
    freedom += Math.max(0, days - 1);
    return this;
  }

  /** Whether there are days enough to tell. */
  boolean isKnown() {
    return freedom >= FEWEST_DAYS - 1;
  }

  /**
   * The variance of a figure over its mean.
   *
   * @param least what it is at least, and where it is not known
   */
  double value(double least) {
    return isKnown() ? Math.max(least, squares / freedom) : least;
  }
}
