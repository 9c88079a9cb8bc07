package io.onelift.rootcause;

/**
 * The logarithmic mean Divisia index: what each factor of a product adds to its change, without a
 * residual. After B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide",
 * Energy Policy 33 (2005).
 */
public final class LogMean {
  private LogMean() {}

  /**
   * What one factor adds to the change of the product; all figures above zero.
   *
   * @param before the product
   * @param after the product
   */
  public static double contribution(
      double before, double after, double factorBefore, double factorAfter) {
    return of(before, after) * Math.log(factorAfter / factorBefore);
  }

  /** Between both numbers, which have to be above zero; their own value when they are equal. */
  static double of(double a, double b) {
    double logs = Math.log(b) - Math.log(a);
    // Near each other the quotient loses its digits, and the mean is the number itself.
    return Math.abs(logs) < 1e-9 ? (a + b) / 2 : (b - a) / logs;
  }
}
