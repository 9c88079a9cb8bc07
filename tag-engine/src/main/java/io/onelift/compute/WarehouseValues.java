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

  /** The values of some profiles; of others nothing is said. */
  TagValues values(TagSource source, Instant now, RoaringBitmap within);

  /** All profiles whose value may have become another one; more is no harm, but takes longer. */
  RoaringBitmap changed(TagSource source, Since since);

  /** The highest commit that has events in the log; 0 when there is none. */
  long lastCommit();

  /** Every profile there is, the universe of {@code not}. */
  RoaringBitmap everybody();
}
