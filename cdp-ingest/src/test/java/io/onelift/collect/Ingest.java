package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.IdentityGraph;
import io.onelift.profile.Profiles;
import io.onelift.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that takes events in, wired over one warehouse; closing and opening is a restart. */
public final class Ingest implements AutoCloseable {
  static final Path MESSAGE_IDS = Path.of(System.getProperty("java.io.tmpdir"));

  private static final AtomicLong IDS = new AtomicLong();

  public final Warehouse warehouse;
  public final TrackingPlan plan;
  public final IdentityGraph identities;
  public final Quarantine quarantine;
  public final ItemTable items;
  public final Profiles profiles;
  public final Collector collector;
  public final Replays replays;

  private Ingest(Warehouse warehouse, CollectorConfig config) {
    this.warehouse = warehouse;
    plan = TrackingPlan.open(warehouse);
    identities = IdentityGraph.open(warehouse);
    quarantine = new Quarantine(warehouse, Clock.systemUTC());
    profiles = new Profiles(warehouse, plan, identities);
    items = ItemTable.open(warehouse);
    collector =
        Collector.start(warehouse, plan, identities, quarantine, items, config, Clock.systemUTC());
    replays = replays(new SegmentCalls(() -> TimeBounds.STANDARD));
  }

  /** Replays of what came in one form. */
  public Replays replays(WireFormat format) {
    return new Replays(quarantine, List.of(format), collector, warehouse, plan, Clock.systemUTC());
  }

  public static Ingest open(Warehouse warehouse) {
    return open(warehouse, CollectorConfig.standard(MESSAGE_IDS));
  }

  static Ingest open(Warehouse warehouse, CollectorConfig config) {
    return new Ingest(warehouse, config);
  }

  public Receipt collect(Event... events) {
    return get(List.of(events));
  }

  Receipt get(List<Event> events) {
    return collector.collect(events).orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** A number that a query returns. */
  public long count(String sql) {
    return warehouse.query(sql, Map.of(), row -> row.integer("n")).getFirst();
  }

  static String nextId() {
    return "m" + IDS.incrementAndGet();
  }

  /** A track event, a millisecond later than the one before. */
  public static Event track(String name, Map<String, Object> properties, Identifier... who) {
    return track(nextId(), name, properties, who);
  }

  static Event track(String id, String name, Map<String, Object> properties, Identifier... who) {
    Instant time = Instant.now().minus(Duration.ofHours(1)).plusMillis(IDS.incrementAndGet());
    return new Event(
        id,
        EventKind.TRACK,
        name,
        time,
        time,
        List.of(who),
        properties,
        Map.of(),
        Map.of(),
        "test",
        false);
  }

  public static Event identify(Instant time, Map<String, Object> traits, Identifier... who) {
    return new Event(
        nextId(),
        EventKind.IDENTIFY,
        "identify",
        time,
        time,
        List.of(who),
        Map.of(),
        traits,
        Map.of(),
        "test",
        false);
  }

  @Override
  public void close() {
    replays.close();
    collector.close();
  }
}
