package io.onelift.alert;

import java.util.Arrays;
import java.util.List;

/**
 * What a figure usually is: the median of earlier ones at the same weekday, and for hours at the
 * same hour of it, and how far those lie apart: the median of their distances from it, times 1.4826
 * so that it is the standard deviation where they are distributed normally. Neither is moved by the
 * odd day among them. After B. Iglewicz and D. C. Hoaglin, "How to Detect and Handle Outliers",
 * ASQC (1993), which also gives the usual bound of 3.5.
 *
 * @param expected the median
 * @param deviation never zero
 */
record Baseline(double expected, double deviation) {
  private static final double TO_SIGMA = 1.4826;

  /** Figures that hardly differ make every change look large, so a hundredth is no deviation. */
  private static final double LEAST_SHARE = .01;

  /**
   * @param earlier figures, at least one
   * @param counts true when the figure counts something, which varies by its root at least
   */
  static Baseline of(List<Double> earlier, boolean counts) {
    double median = median(earlier);
    double spread =
        TO_SIGMA * median(earlier.stream().map(figure -> Math.abs(figure - median)).toList());
    double least = Math.max(LEAST_SHARE * Math.abs(median), Double.MIN_NORMAL);
    if (counts) {
      least = Math.max(least, Math.sqrt(Math.max(median, 1)));
    }
    return new Baseline(median, Math.max(spread, least));
  }

  double score(double figure) {
    return (figure - expected) / deviation;
  }

  static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
