package io.onelift.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Beta;

/**
 * How likely each of several independent rates is the highest:
 *
 * <pre>P(i highest) = ∫ f_i(x) ∏_{j≠i} F_j(x) dx</pre>
 *
 * <p>by Gauss–Legendre quadrature in log odds, where every Beta density is a smooth bell. The axis
 * is cut where any of the bells rises and falls, so that a sharp one inside a broad one is seen.
 * Good to 1e-6.
 */
public final class HighestRate {
  /** Where a bell is cut, in its own standard deviations around its mean. */
  private static final double[] CUTS = {-40, -16, -8, -5, -3, -1.5, 0, 1.5, 3, 5, 8, 16};

  /** Gauss–Legendre with five nodes on −1..1. */
  private static final double[] NODES = {
    -0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664
  };

  private static final double[] WEIGHTS = {
    0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189
  };

  /** The logarithm of a probability that changes no sum. */
  private static final double NOTHING = -60;

  private HighestRate() {}

  /**
   * The probabilities, in the order of the rates; they add up to 1. Rates that are equal in
   * distribution get equal probabilities.
   */
  public static List<Double> probabilities(List<BetaPosterior> rates) {
    if (rates.isEmpty()) {
      return List.of();
    }
    Map<BetaPosterior, Integer> alike = new LinkedHashMap<>();
    rates.forEach(rate -> alike.merge(rate, 1, Integer::sum));
    Map<BetaPosterior, Double> each = integrate(alike);
    double total = rates.stream().mapToDouble(each::get).sum();
    return rates.stream().map(rate -> each.get(rate) / total).toList();
  }

  private static Map<BetaPosterior, Double> integrate(Map<BetaPosterior, Integer> alike) {
    // Highest first, so that a place where one of them cannot be is left early.
    List<BetaPosterior> rates =
        alike.keySet().stream()
            .sorted(Comparator.comparingDouble(BetaPosterior::mean).reversed())
            .toList();
    int n = rates.size();
    double[] logBeta = new double[n];
    for (int i = 0; i < n; i++) {
      logBeta[i] = Beta.logBeta(rates.get(i).alpha(), rates.get(i).beta());
    }
    double[] sums = new double[n];
    double[] logBelow = new double[n];
    List<Double> cuts = cuts(rates);
    for (int cut = 1; cut < cuts.size(); cut++) {
      double half = (cuts.get(cut) - cuts.get(cut - 1)) / 2;
      double middle = (cuts.get(cut) + cuts.get(cut - 1)) / 2;
      for (int node = 0; node < NODES.length; node++) {
        double logit = middle + half * NODES[node];
        double rate = 1 / (1 + Math.exp(-logit));
        double logAllBelow = 0;
        for (int i = 0; i < n && logAllBelow > NOTHING; i++) {
          logBelow[i] = Math.log(rates.get(i).below(rate));
          logAllBelow += alike.get(rates.get(i)) * logBelow[i];
        }
        for (int i = 0; i < n && logAllBelow > NOTHING; i++) {
          double logDensity =
              -rates.get(i).alpha() * Math.log1p(Math.exp(-logit))
                  - rates.get(i).beta() * Math.log1p(Math.exp(logit))
                  - logBeta[i];
          sums[i] += WEIGHTS[node] * half * Math.exp(logDensity + logAllBelow - logBelow[i]);
        }
      }
    }
    Map<BetaPosterior, Double> result = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      result.put(rates.get(i), sums[i]);
    }
    return result;
  }

  /**
   * The cuts of all bells, ascending. Two cuts closer than half of the sharpest bell's deviation
   * are one, which keeps many similar rates cheap.
   */
  private static List<Double> cuts(List<BetaPosterior> rates) {
    double sharpest = rates.stream().mapToDouble(BetaPosterior::logitDeviation).min().orElseThrow();
    List<Double> all = new ArrayList<>();
    for (BetaPosterior rate : rates) {
      for (double cut : CUTS) {
        all.add(rate.logitMean() + cut * rate.logitDeviation());
      }
    }
    all.sort(null);
    List<Double> kept = new ArrayList<>();
    for (double cut : all) {
      if (kept.isEmpty() || cut - kept.getLast() > sharpest / 2) {
        kept.add(cut);
      }
    }
    return kept;
  }
}
