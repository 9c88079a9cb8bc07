package io.onelift.event;

import java.util.Locale;

/**
 * The call an event came in by. All but {@link #TRACK} have a fixed event name: their own in lower
 * case.
 */
public enum EventKind {
  TRACK,
  IDENTIFY,
  ALIAS,
  GROUP,
  PAGE,
  SCREEN;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The call's name on the wire and in the warehouse. */
  public String key() {
    return key;
  }
}
