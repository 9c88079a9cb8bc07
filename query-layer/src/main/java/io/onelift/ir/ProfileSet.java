package io.onelift.ir;

import io.onelift.audience.Rule;
import java.time.Instant;

/**
 * Which profiles a leaf of an audience rule holds for.
 *
 * @param now the end of sliding windows
 * @param within true when only the profiles of a bitmap matter, bound as {@link #WITHIN}
 */
public record ProfileSet(Rule.WarehouseLeaf leaf, Instant now, boolean within) {
  /** The name of the bitmap of profiles to look at. */
  public static final String WITHIN = "within";
}
