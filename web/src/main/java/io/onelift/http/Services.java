package io.onelift.http;

import io.onelift.collect.Collector;
import io.onelift.collect.Quarantine;
import io.onelift.event.TrackingPlan;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.identity.IdentityGraph;
import io.onelift.imports.ImportJobs;
import io.onelift.imports.ImportedTables;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.PlacementCatalog;
import io.onelift.profile.Profiles;
import io.onelift.security.Audit;
import io.onelift.security.FailureLimit;
import io.onelift.security.Keys;
import io.onelift.security.Sessions;
import io.onelift.security.SignInLinks;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.util.function.Supplier;

/** What the handlers call: the project's object graph as far as HTTP needs it. */
public record Services(
    ProjectInfo project,
    Clock clock,
    Warehouse warehouse,
    Security security,
    Ingest ingest,
    Decide decide,
    SemanticCatalog semantics,
    Supplier<Progress> demo) {

  /** Who may come in. */
  public record Security(
      Keys keys, Sessions sessions, SignInLinks links, FailureLimit failures, Audit audit) {}

  /** The way in and what came of it. */
  public record Ingest(
      TrackingPlan plan,
      IdentityGraph identities,
      Quarantine quarantine,
      Collector collector,
      Profiles profiles,
      ImportedTables tables,
      ImportJobs jobs,
      LiveEvents live) {}

  /** Offers, placements and experiments. */
  public record Decide(
      OfferCatalog offers, PlacementCatalog placements, ExperimentCatalog experiments) {}
}
