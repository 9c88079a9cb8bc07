package io.onelift.alert;

import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.webhook.WebhookConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric that is watched.
 *
 * @param grain hour or day: each is looked at once it is over
 * @param webhook who is told; the firing is kept in any case
 */
public record Alert(
    String name,
    String metric,
    List<Filter> filters,
    Grain grain,
    Condition condition,
    Optional<WebhookConfig> webhook,
    boolean enabled) {
  public Alert {
    filters = List.copyOf(filters);
  }

  /** When it fires. */
  public sealed interface Condition {}

  /** Beyond a bound; at least one is there. */
  public record Threshold(OptionalDouble above, OptionalDouble below) implements Condition {}

  /**
   * Other than usual.
   *
   * @param sensitivity robust standard deviations from the usual figure, at which it fires
   */
  public record Anomaly(double sensitivity, Side side) implements Condition {
    /** Iglewicz and Hoaglin's advice. */
    public static final double USUAL_SENSITIVITY = 3.5;
  }

  /** Which deviations count. */
  public enum Side {
    BOTH,
    ABOVE,
    BELOW
  }
}
