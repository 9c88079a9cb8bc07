package io.onelift.resolve;

import io.onelift.policy.Policy;

/**
 * What the caller may see.
 *
 * @param principal who, for the log, and whose turn it is in the queue
 * @param personalData true when personal fields are shown as they are; else they come masked
 * @param policy the rows and columns that may be seen
 */
public record Access(String principal, boolean personalData, Policy policy) {
  /** For the product's own reading, which shows nothing to anyone. */
  public static final Access INTERNAL = new Access("onelift", true);

  /** Everybody sees a tag's values, so personal fields are masked in the statements of tags. */
  public static final Access TAGS = new Access("tags", false);

  /** Where no policy restricts the caller. */
  public Access(String principal, boolean personalData) {
    this(principal, personalData, Policy.NONE);
  }
}
