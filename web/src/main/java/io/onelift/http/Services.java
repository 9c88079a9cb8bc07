package io.onelift.http;

import io.onelift.alert.Alerts;
import io.onelift.analysis.Analyses;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.AudienceSizes;
import io.onelift.audience.ScheduledSnapshots;
import io.onelift.audience.Snapshots;
import io.onelift.audience.UnmatchedMembers;
import io.onelift.audience.Vocabulary;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.cockpit.Cockpit;
import io.onelift.collect.Collector;
import io.onelift.collect.ItemTable;
import io.onelift.collect.Quarantine;
import io.onelift.collect.Replays;
import io.onelift.collect.SegmentCalls;
import io.onelift.collect.SensorsCalls;
import io.onelift.collect.TimeBoundsSetting;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagUploads;
import io.onelift.conversation.Copilot;
import io.onelift.conversion.ConversionCounts;
import io.onelift.dashboard.Dashboards;
import io.onelift.decision.Decisions;
import io.onelift.erasure.Erasures;
import io.onelift.event.PlanCatalog;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.QueryEngine;
import io.onelift.experiment.Assignments;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentReports;
import io.onelift.export.Exports;
import io.onelift.exposure.ExposureCounts;
import io.onelift.figure.Figures;
import io.onelift.goal.Goals;
import io.onelift.goal.MetricTrees;
import io.onelift.identity.IdentityGraph;
import io.onelift.imports.ImportJobs;
import io.onelift.imports.ImportedTables;
import io.onelift.kafka.KafkaSource;
import io.onelift.model.ModelCatalog;
import io.onelift.model.Models;
import io.onelift.model.Trainings;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.PlacementCatalog;
import io.onelift.policy.Policies;
import io.onelift.profile.Profiles;
import io.onelift.ranking.ThompsonRanker;
import io.onelift.rootcause.ChangeExplainer;
import io.onelift.security.Audit;
import io.onelift.security.FailureLimit;
import io.onelift.security.Keys;
import io.onelift.security.Sessions;
import io.onelift.security.SignInLinks;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.strategy.DecisionTables;
import io.onelift.tag.DefinitionLanguage;
import io.onelift.tag.TagCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.webhook.Webhook;
import java.time.Clock;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** What the handlers call: the project's object graph as far as HTTP needs it. */
public record Services(
    ProjectInfo project,
    Clock clock,
    Warehouse warehouse,
    Security security,
    Ingest ingest,
    Meaning meaning,
    People people,
    Choice choice,
    Reports reports,
    Supplier<Progress> demo) {

  /** Who may come in. */
  public record Security(
      Keys keys, Sessions sessions, SignInLinks links, FailureLimit failures, Audit audit) {}

  /** The forms that events come in, and the bounds that all of them keep. */
  public record Wires(TimeBoundsSetting bounds, SegmentCalls segment, SensorsCalls sensors) {}

  /** The way in and what came of it. */
  public record Ingest(
      Wires wires,
      TrackingPlan plan,
      PlanCatalog plans,
      IdentityGraph identities,
      Quarantine quarantine,
      Replays replays,
      Webhook webhook,
      KafkaSource kafka,
      Collector collector,
      Profiles profiles,
      Erasures erasures,
      ImportedTables tables,
      ItemTable items,
      ImportJobs jobs,
      LiveEvents live) {}

  /** The words of the business, and answers in them. */
  public record Meaning(
      SemanticCatalog semantics,
      QueryEngine queries,
      Analyses analyses,
      Policies policies,
      Copilot copilot) {}

  /**
   * Tags and audiences.
   *
   * @param everybody every profile
   */
  public record People(
      TagCatalog tags,
      TagBitmaps bitmaps,
      TagRefresher refresher,
      TagUploads uploads,
      DefinitionLanguage language,
      Supplier<RoaringBitmap> everybody,
      AudienceCatalog audiences,
      AudienceEngine engine,
      AudienceSizes sizes,
      Snapshots snapshots,
      UnmatchedMembers unmatched,
      ScheduledSnapshots schedules,
      Exports exports,
      DecisionTables tables,
      Vocabulary vocabulary,
      Learning learning) {}

  /** Models, what they say, and how they learn. */
  public record Learning(ModelCatalog catalog, Models models, Trainings trainings) {}

  /** Offers, placements, decisions and experiments. */
  public record Choice(
      OfferCatalog offers,
      PlacementCatalog placements,
      ExperimentCatalog experiments,
      ExperimentReports reports,
      Assignments assignments,
      Decisions decisions,
      ThompsonRanker ranker,
      ExposureCounts exposures,
      ConversionCounts conversions) {}

  /** Figures that people come back to. */
  public record Reports(
      Figures figures,
      ChangeExplainer changes,
      Dashboards dashboards,
      Goals goals,
      MetricTrees trees,
      Alerts alerts,
      Cockpit cockpit) {}
}
