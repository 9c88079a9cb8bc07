package io.onelift.placement;

import java.util.List;

/**
 * What the application must send so that a placement can learn: three ordinary track calls.
 *
 * @param exposure when an offer was on the screen
 * @param click when it was opened
 * @param conversion when what it is for has happened
 */
public record TrackingSchema(TrackedEvent exposure, TrackedEvent click, TrackedEvent conversion) {
  public static final String EXPOSURE = "exposure";
  public static final String CLICK = "click";
  public static final String CONVERSION = "conversion";

  /**
   * One call.
   *
   * @param event the event's name
   */
  public record TrackedEvent(String event, List<TrackedProperty> properties) {
    public TrackedEvent {
      properties = List.copyOf(properties);
    }
  }

  /**
   * One property of a call.
   *
   * @param type {@code text} or {@code number}
   * @param note what to put there
   */
  public record TrackedProperty(String name, String type, boolean required, String note) {}

  static TrackingSchema of(Placement placement) {
    TrackedProperty where =
        new TrackedProperty("placement", "text", true, "'" + placement.key() + "'");
    TrackedProperty offer =
        new TrackedProperty("offer", "text", true, "one of " + placement.offers());
    TrackedProperty decision =
        new TrackedProperty(
            "decision_id",
            "text",
            false,
            "as the decision gave it; stands in for placement and offer when only the first offer"
                + " was shown");
    List<TrackedProperty> seen =
        placement.experiment().isEmpty()
            ? List.of(where, offer, decision)
            : List.of(
                where,
                offer,
                decision,
                new TrackedProperty(
                    "experiment", "text", true, "'" + placement.experiment().get() + "'"),
                new TrackedProperty(
                    "variant", "text", true, "the variant that the decision assigned"));
    return new TrackingSchema(
        new TrackedEvent(EXPOSURE, seen),
        new TrackedEvent(CLICK, seen),
        new TrackedEvent(
            CONVERSION,
            List.of(
                where,
                offer,
                decision,
                new TrackedProperty(
                    "value", "number", false, "what it was worth, in the project's currency"))));
  }
}
