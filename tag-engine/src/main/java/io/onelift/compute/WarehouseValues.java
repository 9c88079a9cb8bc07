package io.onelift.compute;

import java.time.Instant;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads tag values from the warehouse. The query layer implements it, so that there is one
 * compiler.
 */
public interface WarehouseValues {
  /** The values of everybody, merges applied; {@code now} ends sliding windows. */
  TagValues values(TagSource source, Instant now);

  /** Every profile there is, the universe of {@code not}. */
  RoaringBitmap everybody();
}
