package io.onelift.rootcause;

import java.util.OptionalDouble;
import org.apache.commons.math3.special.Erf;

/** Whether one part moved otherwise than the rest by more than chance, two-sided. */
final class Significance {
  /** Fewer expected in a cell than this, and the normal distribution says little. */
  private static final double FEWEST = 5;

  private Significance() {}

  /**
   * Whether a part's share of the whole is another than before: the pooled two-proportion z-test,
   * its variance multiplied by the dispersion.
   */
  static OptionalDouble ofShare(
      double before, double wholeBefore, double after, double wholeAfter, double dispersion) {
    double pooled = (before + after) / (wholeBefore + wholeAfter);
    if (!(pooled > 0 && pooled < 1)
        || Math.min(wholeBefore, wholeAfter) * Math.min(pooled, 1 - pooled) < FEWEST * dispersion) {
      return OptionalDouble.empty();
    }
    double variance = pooled * (1 - pooled) * (1 / wholeBefore + 1 / wholeAfter) * dispersion;
    return OptionalDouble.of(
        twoSided((after / wholeAfter - before / wholeBefore) / Math.sqrt(variance)));
  }

  /**
   * Whether a part's rate changed otherwise than the rate of all others: the difference of the two
   * differences over its standard error. A rate of which the numerator never exceeds the
   * denominator has a binomial variance, any other that of counts, each multiplied by the
   * dispersion.
   */
  static OptionalDouble ofRate(Rates before, Rates after, double dispersion) {
    boolean proportion = before.isProportion() && after.isProportion();
    double variance = 0;
    for (Rates rates : new Rates[] {before, after}) {
      if (rates.numerator < FEWEST * dispersion
          || rates.otherNumerator < FEWEST * dispersion
          || rates.denominator <= 0
          || rates.otherDenominator <= 0) {
        return OptionalDouble.empty();
      }
      variance += variance(rates.rate(), rates.denominator, proportion);
      variance += variance(rates.otherRate(), rates.otherDenominator, proportion);
    }
    double difference = after.rate() - before.rate() - (after.otherRate() - before.otherRate());
    return variance <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(twoSided(difference / Math.sqrt(variance * dispersion)));
  }

  /** A part and all others in one period. */
  record Rates(
      double numerator, double denominator, double otherNumerator, double otherDenominator) {
    double rate() {
      return numerator / denominator;
    }

    double otherRate() {
      return otherNumerator / otherDenominator;
    }

    boolean isProportion() {
      return numerator <= denominator && otherNumerator <= otherDenominator;
    }
  }

  private static double variance(double rate, double size, boolean proportion) {
    return (proportion ? rate * (1 - rate) : rate) / size;
  }

  private static double twoSided(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
