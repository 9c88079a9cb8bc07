package io.onelift.audience;

import java.time.Instant;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers the leaves of a rule that need the warehouse. The query layer implements it, so that
 * there is one compiler.
 */
public interface WarehouseLeaves {
  /**
   * The profiles a leaf holds for, merges applied.
   *
   * @param now the end of sliding windows
   * @param within look only at these profiles, when the caller already knows that nobody else can
   *     matter
   */
  RoaringBitmap matching(Rule.WarehouseLeaf leaf, Instant now, Optional<RoaringBitmap> within);
}
