package io.onelift.bitmap;

import java.util.List;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/** Operations on many sets of profiles. Arguments are never changed. */
public final class SetAlgebra {
  private SetAlgebra() {}

  /** Everybody in at least one of the sets; may be one of the arguments itself. */
  public static RoaringBitmap union(List<RoaringBitmap> sets) {
    return switch (sets.size()) {
      case 0 -> new RoaringBitmap();
      case 1 -> sets.getFirst();
      case 2 -> RoaringBitmap.or(sets.getFirst(), sets.getLast());
      default -> FastAggregation.or(sets.toArray(RoaringBitmap[]::new));
    };
  }
}
