package io.onelift.stats;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * Sample ratio mismatch: do the sizes of the variants fit the weights they were assigned by?
 * Pearson's chi-square. A mismatch means that exposures are lost or doubled on one side, so that no
 * figure of the experiment can be trusted (Fabijan et al., "Diagnosing sample ratio mismatch in
 * online controlled experiments", 2019).
 *
 * @param weights positive, on any scale, one per variant
 */
public record SampleRatio(List<Long> observed, List<Double> weights) {
  /** Below this p value the split is called broken. */
  public static final double ALARM_BELOW = 0.001;

  public SampleRatio {
    observed = List.copyOf(observed);
    weights = List.copyOf(weights);
    if (observed.size() != weights.size() || observed.size() < 2) {
      throw new IllegalArgumentException(
          "A ratio needs a weight for each of two or more variants, not "
              + observed
              + " and "
              + weights);
    }
    if (weights.stream().anyMatch(w -> !(w > 0)) || observed.stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "Weights must be positive and sizes not negative: " + weights + ", " + observed);
    }
  }

  /** The size of each variant if the weights were kept exactly. */
  public List<Double> expected() {
    double total = observed.stream().mapToLong(Long::longValue).sum();
    double weight = weights.stream().mapToDouble(Double::doubleValue).sum();
    return weights.stream().map(w -> total * w / weight).toList();
  }

  /** 0 when nobody was seen. */
  public double chiSquare() {
    List<Double> expected = expected();
    return IntStream.range(0, observed.size())
        .filter(i -> expected.get(i) > 0)
        .mapToDouble(i -> Math.pow(observed.get(i) - expected.get(i), 2) / expected.get(i))
        .sum();
  }

  /** How likely a split at least this far off is by chance. */
  public double pValue() {
    double half = chiSquare() / 2;
    return half == 0 ? 1 : Gamma.regularizedGammaQ((observed.size() - 1) / 2.0, half);
  }

  public boolean alarm() {
    return pValue() < ALARM_BELOW;
  }
}
