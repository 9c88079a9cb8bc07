package io.onelift.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trained model: the log-odds of a profile are the intercept plus the weights of the features
 * that hold for it.
 *
 * @param definition version of the definition that it was trained from
 * @param baseRate the share of positives in the population
 * @param grades the lowest scores, 0 to 100, of the grades A, B, C and D; whoever is below has E
 */
public record Fit(
    int definition,
    Instant trainedAt,
    double baseRate,
    double intercept,
    List<WeightedFeature> features,
    List<Double> grades) {
  /** The best tenth, the next fifth, and so on; the rest is the last grade. */
  static final List<Double> GRADE_SHARES = List.of(.1, .2, .3, .2);

  private static final List<String> GRADES = List.of("A", "B", "C", "D", "E");

  public Fit {
    features = List.copyOf(features);
    grades = List.copyOf(grades);
  }

  /**
   * A feature and what it adds.
   *
   * @param weight added to the log-odds
   * @param share of the training rows that it holds for, weighted as the population
   */
  public record WeightedFeature(Feature feature, double weight, double share) {}

  double[] weights() {
    return features.stream().mapToDouble(WeightedFeature::weight).toArray();
  }

  /** The features' positions by tag, in the order of the features. */
  Map<String, List<Integer>> byTag() {
    Map<String, List<Integer>> byTag = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      byTag.computeIfAbsent(features.get(i).feature().tag(), _ -> new ArrayList<>()).add(i);
    }
    return byTag;
  }

  /** The tags whose values the scores follow. */
  Set<String> tags() {
    return features.stream().map(each -> each.feature().tag()).collect(Collectors.toSet());
  }

  /** True when scores change as days pass. */
  boolean isMovedByTime() {
    return features.stream().anyMatch(each -> each.feature().test() instanceof Feature.DaysAgo);
  }

  /** The score that belongs to log-odds: the probability in percent, to the ten thousandth. */
  static double score(double logit) {
    return Math.round(Coefficients.probability(logit) * 1_000_000) / 10_000.0;
  }

  /** The grade of a score. */
  String grade(double score) {
    for (int i = 0; i < grades.size(); i++) {
      if (score >= grades.get(i)) {
        return GRADES.get(i);
      }
    }
    return GRADES.get(grades.size());
  }
}
