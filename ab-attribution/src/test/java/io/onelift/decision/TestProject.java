package io.onelift.decision;

import io.onelift.collect.Collector;
import io.onelift.collect.CollectorConfig;
import io.onelift.collect.ItemTable;
import io.onelift.collect.Quarantine;
import io.onelift.conversion.ConversionCounts;
import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.experiment.Assignments;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentReports;
import io.onelift.exposure.ExposureCounts;
import io.onelift.identity.IdentityGraph;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.PlacementCatalog;
import io.onelift.ranking.Evidence;
import io.onelift.ranking.Policy;
import io.onelift.ranking.ThompsonRanker;
import io.onelift.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Everything this module needs, wired on a real warehouse. A second one on the same warehouse and
 * directory is what a restart finds.
 */
public final class TestProject implements AutoCloseable {
  private static final AtomicInteger MESSAGES = new AtomicInteger();
  private static final String RUN = UUID.randomUUID().toString();

  public final Warehouse warehouse;
  public final Metastore metastore;
  public final TrackingPlan plan;
  public final IdentityGraph identities;
  public final Collector collector;
  public final OfferCatalog offers;
  public final ExperimentCatalog experiments;
  public final PlacementCatalog placements;
  public final Assignments assignments;
  public final DecisionLog log;
  public final ExposureCounts exposures;
  public final ConversionCounts conversions;
  public final ThompsonRanker ranker;
  public final Decisions decisions;
  public final ExperimentReports reports;

  public TestProject(Warehouse warehouse, Path directory) {
    Clock clock = Clock.systemUTC();
    this.warehouse = warehouse;
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    plan = TrackingPlan.open(warehouse);
    identities = IdentityGraph.open(warehouse);
    offers = new OfferCatalog(metastore);
    experiments = new ExperimentCatalog(metastore, clock);
    placements = new PlacementCatalog(metastore, offers, experiments);
    assignments = new Assignments(warehouse, experiments, clock);
    log = new DecisionLog(warehouse);
    Credits credits = new Credits(warehouse, plan, log);
    exposures = new ExposureCounts(credits);
    conversions = new ConversionCounts(credits);
    ranker =
        new ThompsonRanker(
            Evidence.of(exposures, conversions),
            new Policy("test", Policy.standard("test").prior(), Duration.ZERO),
            clock);
    decisions = deciding(ranker, Duration.ofSeconds(30));
    reports = new ExperimentReports(warehouse, experiments, plan, clock);
    collector =
        Collector.start(
            warehouse,
            plan,
            identities,
            new Quarantine(warehouse, clock),
            ItemTable.open(warehouse),
            CollectorConfig.standard(Path.of(System.getProperty("java.io.tmpdir"))),
            clock);
    collector.listen(exposures);
    collector.listen(conversions);
    collector.listen(assignments);
  }

  /** Decisions by another ranker or with another budget than a busy machine needs. */
  Decisions deciding(Ranker other, Duration budget) {
    return new Decisions(
        offers,
        placements,
        experiments,
        assignments,
        identities::find,
        other,
        log,
        Clock.systemUTC(),
        budget);
  }

  /** An event that nobody else sends. */
  public static Event event(
      List<Identifier> who, String name, Instant time, Map<String, Object> properties) {
    return new Event(
        RUN + MESSAGES.incrementAndGet(),
        EventKind.TRACK,
        name,
        time,
        Instant.now(),
        who,
        properties,
        Map.of(),
        Map.of(),
        "segment",
        false);
  }

  public static Event event(String user, String name, Map<String, Object> properties) {
    return event(List.of(Identifier.user(user)), name, Instant.now(), properties);
  }

  /** Returns when the events are durable and every listener has been told. */
  public void send(List<Event> events) {
    collector.collect(events).join();
  }

  public void send(Event... events) {
    send(List.of(events));
  }

  public ProfileId profile(String user) {
    return identities.find(Identifier.user(user)).orElseThrow();
  }

  /** Returns in a later millisecond. */
  public static void tick() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

  /** For what happens behind an answer. */
  public static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It has not happened within a minute");
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    collector.close();
    decisions.close();
    log.close();
    assignments.close();
    metastore.close();
  }
}
