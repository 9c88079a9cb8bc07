package io.onelift.model;

import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The log-odds of profiles. A profile's are the same whoever is scored with it, so later ones cost
 * only the profiles whose features changed.
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of numbers.
record Scores(int[] profiles, double[] logits) {
  /**
   * Scores these profiles.
   *
   * @param columns who each feature of the fit holds for
   */
  static Scores of(Fit fit, RoaringBitmap population, List<RoaringBitmap> columns) {
    int[] profiles = population.toArray();
    return new Scores(profiles, logits(fit, population, profiles, columns));
  }

  private static double[] logits(
      Fit fit, RoaringBitmap some, int[] profiles, List<RoaringBitmap> columns) {
    double[] logits = new double[profiles.length];
    Arrays.fill(logits, fit.intercept());
    double[] weights = fit.weights();
    for (int i = 0; i < weights.length; i++) {
      PeekableIntIterator ones = RoaringBitmap.and(columns.get(i), some).getIntIterator();
      for (int at = 0; ones.hasNext(); at++) {
        int profile = ones.next();
        while (profiles[at] != profile) {
          at++;
        }
        logits[at] += weights[i];
      }
    }
    return logits;
  }
}
