package io.onelift.model;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who a model learns from and who it is measured on. Both parts have the same share of positives;
 * hashes of seed and profile draw, so that the same seed gives the same parts.
 *
 * @param training profiles to learn from
 * @param heldOut profiles to measure on; nothing of them is seen before
 * @param positives those of both that the label holds for
 * @param positiveWeight how many people of the population one drawn positive stands for
 * @param negativeWeight the same of the others
 */
record Split(
    RoaringBitmap training,
    RoaringBitmap heldOut,
    RoaringBitmap positives,
    double positiveWeight,
    double negativeWeight) {
  /** More rows of one class make a model slower, not better. */
  static final int MOST_OF_A_CLASS = 60_000;

  private static final double HELD_OUT = .3;

  static Split of(RoaringBitmap positives, RoaringBitmap negatives, long seed) {
    int[] yes = drawn(positives, seed);
    int[] no = drawn(negatives, seed);
    RoaringBitmap training = new RoaringBitmap();
    RoaringBitmap heldOut = new RoaringBitmap();
    divide(yes, training, heldOut);
    divide(no, training, heldOut);
    return new Split(
        training,
        heldOut,
        RoaringBitmap.bitmapOf(yes),
        positives.getLongCardinality() / (double) yes.length,
        negatives.getLongCardinality() / (double) no.length);
  }

  private static void divide(int[] drawn, RoaringBitmap training, RoaringBitmap heldOut) {
    int held = (int) Math.round(drawn.length * HELD_OUT);
    heldOut.add(Arrays.copyOfRange(drawn, 0, held));
    training.add(Arrays.copyOfRange(drawn, held, drawn.length));
  }

  /** Those with the lowest hashes, in the order of the hashes. */
  private static int[] drawn(RoaringBitmap some, long seed) {
    Hasher64 hasher = Hashing.komihash5_0(seed);
    int[] profiles = some.toArray();
    long[] hashes = new long[profiles.length];
    for (int i = 0; i < profiles.length; i++) {
      hashes[i] = hasher.hashIntToLong(profiles[i]);
    }
    return IntStream.range(0, profiles.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> hashes[i]))
        .limit(MOST_OF_A_CLASS)
        .mapToInt(i -> profiles[i])
        .toArray();
  }
}
