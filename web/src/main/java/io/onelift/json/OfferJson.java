package io.onelift.json;

import io.onelift.offer.Offer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An offer.
 *
 * @param placements keys of the placements that show it
 */
public record OfferJson(
    String key,
    String name,
    String description,
    Optional<String> product,
    Optional<String> image,
    Map<String, Object> payload,
    boolean active,
    List<String> placements) {
  public static OfferJson of(Offer offer, List<String> placements) {
    return new OfferJson(
        offer.key(),
        offer.name(),
        offer.description(),
        offer.product(),
        offer.image(),
        offer.payload(),
        offer.active(),
        placements);
  }

  /** The offer somebody sent; {@code key} is the one in the path, else the body's. */
  public static Offer read(Body body, Optional<String> key) {
    Offer offer =
        new Offer(
            Keyed.key(body, key),
            body.text("name"),
            body.note("description"),
            body.optionalText("product"),
            body.optionalText("image"),
            body.object("payload").map(Body::any).orElse(Map.of()),
            body.flag("active", true));
    body.end();
    return offer;
  }
}
