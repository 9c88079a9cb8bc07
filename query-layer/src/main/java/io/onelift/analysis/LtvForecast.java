package io.onelift.analysis;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What cohorts will have brought, by the chain ladder (T. Mack, Distribution-free calculation of
 * the standard error of chain ladder reserve estimates, 1993): from one period to the next the sum
 * grows by the factor by which it grew in all cohorts that are that old.
 *
 * <pre>
 * factor(p) = Σ sum up to p + 1 / Σ sum up to p, over the cohorts in which p + 1 is over
 * </pre>
 *
 * Beyond the oldest cohort growth fades by a constant ratio, which is fitted to the factors that
 * are known: a line through {@code ln(factor − 1)}, at least two of them, that does not rise. A
 * cohort without any revenue yet is foreseen to have none.
 */
final class LtvForecast {
  private LtvForecast() {}

  /**
   * How far forecasts were off.
   *
   * @param sum of relative errors
   * @param cells that were compared
   * @param periods held out; 0 when nothing could be
   */
  record Deviation(double sum, int cells, int periods) {
    static final Deviation NONE = new Deviation(0, 0, 0);

    Deviation and(Deviation other) {
      return new Deviation(sum + other.sum, cells + other.cells, Math.max(periods, other.periods));
    }

    /** The mean absolute error as a share of what was brought. */
    OptionalDouble mape() {
      return cells == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / cells);
    }
  }

  /**
   * What follows on each cohort's known sums, as far as it can be foreseen.
   *
   * @param cumulative a row for each cohort, its sums up to every period that is over
   * @param steps periods more at most
   * @param periods from the beginning at most
   */
  static double[][] of(double[][] cumulative, int steps, int periods) {
    double[] factors = factors(cumulative, periods);
    double[][] forecast = new double[cumulative.length][];
    for (int cohort = 0; cohort < cumulative.length; cohort++) {
      double[] known = cumulative[cohort];
      double[] more = new double[Math.max(0, Math.min(steps, periods - known.length))];
      int foreseen = 0;
      double sum = known.length == 0 ? Double.NaN : known[known.length - 1];
      while (foreseen < more.length) {
        int from = known.length - 1 + foreseen;
        sum = from < 0 ? Double.NaN : sum * factors[from];
        if (Double.isNaN(sum)) {
          break;
        }
        more[foreseen++] = sum;
      }
      forecast[cohort] = Arrays.copyOf(more, foreseen);
    }
    return forecast;
  }

  /** By how much sums grow from each period to the next; not a number where nobody knows. */
  private static double[] factors(double[][] cumulative, int periods) {
    double[] factors = new double[periods];
    Arrays.fill(factors, Double.NaN);
    for (int period = 0; period < periods - 1; period++) {
      double before = 0;
      double after = 0;
      for (double[] sums : cumulative) {
        if (period + 1 < sums.length) {
          before += sums[period];
          after += sums[period + 1];
        }
      }
      if (before > 0) {
        factors[period] = after / before;
      }
    }
    fade(factors);
    return factors;
  }

  /** Fills in the factors after the last known one. */
  private static void fade(double[] factors) {
    int last = factors.length - 1;
    while (last >= 0 && Double.isNaN(factors[last])) {
      last--;
    }
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int period = 0; period <= last; period++) {
      if (factors[period] > 1) {
        double growth = Math.log(factors[period] - 1);
        n++;
        x += period;
        y += growth;
        xx += (double) period * period;
        xy += period * growth;
      }
    }
    double spread = n * xx - x * x;
    if (n < 2 || spread == 0) {
      return;
    }
    double slope = Math.min(0, (n * xy - x * y) / spread);
    double start = (y - slope * x) / n;
    for (int period = last + 1; period < factors.length; period++) {
      factors[period] = 1 + Math.exp(start + slope * period);
    }
  }

  /**
   * The error on the last periods, which are held out: as many as are asked for, half of what there
   * is at most. Cohorts that are not older have nothing to start from and are left out, and so is
   * what brought nothing.
   */
  static Deviation error(double[][] cumulative, int steps) {
    int oldest = Arrays.stream(cumulative).mapToInt(sums -> sums.length).max().orElse(0);
    int held = Math.min(steps, oldest / 2);
    if (held == 0) {
      return Deviation.NONE;
    }
    double[][] before = new double[cumulative.length][];
    for (int cohort = 0; cohort < cumulative.length; cohort++) {
      before[cohort] =
          Arrays.copyOf(cumulative[cohort], Math.max(0, cumulative[cohort].length - held));
    }
    double[][] forecast = of(before, held, oldest);
    double sum = 0;
    int cells = 0;
    for (int cohort = 0; cohort < cumulative.length; cohort++) {
      for (int i = 0; i < forecast[cohort].length; i++) {
        double real = cumulative[cohort][before[cohort].length + i];
        if (real > 0) {
          sum += Math.abs(forecast[cohort][i] - real) / real;
          cells++;
        }
      }
    }
    return new Deviation(sum, cells, cells == 0 ? 0 : held);
  }
}
