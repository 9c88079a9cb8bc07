package io.onelift.event;

import java.util.Locale;

/** How what was said of a trait at different times, by different sources, becomes one value. */
public enum MergeRule {
  /** The latest said by event time. Operations such as increment mean what they say. */
  LATEST,
  /** The earliest said by event time. */
  FIRST,
  /** What came in first, whenever it happened; it stays. */
  SET_ONCE,
  /** The greatest number, time or text. */
  MAX,
  /** All numbers added. */
  SUM,
  /** Every value once, sorted. */
  LIST;

  /** The word in plans: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
