package io.onelift.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each tag adds to the log-odds of one profile, compared with the average profile: the sum of
 * weight × (holds − share) over the tag's features. Together with the base they add up to the
 * profile's log-odds; these are the Shapley values of a linear model (Lundberg and Lee, "A Unified
 * Approach to Interpreting Model Predictions", NIPS 2017).
 */
final class Contributions {
  private final Fit fit;
  private final double base;

  /** By tag, what it adds when none of its features holds. */
  private final Map<String, Double> without = new LinkedHashMap<>();

  Contributions(Fit fit) {
    this.fit = fit;
    double average = fit.intercept();
    for (Fit.WeightedFeature each : fit.features()) {
      double expected = each.weight() * each.share();
      average += expected;
      without.merge(each.feature().tag(), -expected, Double::sum);
    }
    this.base = average;
  }

  /** The log-odds of the average profile. */
  double base() {
    return base;
  }

  /** By tag, what it adds for a profile that these features of the fit hold for. */
  Map<String, Double> of(int[] holding) {
    Map<String, Double> amounts = new LinkedHashMap<>(without);
    for (int feature : holding) {
      Fit.WeightedFeature each = fit.features().get(feature);
      amounts.merge(each.feature().tag(), each.weight(), Double::sum);
    }
    return amounts;
  }

  /** The features among these that are about a tag. */
  List<Feature> about(String tag, int[] holding) {
    List<Feature> about = new ArrayList<>();
    for (int feature : holding) {
      Feature each = fit.features().get(feature).feature();
      if (each.tag().equals(tag)) {
        about.add(each);
      }
    }
    return about;
  }
}
