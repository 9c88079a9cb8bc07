package io.onelift.event;

import java.util.Locale;

/** How the values of a field are kept. */
public enum Storage {
  /** As they were sent; personal ones are masked by role where they are shown. */
  PLAIN,
  /** As a keyed hash: equal values stay equal, and nobody can read them. */
  HASHED;

  /** The word in plans: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
