package io.onelift.json;

import io.onelift.placement.Placement;
import io.onelift.placement.TrackingSchema;
import java.util.List;
import java.util.Optional;

/**
 * A placement.
 *
 * @param fallback the key of an offer
 * @param tracking what the application must send
 */
public record PlacementJson(
    String key,
    String name,
    String description,
    List<String> offers,
    Optional<String> fallback,
    Optional<String> experiment,
    TrackingSchema tracking) {
  public static PlacementJson of(Placement placement) {
    return new PlacementJson(
        placement.key(),
        placement.name(),
        placement.description(),
        placement.offers(),
        placement.fallback(),
        placement.experiment(),
        placement.tracking());
  }

  /** The placement somebody sent; {@code key} is the one in the path, else the body's. */
  public static Placement read(Body body, Optional<String> key) {
    Placement placement =
        new Placement(
            Keyed.key(body, key),
            body.text("name"),
            body.note("description"),
            body.texts("offers"),
            body.optionalText("fallback"),
            body.optionalText("experiment"));
    body.end();
    return placement;
  }
}
