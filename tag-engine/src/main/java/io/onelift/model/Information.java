package io.onelift.model;

import org.roaringbitmap.RoaringBitmap;

/**
 * How much bitmaps say of a label, in nats per profile. Only sizes of intersections are needed, so
 * it costs no pass over profiles.
 */
final class Information {
  private final RoaringBitmap rows;
  private final RoaringBitmap positives;
  private final double total;
  private final double positive;

  /**
   * Prepares the label.
   *
   * @param rows everybody looked at
   * @param positives out of the rows
   */
  Information(RoaringBitmap rows, RoaringBitmap positives) {
    this.rows = rows;
    this.positives = positives;
    this.total = rows.getLongCardinality();
    this.positive = positives.getLongCardinality();
  }

  /** What there is to know: the label's entropy. */
  double entropy() {
    return -xLogX(positive / total) - xLogX(1 - positive / total);
  }

  /** The mutual information of the label and one bitmap (Quinlan's information gain). */
  double gain(RoaringBitmap holds) {
    double count = RoaringBitmap.andCardinality(holds, rows);
    double yes = RoaringBitmap.andCardinality(holds, positives);
    return cell(count, yes) + cell(total - count, positive - yes);
  }

  /** What one cell of a partition of the rows adds to the mutual information. */
  double cell(double count, double yes) {
    return share(yes, count, positive) + share(count - yes, count, total - positive);
  }

  private double share(double both, double count, double labelled) {
    return both <= 0 ? 0 : both / total * Math.log(both * total / (count * labelled));
  }

  private static double xLogX(double x) {
    return x <= 0 ? 0 : x * Math.log(x);
  }

  /** The likelihood-ratio statistic G of a gain: chi-squared with one degree if it is chance. */
  double statistic(double gain) {
    return 2 * total * gain;
  }
}
