package io.onelift.app;

import io.onelift.analysis.Analyses;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.AudienceSizes;
import io.onelift.audience.ProjectVocabulary;
import io.onelift.audience.ScheduledSnapshots;
import io.onelift.audience.Snapshots;
import io.onelift.audience.TagRules;
import io.onelift.audience.UnmatchedMembers;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagTables;
import io.onelift.collect.Collector;
import io.onelift.collect.CollectorConfig;
import io.onelift.collect.ItemTable;
import io.onelift.collect.Quarantine;
import io.onelift.collect.Refold;
import io.onelift.collect.Replays;
import io.onelift.collect.SegmentCalls;
import io.onelift.collect.SensorsCalls;
import io.onelift.collect.TimeBoundsSetting;
import io.onelift.collect.Turn;
import io.onelift.compute.Pace;
import io.onelift.compute.Population;
import io.onelift.compute.TagComputation;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagUploads;
import io.onelift.conversation.Copilot;
import io.onelift.demo.SampleLoad;
import io.onelift.demo.SampleOffers;
import io.onelift.demo.SampleTables;
import io.onelift.demo.SampleTags;
import io.onelift.erasure.Erasures;
import io.onelift.erasure.Suppressions;
import io.onelift.event.PlanCatalog;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.EventChanges;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryLimits;
import io.onelift.execute.ResultCache;
import io.onelift.execute.WarehouseQueries;
import io.onelift.export.Exports;
import io.onelift.http.LiveEvents;
import io.onelift.http.PersonalTags;
import io.onelift.http.Progress;
import io.onelift.http.ProjectInfo;
import io.onelift.http.Services;
import io.onelift.identity.IdentityGraph;
import io.onelift.imports.ImportJobs;
import io.onelift.imports.ImportedTables;
import io.onelift.kafka.KafkaRecords;
import io.onelift.kafka.KafkaSource;
import io.onelift.linking.QueriedValues;
import io.onelift.metastore.Metastore;
import io.onelift.model.ModelCatalog;
import io.onelift.model.Models;
import io.onelift.model.People;
import io.onelift.model.TagValuesNow;
import io.onelift.model.Trainings;
import io.onelift.offer.Offer;
import io.onelift.parsing.OfflineParser;
import io.onelift.placement.Placement;
import io.onelift.policy.Policies;
import io.onelift.profile.Profiles;
import io.onelift.security.Audit;
import io.onelift.security.FailureLimit;
import io.onelift.security.Keys;
import io.onelift.security.Sessions;
import io.onelift.security.SignInLinks;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.strategy.DecisionTables;
import io.onelift.tag.TagCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseConfig;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import io.onelift.warehouse.embedded.EngineConfig;
import io.onelift.warehouse.embedded.EngineException;
import io.onelift.webhook.Deliveries;
import io.onelift.webhook.Webhook;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A project's object graph, opened in the order of use and closed in the reverse order. */
final class Project implements AutoCloseable {
  private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(2);
  private static final String ZONE = "project.zone";
  private static final Logger LOG = LoggerFactory.getLogger(Project.class);

  private final Closing closing = new Closing();
  private final Clock clock = Clock.systemUTC();
  private final ProjectConfig config;
  private final Metastore metastore;
  private final Warehouse warehouse;
  private final Keys keys;
  private final Services.Ingest ingest;
  private final Services.Meaning meaning;
  private final Services.People people;
  private final Services.Choice choice;
  private final Services.Reports reports;

  private Project(ProjectConfig config, Consumer<String> step) {
    this.config = config;
    CompletableFuture<WarehouseAddress> address = address(step);
    try {
      metastore = closing.keep(Metastore.open(config.metastore()));
      warehouse = closing.keep(warehouse(zone(), address, step));
      keys = new Keys(metastore, clock);
      step.accept("loading identities and definitions");
      ingest = ingest();
      step.accept("loading tags, audiences, offers and experiments");
      // Offers and people know nothing of each other, so they load side by side.
      CompletableFuture<Services.Choice> choosing =
          aside(
              "offers",
              () -> OfferParts.open(config.name(), warehouse, metastore, ingest, closing, clock));
      AudienceCatalog audiences = new AudienceCatalog(metastore);
      ModelCatalog models = new ModelCatalog(metastore);
      DecisionTables tables = new DecisionTables(metastore);
      TagCatalog tags =
          new TagCatalog(
              metastore,
              tag ->
                  Stream.of(audiences.usingTag(tag), models.usingTag(tag), tables.usingTag(tag))
                      .flatMap(List::stream)
                      .toList());
      SemanticCatalog semantics =
          new SemanticCatalog(
              metastore, new LearnedSoFar(ingest.plan(), ingest.tables(), ingest.items(), tags));
      WarehouseQueries queries = new WarehouseQueries(warehouse, semantics);
      Population everybody = new Population();
      ingest.collector().listen(everybody);
      CompletableFuture<Void> counting =
          aside(
              "population",
              () -> {
                everybody.load(queries);
                return null;
              });
      people = people(tags, audiences, models, tables, everybody, queries);
      meaning = meaning(semantics);
      reports =
          ReportParts.open(config.name(), warehouse.zone(), metastore, meaning, closing, clock);
      counting.join();
      choice = choosing.join();
      // Before anybody can send: erasures that were cut off, and rules that were not applied.
      completeErasures();
      new Refold(ingest.collector()).start();
      ingest.jobs().resume();
    } catch (RuntimeException e) {
      // An engine that is still starting has to be kept before it can be closed.
      address.handle((started, failure) -> started).join();
      closing.close();
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  private void completeErasures() {
    boolean some = false;
    while (ingest.collector().exclusively(this::completeErasure).join()) {
      some = true;
    }
    if (some) {
      ingest.erasures().purge();
    }
  }

  private boolean completeErasure(Turn turn) {
    Optional<Erasures.Erased> completed = ingest.erasures().complete(turn.commit());
    completed.ifPresent(erased -> turn.announce(erased.change()));
    return completed.isPresent();
  }

  /** Does a part of the start on a thread of its own. */
  private static <T> CompletableFuture<T> aside(String name, Supplier<T> part) {
    return CompletableFuture.supplyAsync(
        part, task -> Thread.ofPlatform().name("start-" + name).start(task));
  }

  /** The engine is a process of its own, so it starts while the metastore opens. */
  private CompletableFuture<WarehouseAddress> address(Consumer<String> step) {
    if (config.warehouse().isPresent()) {
      step.accept("opening the metastore");
      return CompletableFuture.completedFuture(config.warehouse().get());
    }
    step.accept("starting the ClickHouse engine and opening the metastore");
    return aside("engine", this::engine);
  }

  /**
   * Opens everything.
   *
   * @param step told what is being done
   * @throws CommandFailure when the engine or the warehouse cannot be used
   */
  static Project open(ProjectConfig config, Consumer<String> step) {
    return new Project(config, step);
  }

  private Warehouse warehouse(
      ZoneId zone, CompletableFuture<WarehouseAddress> starting, Consumer<String> step) {
    WarehouseAddress address = starting.join();
    step.accept("bringing the warehouse " + address + " up to date");
    try {
      return Warehouse.connect(
          new WarehouseConfig(
              address.server(),
              address.user(),
              address.password(),
              address.database(),
              zone,
              STATEMENT_TIMEOUT));
    } catch (WarehouseException e) {
      throw new CommandFailure(
          "The warehouse " + address + " cannot be used: " + e.getMessage(), e);
    }
  }

  private WarehouseAddress engine() {
    try {
      EmbeddedEngine engine =
          closing.keep(EmbeddedEngine.start(EngineConfig.in(config.data().resolve("engine"))));
      URI address = engine.address();
      return new WarehouseAddress(address, engine.user(), engine.password(), "onelift");
    } catch (EngineException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  // The columns of the warehouse carry the zone, so it cannot change under them.
  private ZoneId zone() {
    Optional<ZoneId> known = metastore.setting(ZONE).map(ZoneId::of);
    ZoneId zone = config.zone().or(() -> known).orElseGet(ZoneId::systemDefault);
    if (known.isPresent() && !known.get().equals(zone)) {
      throw new CommandFailure(
          "This project began in the time zone "
              + known.get()
              + ", which cannot be changed to "
              + zone
              + ". Leave --timezone out, or begin another project with --data DIR.");
    }
    metastore.setting(ZONE, zone.getId());
    return zone;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Keys keys() {
    return keys;
  }

  private Services.Ingest ingest() {
    TrackingPlan plan = TrackingPlan.open(warehouse);
    PlanCatalog plans = PlanCatalog.open(metastore, warehouse, plan);
    IdentityGraph identities = IdentityGraph.open(warehouse);
    TimeBoundsSetting bounds = new TimeBoundsSetting(metastore);
    SegmentCalls segment = new SegmentCalls(bounds);
    SensorsCalls sensors = new SensorsCalls(bounds);
    Quarantine quarantine = new Quarantine(warehouse, clock);
    ItemTable items = ItemTable.open(warehouse);
    Suppressions suppressions = Suppressions.open(warehouse, plans.hash());
    Collector collector =
        closing.keep(
            Collector.start(
                warehouse,
                plan,
                identities,
                quarantine,
                items,
                suppressions,
                CollectorConfig.standard(config.data().resolve("message-ids")),
                clock));
    Profiles profiles = new Profiles(warehouse, plan, identities);
    KafkaRecords records = new KafkaRecords(List.of(segment, sensors));
    Replays replays =
        closing.keep(
            new Replays(
                quarantine, List.of(segment, sensors, records), collector, warehouse, plan, clock));
    Webhook webhook = closing.keep(Webhook.start(quarantine, metastore, config.name(), clock));
    KafkaSource kafka =
        closing.keep(KafkaSource.start(records, collector::collect, metastore, clock));
    LiveEvents live = new LiveEvents();
    collector.listen(live);
    ImportedTables tables = new ImportedTables(metastore);
    ImportJobs jobs =
        closing.keep(
            new ImportJobs(
                warehouse,
                metastore,
                plan,
                collector::collect,
                bounds,
                tables,
                config.data().resolve("imports")));
    return new Services.Ingest(
        new Services.Wires(bounds, segment, sensors),
        plan,
        plans,
        identities,
        quarantine,
        replays,
        webhook,
        kafka,
        collector,
        profiles,
        new Erasures(warehouse, identities, profiles, suppressions, clock),
        tables,
        items,
        jobs,
        live);
  }

  private Services.People people(
      TagCatalog tags,
      AudienceCatalog audiences,
      ModelCatalog models,
      DecisionTables tables,
      Population everybody,
      WarehouseQueries queries) {
    TagBitmaps bitmaps = TagBitmaps.load(warehouse);
    Snapshots snapshots =
        new Snapshots(
            warehouse,
            profile -> ingest.identities().current(new ProfileId(profile)).number(),
            clock);
    AudienceEngine engine =
        new AudienceEngine(
            bitmaps, everybody, queries, audiences::rule, snapshots, warehouse.zone(), clock);
    TagUploads uploads = new TagUploads(warehouse, metastore, ingest.identities()::find, clock);
    tags.listen(uploads);
    ingest.erasures().also(uploads::erase);
    PersonalTags personal = new PersonalTags(ingest.plan());
    People who = new People(everybody, engine, audiences::rule);
    TagValuesNow values = new TagValuesNow(tags, bitmaps, personal::contains, warehouse.zone());
    Models scores = new Models(models, who, values, clock);
    TagComputation computation =
        new TagComputation(
            queries, everybody, scores, new TagRules(engine), uploads, queries, warehouse.zone());
    TagRefresher refresher =
        closing.keep(
            new TagRefresher(
                tags, computation, bitmaps, ingest.collector()::lastCommit, Pace.STANDARD, clock));
    ingest.collector().listen(refresher);
    ingest.collector().listenAtOnce(refresher.live());
    Trainings trainings =
        closing.keep(new Trainings(models, who, values, config.data().resolve("weka"), clock));
    trainings.listen(refresher::outdated);
    refresher.listen(trainings::refreshed);
    AudienceSizes sizes = closing.keep(new AudienceSizes(audiences, engine, Pace.STANDARD));
    refresher.listen(sizes::refreshed);
    ingest.collector().listen(sizes);
    UnmatchedMembers unmatched =
        closing.keep(
            new UnmatchedMembers(
                warehouse,
                snapshots,
                ingest.collector()::lastCommit,
                Pace.STANDARD,
                sizes::joined));
    ingest.collector().listen(unmatched);
    ingest.erasures().also((_, identifiers) -> unmatched.erase(identifiers));
    ProjectVocabulary names =
        new ProjectVocabulary(ingest.plan(), tags, bitmaps, audiences, snapshots);
    return new Services.People(
        tags,
        bitmaps,
        refresher,
        uploads,
        new ProjectLanguage(names, queries),
        everybody,
        audiences,
        engine,
        sizes,
        snapshots,
        unmatched,
        closing.keep(
            new ScheduledSnapshots(
                metastore, audiences, engine, snapshots, Pace.STANDARD, warehouse.zone(), clock)),
        closing.keep(
            new Exports(
                config.data().resolve("exports"),
                metastore,
                warehouse,
                new Deliveries(clock),
                clock)),
        tables,
        names,
        new Services.Learning(models, scores, trainings));
  }

  private Services.Meaning meaning(SemanticCatalog semantics) {
    EventChanges changes = new EventChanges();
    ingest.collector().listen(changes);
    QueryEngine queries =
        new QueryEngine(
            warehouse,
            semantics,
            new SavedMembers(people.audiences(), people.engine()),
            new TagTables(warehouse, people.tags(), people.bitmaps())::prepare,
            QueryLimits.DEFAULT,
            Optional.of(new ResultCache(warehouse, changes, clock)));
    Copilot copilot =
        new Copilot(
            semantics::current,
            new QueriedValues(queries),
            new OfflineParser(),
            queries::run,
            clock.withZone(warehouse.zone()));
    Analyses analyses =
        new Analyses(queries, semantics, people.vocabulary(), clock.withZone(warehouse.zone()));
    return new Services.Meaning(
        semantics, queries, analyses, new Policies(metastore, warehouse.zone()), copilot);
  }

  /** Does once, in the background, what the first caller would otherwise wait for. */
  void warmUp() {
    Thread.ofPlatform().name("warm-up").daemon().start(this::warm);
  }

  private void warm() {
    try {
      meaning.queries().warm();
      meaning.copilot().warm();
      for (Placement placement : choice.placements().list()) {
        List<String> candidates =
            choice.decisions().candidates(placement).stream().map(Offer::key).toList();
        choice.ranker().posteriors(placement.key(), candidates);
      }
    } catch (RuntimeException e) {
      // The first caller does the same again and is told what is wrong.
      LOG.warn("Warming up failed: {}", e.getMessage());
    }
  }

  /** Begins or goes on with loading the sample bank. */
  SampleLoad load(DemoCommand.Bank bank) {
    SampleOffers.define(choice.offers(), choice.experiments(), choice.placements());
    SampleTags.define(people.tags(), people.audiences());
    SampleTables.define(people.tables());
    if (meaning.semantics().yaml().isEmpty()) {
      meaning.semantics().save(SampleModel.yaml(), "sample bank");
    }
    return closing.keep(
        SampleLoad.start(ingest.collector()::collect, metastore, bank.seed(), bank.customers()));
  }

  Services services(SignInLinks links, Supplier<Progress> demo) {
    return new Services(
        new ProjectInfo(
            config.name(),
            warehouse.zone(),
            config.currency(),
            Version.current(),
            config.warehouse().isEmpty()),
        clock,
        warehouse,
        new Services.Security(
            keys,
            new Sessions(metastore, keys, clock),
            links,
            new FailureLimit(),
            new Audit(metastore, clock)),
        ingest,
        meaning,
        people,
        choice,
        reports,
        demo);
  }

  @Override
  public void close() {
    closing.close();
  }
}
