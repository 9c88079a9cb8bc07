package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.json.Body;
import io.onelift.json.OfferJson;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.PlacementCatalog;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be shown. */
final class OfferCalls implements Resource {
  private final OfferCatalog offers;
  private final PlacementCatalog placements;

  OfferCalls(OfferCatalog offers, PlacementCatalog placements) {
    this.offers = offers;
    this.placements = placements;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/offers", Permission.READ, this::list),
        Route.post("/api/offers", Permission.DEFINE_OFFERS, this::create),
        Route.get("/api/offers/{key}", Permission.READ, this::show),
        Route.put("/api/offers/{key}", Permission.DEFINE_OFFERS, this::change),
        Route.delete("/api/offers/{key}", Permission.DEFINE_OFFERS, this::delete));
  }

  private void list(Context context) {
    context.json(Map.of("offers", offers.list().stream().map(this::json).toList()));
  }

  private void show(Context context) {
    context.json(json(offers.offer(context.pathParam("key"))));
  }

  private void create(Context context) {
    Offer offer = OfferJson.read(Body.parse(context.bodyAsBytes()), Optional.empty());
    context.status(201).json(json(offers.create(offer, AccessControl.caller(context).principal())));
  }

  private void change(Context context) {
    Offer known = offers.offer(context.pathParam("key"));
    Offer offer = OfferJson.read(Body.parse(context.bodyAsBytes()), Optional.of(known.key()));
    context.json(json(offers.save(offer, AccessControl.caller(context).principal())));
  }

  private void delete(Context context) {
    offers.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private OfferJson json(Offer offer) {
    return OfferJson.of(offer, placements.placementsWith(offer.key()));
  }
}
