package io.onelift.experiment;

import io.onelift.experiment.Experiment.Variant;
import java.util.List;

/**
 * Chance without dice: a person's variant follows from the experiment's key and the person alone,
 * so that any process gives the same answer. The scheme is GrowthBook's hash version 2: the 32-bit
 * FNV-1a hash of {@code seed + unit}, written as a decimal number, is hashed once more (one round
 * leaves neighbours alike) and taken modulo 10,000.
 */
final class Bucketing {
  private static final int BUCKETS = 10_000;

  private Bucketing() {}

  /** Where the unit falls, from 0 to under 1 in steps of 1/10,000. */
  static double bucket(String seed, String unit) {
    long once = fnv1a(seed + unit);
    return fnv1a(Long.toString(once)) % BUCKETS / (double) BUCKETS;
  }

  /**
   * The variant whose part of 0..1 the bucket falls into; the parts lie in the order of the list,
   * each as long as its weight's share.
   */
  static Variant variant(List<Variant> variants, double bucket) {
    double total = variants.stream().mapToDouble(Variant::weight).sum();
    double end = 0;
    for (Variant variant : variants) {
      end += variant.weight() / total;
      if (bucket < end) {
        return variant;
      }
    }
    // The shares add up to 1 only as well as doubles do.
    return variants.getLast();
  }

  /** FNV-1a over UTF-16 code units, as an unsigned 32-bit number; GrowthBook's SDKs do the same. */
  static long fnv1a(String text) {
    int hash = 0x811C9DC5;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    return Integer.toUnsignedLong(hash);
  }
}
