package io.onelift.event;

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
  SCREEN
}
