package io.onelift.model;

import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The log-odds of everybody, with what they were made of, so that later ones cost only the profiles
 * whose features changed. Immutable.
 */
final class Scores {
  private final Fit fit;
  private final RoaringBitmap population;
  private final List<RoaringBitmap> columns;

  /** Ascending as unsigned. */
  private final int[] profiles;

  private final double[] logits;

  private Scores(
      Fit fit,
      RoaringBitmap population,
      List<RoaringBitmap> columns,
      int[] profiles,
      double[] logits) {
    this.fit = fit;
    this.population = population;
    this.columns = columns;
    this.profiles = profiles;
    this.logits = logits;
  }

  /**
   * Scores everybody.
   *
   * @param columns who each feature of the fit holds for
   */
  static Scores of(Fit fit, RoaringBitmap population, List<RoaringBitmap> columns) {
    int[] profiles = population.toArray();
    return new Scores(
        fit,
        population,
        List.copyOf(columns),
        profiles,
        logits(fit, population, profiles, columns));
  }

  /**
   * The scores after something changed: those of profiles whose features are the same are kept.
   * This object when nobody's are different.
   */
  Scores updated(Fit newest, RoaringBitmap now, List<RoaringBitmap> holding) {
    if (!newest.equals(fit)) {
      return of(newest, now, holding);
    }
    RoaringBitmap changed = RoaringBitmap.andNot(now, population);
    boolean sameLeft = RoaringBitmap.andNot(population, now).isEmpty();
    for (int i = 0; i < columns.size(); i++) {
      changed.or(RoaringBitmap.xor(columns.get(i), holding.get(i)));
    }
    changed.and(now);
    if (changed.isEmpty() && sameLeft) {
      return this;
    }
    int[] some = changed.toArray();
    double[] fresh = logits(fit, changed, some, holding);
    int[] all = now.toArray();
    double[] merged = new double[all.length];
    int old = 0;
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      if (next < some.length && some[next] == all[i]) {
        merged[i] = fresh[next++];
      } else {
        while (profiles[old] != all[i]) {
          old++;
        }
        merged[i] = logits[old];
      }
    }
    return new Scores(fit, now, List.copyOf(holding), all, merged);
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

  /** Ascending as unsigned; shared, must not be changed. */
  int[] profiles() {
    return profiles;
  }

  /** The log-odds of the profile at the same index; shared, must not be changed. */
  double[] logits() {
    return logits;
  }
}
