package io.onelift.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An alert that fired.
 *
 * @param id of the alert and the hour or day, which fires once
 * @param problem why it was not delivered
 */
public record Firing(
    String id, String alert, Instant at, Seen seen, Delivery delivery, Optional<String> problem) {
  /**
   * What it fired on.
   *
   * @param start of the hour or day
   * @param expected and what follows: of an anomaly
   */
  public record Seen(
      String name,
      String metric,
      String start,
      double value,
      Optional<Double> expected,
      Optional<Double> low,
      Optional<Double> high,
      Optional<Double> score) {}

  /** Whether the receiver was told. */
  public enum Delivery {
    /** There is no webhook. */
    NONE,
    PENDING,
    DELIVERED,
    FAILED;

    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
