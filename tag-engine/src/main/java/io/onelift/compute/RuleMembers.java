package io.onelift.compute;

import io.onelift.tag.Condition;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers the rules inside tags. The audience package implements it, because rules are its
 * language.
 */
public interface RuleMembers {
  /**
   * The profiles a rule holds for now; the caller's own bitmap.
   *
   * @throws io.onelift.event.Conflict when a tag that it names has no values yet
   */
  RoaringBitmap members(Condition condition);
}
