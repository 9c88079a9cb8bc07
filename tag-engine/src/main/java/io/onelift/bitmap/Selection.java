package io.onelift.bitmap;

import org.roaringbitmap.RoaringBitmap;

/**
 * Some profiles, or everybody but them; so that a complement costs nothing until it is needed.
 *
 * @param profiles shared, must not be changed
 */
public record Selection(RoaringBitmap profiles, boolean complement) {
  public static Selection of(RoaringBitmap profiles) {
    return new Selection(profiles, false);
  }

  public static Selection allBut(RoaringBitmap profiles) {
    return new Selection(profiles, true);
  }

  public Selection negated() {
    return new Selection(profiles, !complement);
  }

  /** The profiles meant, out of these, as a bitmap of the caller's own. */
  public RoaringBitmap outOf(RoaringBitmap these) {
    return complement ? RoaringBitmap.andNot(these, profiles) : RoaringBitmap.and(these, profiles);
  }
}
