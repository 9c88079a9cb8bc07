package io.onelift.bitmap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Replaces the values of some profiles in an index, which itself stays as it is. */
public final class Patch {
  private Patch() {}

  /**
   * Puts in new values.
   *
   * @param changed profiles whose old values no longer hold
   * @param fresh the values that those of them have now which have any
   * @return empty when the two are of different kinds, so that only a new index can be made
   */
  public static Optional<TagIndex> of(TagIndex old, RoaringBitmap changed, TagIndex fresh) {
    if (old instanceof CategoryIndex before && fresh instanceof CategoryIndex now) {
      return Optional.of(categories(before, changed, now));
    }
    if (old instanceof NumberIndex before && fresh instanceof NumberIndex now) {
      return Optional.of(
          new NumberIndex(before.numbers().patched(changed, now.numbers()), now.zeroWhenMissing()));
    }
    return Optional.empty();
  }

  private static TagIndex categories(
      CategoryIndex old, RoaringBitmap changed, CategoryIndex fresh) {
    Map<String, RoaringBitmap> values = new HashMap<>(fresh.values());
    old.values()
        .forEach(
            (value, those) -> {
              RoaringBitmap now = fresh.values().get(value);
              if (now != null) {
                values.put(value, replaced(those, changed, now));
              } else if (RoaringBitmap.intersects(those, changed)) {
                values.put(value, replaced(those, changed, new RoaringBitmap()));
              } else {
                values.put(value, those);
              }
            });
    return new CategoryIndex(values);
  }

  static RoaringBitmap replaced(RoaringBitmap old, RoaringBitmap changed, RoaringBitmap now) {
    RoaringBitmap replaced = RoaringBitmap.andNot(old, changed);
    replaced.or(now);
    replaced.runOptimize();
    return replaced;
  }
}
