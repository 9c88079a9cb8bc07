package io.onelift.http;

import io.onelift.audience.FixedAudiences;
import io.onelift.insight.Portraits;
import io.onelift.jdbc.JdbcEnd;
import java.util.List;

/** Every resource that is served. */
final class Resources {
  private Resources() {}

  /** All of them; the console comes last, because it answers whatever path is left. */
  static List<Resource> of(Services services, AccessControl access, Metrics metrics) {
    Services.Security security = services.security();
    Services.Ingest ingest = services.ingest();
    Services.Meaning meaning = services.meaning();
    Services.People people = services.people();
    Services.Choice choice = services.choice();
    Services.Reports reports = services.reports();
    Intake intake = new Intake(ingest.collector(), access);
    ProfileView profiles =
        new ProfileView(
            ingest.profiles(),
            ingest.identities(),
            ingest.plan(),
            people.tags(),
            people.bitmaps(),
            people.audiences(),
            people.engine());
    FixedAudiences fixed =
        new FixedAudiences(people.audiences(), people.snapshots(), people.unmatched());
    return List.of(
        new OperationCalls(services.warehouse()),
        metrics,
        new DocumentCalls(),
        new SessionCalls(
            access,
            security.keys(),
            security.sessions(),
            security.links(),
            services.project(),
            services.demo()),
        new KeyCalls(security.keys()),
        new StatusCalls(
            services.warehouse(),
            ingest.collector(),
            ingest.identities(),
            people.everybody(),
            services.project(),
            services.demo()),
        new IngestCalls(ingest.wires().segment(), intake, services.clock()),
        new SaCalls(ingest.wires().sensors(), intake, services.clock()),
        new BoundsCalls(ingest.wires().bounds()),
        new EventCalls(ingest.plan(), ingest.live()),
        new QuarantineCalls(ingest.quarantine(), ingest.replays()),
        new WebhookCalls(ingest.webhook()),
        new KafkaCalls(ingest.kafka()),
        new ImportCalls(ingest.jobs()),
        new IdentityCalls(ingest.identities(), ingest.collector(), services.warehouse()),
        new ProfileCalls(ingest.identities(), profiles, services.warehouse()),
        new CatalogCalls(
            meaning.semantics(),
            ingest.plan(),
            people.tags(),
            ingest.tables(),
            ingest.items(),
            new EnumLikeValues(services.warehouse()),
            meaning.analyses(),
            services.project()),
        new ErasureCalls(ingest.erasures(), ingest.collector(), ingest.identities()),
        new PlanCalls(ingest.plans(), ingest.collector()),
        new ModelCalls(meaning.semantics()),
        new TagCalls(
            people.tags(),
            people.refresher(),
            people.uploads(),
            new PersonalTags(ingest.plan()),
            people.bitmaps(),
            people.vocabulary(),
            people.language(),
            people.everybody()),
        new AudienceCalls(people, fixed, profiles),
        new SnapshotCalls(people, fixed, ingest.identities()),
        new ExportCalls(people, ingest.plan(), profiles),
        new DecisionTableCalls(people, ingest.identities()),
        new InsightCalls(people, new Portraits(people.bitmaps()), profiles),
        new LookalikeCalls(people, fixed),
        new PredictionCalls(people.learning(), people.vocabulary(), ingest.identities()),
        new SqlCalls(meaning.queries()),
        new AnalysisCalls(meaning.analyses(), people, fixed),
        new JdbcCalls(new JdbcEnd(meaning.queries(), () -> services.warehouse().zone())),
        new PolicyCalls(meaning.policies(), meaning.semantics(), people.vocabulary()),
        new CopilotCalls(meaning.copilot()),
        new MetricCalls(reports.figures(), reports.changes()),
        new DashboardCalls(reports.dashboards()),
        new GoalCalls(reports.goals()),
        new MetricTreeCalls(reports.trees(), reports.figures()),
        new AlertCalls(reports.alerts(), reports.figures()),
        new CockpitCalls(reports, choice, people),
        new OfferCalls(choice.offers(), choice.placements()),
        new PlacementCalls(
            choice.placements(),
            choice.offers(),
            choice.decisions(),
            choice.ranker(),
            choice.exposures(),
            choice.conversions()),
        new ExperimentCalls(choice.experiments(), choice.reports()),
        new FlagCalls(choice.experiments(), choice.assignments(), ingest.identities()),
        new ConsoleFiles());
  }
}
