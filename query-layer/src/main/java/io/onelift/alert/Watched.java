package io.onelift.alert;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An hour or a day as an alert saw it.
 *
 * @param start as answers write it
 * @param value empty where there was nothing to average or to divide by
 * @param baseline empty for thresholds, and while too little is known of what is usual
 */
public record Watched(String start, OptionalDouble value, Optional<Usual> baseline, boolean fires) {
  /**
   * What was to be expected.
   *
   * @param low and high: beyond these it fires, if that side counts
   * @param score robust standard deviations from what was expected
   */
  public record Usual(double expected, double low, double high, double score) {}
}
