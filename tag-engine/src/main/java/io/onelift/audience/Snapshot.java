package io.onelift.audience;

import java.time.Instant;
import java.util.Locale;

/**
 * The members of an audience as they were at a moment.
 *
 * @param number from 1, within the audience
 * @param size how many members there were
 */
public record Snapshot(
    String audience, int number, Instant takenAt, String takenBy, Origin origin, long size) {

  /** Where the members came from. */
  public enum Origin {
    /** The audience's rule. */
    RULE,
    /** A list of identifiers. */
    UPLOAD;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
