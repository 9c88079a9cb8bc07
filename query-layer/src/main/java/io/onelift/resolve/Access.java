package io.onelift.resolve;

/**
 * What the caller may see.
 *
 * @param principal who, for the log
 * @param personalData true when personal fields are shown as they are; else they come masked
 */
public record Access(String principal, boolean personalData) {
  /** For the product's own reading, which shows nothing to anyone. */
  public static final Access INTERNAL = new Access("onelift", true);
}
