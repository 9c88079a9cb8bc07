package io.onelift.ir;

import java.util.Optional;

/**
 * What an analysis counts.
 *
 * @param property of events that holds the subject's key, for example an account's number; empty
 *     for the customer, whose key is the profile with all merges applied
 */
public record Subject(Optional<String> property) {
  /** The customer. */
  public static final Subject PROFILE = new Subject(Optional.empty());

  /** What a property of events names. */
  public static Subject of(String property) {
    return new Subject(Optional.of(property));
  }

  public boolean isProfile() {
    return property.isEmpty();
  }
}
