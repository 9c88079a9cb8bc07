package io.onelift.event;

import java.util.Locale;

/** What an event's traits do to what is known of the person. */
public enum TraitOperation {
  /** Each trait takes the value said. */
  SET,
  /** Each trait takes the value said unless it has one. */
  SET_ONCE,
  /** Each number is added to the one known; nothing known counts as 0. */
  INCREMENT,
  /** Each list's values are added to the list known, each value once. */
  APPEND,
  /** Each trait named loses its value; what it is said to be does not matter. */
  UNSET,
  /** All traits lose their values; none has to be named. */
  DELETE;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The word in the warehouse: lower case. */
  public String key() {
    return key;
  }

  /** Reads {@link #key}; what was written before operations existed is a {@link #SET}. */
  public static TraitOperation of(String key) {
    return key.isEmpty() ? SET : valueOf(key.toUpperCase(Locale.ROOT));
  }
}
