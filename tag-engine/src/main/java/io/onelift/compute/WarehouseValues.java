package io.onelift.compute;

import java.time.Instant;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads tag values from the warehouse. The query layer implements it, so that there is one
 * compiler.
 */
public interface WarehouseValues {
  /** The values of everybody, merges applied; {@code now} ends sliding windows. */
  TagValues values(TagSource source, Instant now);

  /** The values of some profiles; of others nothing is said. */
  TagValues values(TagSource source, Instant now, RoaringBitmap within);

  /**
   * All profiles for which something that one of the sources reads may have become another, and all
   * that are new, merged, parted; more is no harm, but takes longer. The caller's own bitmap.
   */
  RoaringBitmap changed(List<TagSource> sources, Since since);

  /** Every profile there is, the universe of {@code not}. */
  RoaringBitmap everybody();
}
