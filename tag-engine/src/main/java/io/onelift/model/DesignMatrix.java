package io.onelift.model;

import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** A row per profile that holds the indexes of its features; compressed sparse rows. Immutable. */
final class DesignMatrix {
  private final int[] profiles;

  /** Row {@code i} has the features from {@code starts[i]} to before {@code starts[i + 1]}. */
  private final int[] starts;

  private final int[] features;

  private DesignMatrix(int[] profiles, int[] starts, int[] features) {
    this.profiles = profiles;
    this.starts = starts;
    this.features = features;
  }

  /** The rows of these profiles, ascending; a bitmap per feature. */
  static DesignMatrix of(RoaringBitmap rows, List<RoaringBitmap> columns) {
    int[] profiles = rows.toArray();
    int[] starts = new int[profiles.length + 1];
    List<RoaringBitmap> inRows =
        columns.stream().map(column -> RoaringBitmap.and(column, rows)).toList();
    for (RoaringBitmap column : inRows) {
      forEachRow(column, profiles, row -> starts[row + 1]++);
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] features = new int[starts[profiles.length]];
    for (int i = 0; i < inRows.size(); i++) {
      int feature = i;
      forEachRow(inRows.get(i), profiles, row -> features[next[row]++] = feature);
    }
    return new DesignMatrix(profiles, starts, features);
  }

  private interface RowConsumer {
    void accept(int row);
  }

  private static void forEachRow(RoaringBitmap column, int[] profiles, RowConsumer each) {
    PeekableIntIterator ones = column.getIntIterator();
    for (int row = 0; ones.hasNext(); row++) {
      int profile = ones.next();
      while (profiles[row] != profile) {
        row++;
      }
      each.accept(row);
    }
  }

  int rows() {
    return profiles.length;
  }

  int profile(int row) {
    return profiles[row];
  }

  /** The features of a row, ascending; the caller's own array. */
  int[] features(int row) {
    return Arrays.copyOfRange(features, starts[row], starts[row + 1]);
  }

  /** Intercept plus the weights of each row's features. */
  double[] logits(double intercept, double[] weights) {
    double[] logits = new double[profiles.length];
    for (int row = 0; row < profiles.length; row++) {
      double sum = intercept;
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        sum += weights[features[i]];
      }
      logits[row] = sum;
    }
    return logits;
  }
}
