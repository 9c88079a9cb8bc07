package io.onelift.compute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** The values of one tag for everybody who has one. */
public sealed interface TagValues {
  /** True when nobody has a value; then the kind says nothing. */
  boolean isEmpty();

  /** The values of these profiles alone. */
  TagValues of(RoaringBitmap some);

  /** A bitmap of profiles per value: text, and {@code "true"}/{@code "false"} for booleans. */
  record Categories(Map<String, RoaringBitmap> profiles) implements TagValues {
    public Categories {
      profiles = Map.copyOf(profiles);
    }

    @Override
    public boolean isEmpty() {
      return profiles.isEmpty();
    }

    @Override
    public TagValues of(RoaringBitmap some) {
      Map<String, RoaringBitmap> left = new HashMap<>();
      profiles.forEach((value, those) -> left.put(value, RoaringBitmap.and(those, some)));
      left.values().removeIf(RoaringBitmap::isEmpty);
      return new Categories(left);
    }
  }

  /**
   * A number per profile; times are milliseconds since the epoch.
   *
   * @param profiles profile numbers, ascending as unsigned
   * @param numbers the value of the profile at the same index; finite
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Millions of values: boxing them would cost more than equality is
  // worth.
  record Numbers(int[] profiles, double[] numbers) implements TagValues {
    @Override
    public boolean isEmpty() {
      return profiles.length == 0;
    }

    @Override
    public TagValues of(RoaringBitmap some) {
      int[] left = new int[profiles.length];
      double[] those = new double[profiles.length];
      int size = 0;
      for (int i = 0; i < profiles.length; i++) {
        if (some.contains(profiles[i])) {
          left[size] = profiles[i];
          those[size++] = numbers[i];
        }
      }
      return new Numbers(Arrays.copyOf(left, size), Arrays.copyOf(those, size));
    }
  }
}
