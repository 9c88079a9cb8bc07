package io.onelift.app;

import io.onelift.conversion.ConversionCounts;
import io.onelift.decision.Credits;
import io.onelift.decision.DecisionLog;
import io.onelift.decision.Decisions;
import io.onelift.experiment.Assignments;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentReports;
import io.onelift.exposure.ExposureCounts;
import io.onelift.http.Services;
import io.onelift.metastore.Metastore;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.PlacementCatalog;
import io.onelift.ranking.Evidence;
import io.onelift.ranking.Policy;
import io.onelift.ranking.ThompsonRanker;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.util.List;

/** The part of a project that chooses: offers, placements, experiments, decisions. */
final class OfferParts {
  private OfferParts() {}

  /** Opens it; what has to be closed is kept. */
  static Services.Choice open(
      String project,
      Warehouse warehouse,
      Metastore metastore,
      Services.Ingest ingest,
      Closing closing,
      Clock clock) {
    OfferCatalog offers = new OfferCatalog(metastore);
    ExperimentCatalog experiments = new ExperimentCatalog(metastore, clock);
    PlacementCatalog placements = new PlacementCatalog(metastore, offers, experiments);
    Assignments assignments = closing.keep(new Assignments(warehouse, experiments, clock));
    DecisionLog log = closing.keep(new DecisionLog(warehouse));
    Credits credits = new Credits(warehouse, ingest.plan(), log);
    ExposureCounts exposures = new ExposureCounts(credits);
    ConversionCounts conversions = new ConversionCounts(credits);
    List.of(assignments, exposures, conversions).forEach(ingest.collector()::listen);
    ingest.erasures().also(log::erase);
    ThompsonRanker ranker =
        new ThompsonRanker(Evidence.of(exposures, conversions), Policy.standard(project), clock);
    Decisions decisions =
        closing.keep(
            new Decisions(
                offers,
                placements,
                experiments,
                assignments,
                ingest.identities()::find,
                ranker,
                log,
                clock));
    return new Services.Choice(
        offers,
        placements,
        experiments,
        new ExperimentReports(warehouse, experiments, ingest.plan(), clock),
        assignments,
        decisions,
        ranker,
        exposures,
        conversions);
  }
}
