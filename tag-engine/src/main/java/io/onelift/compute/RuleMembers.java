package io.onelift.compute;

import io.onelift.tag.Condition;
import java.util.List;
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

  /** Those of some profiles that a rule holds for now; the caller's own bitmap. */
  RoaringBitmap members(Condition condition, RoaringBitmap within);

  /** What a rule reads besides tags. */
  List<TagSource> sources(Condition condition);
}
