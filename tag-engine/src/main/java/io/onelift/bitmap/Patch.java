package io.onelift.bitmap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Replaces the values of some profiles in an index, which itself stays as it is. */
public final class Patch {
  /** So few leave nothing that would be worth to be packed again. */
  private static final int FEW = 1_000;

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
            (value, those) -> values.put(value, replaced(those, changed, fresh.having(value))));
    return new CategoryIndex(values, replaced(old.profiles(), changed, fresh.profiles()));
  }

  /** The same object where nothing becomes different, so that it is neither copied nor kept. */
  static RoaringBitmap replaced(RoaringBitmap old, RoaringBitmap changed, RoaringBitmap now) {
    if (RoaringBitmap.and(old, changed).equals(now)) {
      return old;
    }
    RoaringBitmap replaced = RoaringBitmap.andNot(old, changed);
    replaced.or(now);
    if (changed.getLongCardinality() > FEW) {
      replaced.runOptimize();
    }
    return replaced;
  }
}
