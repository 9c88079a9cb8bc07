package io.onelift.audience;

import org.roaringbitmap.RoaringBitmap;

/** Who was in an audience at a moment, as rules ask for it. */
@FunctionalInterface
public interface SnapshotMembers {
  /**
   * The members by the numbers their profiles have now: whoever was merged is whom they became.
   *
   * @param everybody all profiles there are; a member without a profile is left out
   * @return the caller's own
   * @throws io.onelift.event.NotFound when there is no such snapshot
   */
  RoaringBitmap members(String audience, int number, RoaringBitmap everybody);
}
