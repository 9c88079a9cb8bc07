package io.onelift.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import weka.classifiers.functions.Logistic;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.SparseInstance;

/**
 * Weka's logistic regression with a ridge (le Cessie and van Houwelingen, "Ridge Estimators in
 * Logistic Regression", Applied Statistics 1992). Deterministic.
 */
final class LogisticRegression {
  /**
   * On the sum of squared weights of standardised features: keeps ranges that follow from each
   * other apart, and is nothing beside the likelihood of a thousand people.
   */
  private static final double RIDGE = 1;

  private static final int MOST_ROUNDS = 100;
  private static final String YES = "yes";

  /**
   * Prepares Weka.
   *
   * @param home a folder for what it writes; by itself it would take the user's home
   */
  LogisticRegression(Path home) {
    // Read by Weka's static initializers, so there is no other way to say it.
    System.setProperty("WEKA_HOME", home.toAbsolutePath().toString());
    System.setProperty("weka.core.loadPackages", "false");
    System.setProperty("weka.packageManager.offline", "true");
  }

  /**
   * Learns who is positive.
   *
   * @param rows at least one positive and one other, with at least one feature
   * @param positiveWeight what a positive counts, and the others
   */
  Coefficients fit(
      DesignMatrix rows,
      int features,
      RoaringBitmap positives,
      double positiveWeight,
      double negativeWeight) {
    Logistic logistic = new Logistic();
    logistic.setRidge(RIDGE);
    logistic.setMaxIts(MOST_ROUNDS);
    logistic.setDoNotCheckCapabilities(true);
    try {
      logistic.buildClassifier(
          instances(rows, features, positives, positiveWeight, negativeWeight));
    } catch (Exception e) {
      throw new IllegalStateException(
          "The logistic regression did not come to an end: " + e.getMessage(), e);
    }
    double[][] found = logistic.coefficients();
    if (found.length != features + 1) {
      throw new IllegalStateException(
          (features + 1 - found.length) + " features hold for everybody or for nobody");
    }
    List<Double> weights = new ArrayList<>(features);
    for (int i = 1; i <= features; i++) {
      weights.add(found[i][0]);
    }
    return new Coefficients(found[0][0], weights);
  }

  private static Instances instances(
      DesignMatrix rows,
      int features,
      RoaringBitmap positives,
      double positiveWeight,
      double negativeWeight) {
    ArrayList<Attribute> attributes = new ArrayList<>(features + 1);
    for (int i = 0; i < features; i++) {
      attributes.add(new Attribute("f" + i));
    }
    // Weka's coefficients are those of the first value against the last.
    attributes.add(new Attribute("label", new ArrayList<>(List.of(YES, "no"))));
    Instances instances = new Instances("training", attributes, rows.rows());
    instances.setClassIndex(features);
    double mean = (positiveWeight + negativeWeight) / 2;
    for (int row = 0; row < rows.rows(); row++) {
      boolean positive = positives.contains(rows.profile(row));
      int[] holding = rows.features(row);
      int length = holding.length + (positive ? 0 : 1);
      int[] indices = Arrays.copyOf(holding, length);
      double[] values = new double[length];
      Arrays.fill(values, 1);
      if (!positive) {
        indices[length - 1] = features;
      }
      double weight = positive ? positiveWeight : negativeWeight;
      // Around 1, so that the ridge means the same whatever the sample.
      instances.add(
          new SparseInstance(
              positiveWeight == negativeWeight ? 1 : weight / mean, values, indices, features + 1));
    }
    return instances;
  }
}
