package io.onelift.goal;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far a goal is.
 *
 * @param value as of now
 * @param done the value in parts of the target
 * @param elapsed how much of the period is over, from 0 to 1
 * @param expected what the value would be by now at the pace that reaches the target
 * @param projected what the value will be at the end at the pace so far; empty before the period
 */
public record Progress(
    double value,
    double done,
    double elapsed,
    double expected,
    OptionalDouble projected,
    Status status) {
  /** How it stands. */
  public enum Status {
    UPCOMING,
    ON_TRACK,
    /** The projection misses the target by at most a tenth. */
    AT_RISK,
    BEHIND,
    REACHED,
    MISSED;

    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
