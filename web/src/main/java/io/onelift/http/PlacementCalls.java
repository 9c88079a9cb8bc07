package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.conversion.ConversionCounts;
import io.onelift.decision.DecisionRequest;
import io.onelift.decision.Decisions;
import io.onelift.event.Identifier;
import io.onelift.exposure.ExposureCounts;
import io.onelift.json.Body;
import io.onelift.json.DecisionJson;
import io.onelift.json.PlacementJson;
import io.onelift.json.PlacementReportJson;
import io.onelift.json.PlacementReportJson.DayJson;
import io.onelift.json.PlacementReportJson.OfferStatsJson;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.Placement;
import io.onelift.placement.PlacementCatalog;
import io.onelift.ranking.Posteriors;
import io.onelift.ranking.ThompsonRanker;
import io.onelift.security.Permission;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Where offers are shown, and which. */
final class PlacementCalls implements Resource {
  private final PlacementCatalog placements;
  private final OfferCatalog offers;
  private final Decisions decisions;
  private final ThompsonRanker ranker;
  private final ExposureCounts exposures;
  private final ConversionCounts conversions;

  PlacementCalls(
      PlacementCatalog placements,
      OfferCatalog offers,
      Decisions decisions,
      ThompsonRanker ranker,
      ExposureCounts exposures,
      ConversionCounts conversions) {
    this.placements = placements;
    this.offers = offers;
    this.decisions = decisions;
    this.ranker = ranker;
    this.exposures = exposures;
    this.conversions = conversions;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/placements", Permission.READ, this::list),
        Route.post("/api/placements", Permission.DEFINE_OFFERS, this::create),
        Route.get("/api/placements/{key}", Permission.READ, this::show),
        Route.put("/api/placements/{key}", Permission.DEFINE_OFFERS, this::change),
        Route.delete("/api/placements/{key}", Permission.DEFINE_OFFERS, this::delete),
        Route.get("/api/placements/{key}/offers", Permission.DECIDE, this::decide));
  }

  private void list(Context context) {
    context.json(Map.of("placements", placements.list().stream().map(PlacementJson::of).toList()));
  }

  private void create(Context context) {
    Placement placement = PlacementJson.read(Body.parse(context.bodyAsBytes()), Optional.empty());
    context
        .status(201)
        .json(
            PlacementJson.of(
                placements.create(placement, AccessControl.caller(context).principal())));
  }

  private void change(Context context) {
    Placement known = placements.placement(context.pathParam("key"));
    Placement changed =
        PlacementJson.read(Body.parse(context.bodyAsBytes()), Optional.of(known.key()));
    context.json(
        PlacementJson.of(placements.save(changed, AccessControl.caller(context).principal())));
  }

  private void delete(Context context) {
    placements.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private void show(Context context) {
    Placement placement = placements.placement(context.pathParam("key"));
    Posteriors known = ranker.posteriors(placement.key(), placement.offers());
    context.json(
        new PlacementReportJson(
            PlacementJson.of(placement),
            known.offers().stream().map(offer -> stats(placement.key(), offer)).toList(),
            days(placement.key()),
            known.policyVersion()));
  }

  private OfferStatsJson stats(String placement, Posteriors.OfferPosterior known) {
    String offer = known.offer();
    long seen = exposures.exposures(placement, offer);
    long converted = conversions.conversions(placement, offer);
    var interval = known.posterior().interval();
    return new OfferStatsJson(
        offer,
        offers.find(offer).map(Offer::name).orElse(offer),
        seen,
        exposures.clicks(placement, offer),
        converted,
        seen == 0 ? 0 : (double) converted / seen,
        known.posterior().mean(),
        interval.low(),
        interval.high(),
        known.share());
  }

  private List<DayJson> days(String placement) {
    SortedMap<LocalDate, Double> seen = exposures.exposuresByDay(placement);
    SortedMap<LocalDate, Double> clicked = exposures.clicksByDay(placement);
    SortedMap<LocalDate, Double> converted = conversions.conversionsByDay(placement);
    TreeSet<LocalDate> days = new TreeSet<>(seen.keySet());
    days.addAll(clicked.keySet());
    days.addAll(converted.keySet());
    List<DayJson> figures = new ArrayList<>();
    for (LocalDate day : days) {
      figures.add(
          new DayJson(
              day,
              Math.round(seen.getOrDefault(day, 0.0)),
              Math.round(clicked.getOrDefault(day, 0.0)),
              Math.round(converted.getOrDefault(day, 0.0))));
    }
    return figures;
  }

  private void decide(Context context) {
    List<Identifier> identifiers =
        Parameters.identifierIfAny(context).map(List::of).orElse(List.of());
    int limit = Parameters.integer(context, "limit", 10, 1, 100);
    context.json(
        DecisionJson.of(
            decisions.decide(new DecisionRequest(context.pathParam("key"), identifiers, limit))));
  }
}
