package io.onelift.bitmap;

import io.onelift.tag.Predicate;
import java.time.ZoneId;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * The values of one tag for everybody, ready for set algebra. Immutable; bitmaps it gives out are
 * shared and must not be changed.
 */
public sealed interface TagIndex permits CategoryIndex, NumberIndex {
  /** Everybody who has a value. */
  RoaringBitmap profiles();

  /**
   * The profiles a test holds for.
   *
   * @param within look only at these: the answer is right out of them, whatever it says of others
   * @param zone in which days begin
   * @throws io.onelift.event.Conflict when the test does not fit the kind of values
   */
  Selection matching(Predicate predicate, Optional<RoaringBitmap> within, ZoneId zone);

  /** Roughly how many profiles {@link #matching} visits, to order conditions by. */
  long cost(Predicate predicate);

  /** What the values look like. */
  Distribution distribution();

  /** Memory and disk that the bitmaps take, in bytes. */
  long bytes();
}
