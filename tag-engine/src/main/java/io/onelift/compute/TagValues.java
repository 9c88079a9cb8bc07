package io.onelift.compute;

import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** The values of one tag for everybody who has one. */
public sealed interface TagValues {
  /** True when nobody has a value; then the kind says nothing. */
  boolean isEmpty();

  /** A bitmap of profiles per value: text, and {@code "true"}/{@code "false"} for booleans. */
  record Categories(Map<String, RoaringBitmap> profiles) implements TagValues {
    public Categories {
      profiles = Map.copyOf(profiles);
    }

    @Override
    public boolean isEmpty() {
      return profiles.isEmpty();
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
  }
}
