package io.onelift.audience;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.onelift.audience.Snapshot.Origin;
import io.onelift.compute.Pace;
import io.onelift.compute.PacedWorker;
import io.onelift.metastore.Metastore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * Takes the snapshots of audiences that have a schedule. A schedule survives restarts; what fell
 * due while the server was down is taken once after the start. Safe for use by many threads.
 */
public final class ScheduledSnapshots implements AutoCloseable {
  /** Who a snapshot was taken by. */
  public static final String BY = "schedule";

  private static final Table<Record> SCHEDULES = table("snapshot_schedules");
  private static final Field<String> KEY = field("audience_key", String.class);
  private static final Field<String> EVERY = field("every", String.class);
  private static final Field<String> CHANGED_BY = field("changed_by", String.class);
  private static final Field<Long> CHANGED_AT = field("changed_at", Long.class);

  private final Metastore metastore;
  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final Snapshots snapshots;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Map<String, SnapshotSchedule> schedules = new ConcurrentHashMap<>();
  private final PacedWorker worker;

  public ScheduledSnapshots(
      Metastore metastore,
      AudienceCatalog catalog,
      AudienceEngine engine,
      Snapshots snapshots,
      Pace pace,
      ZoneId zone,
      InstantSource clock) {
    this.metastore = metastore;
    this.catalog = catalog;
    this.engine = engine;
    this.snapshots = snapshots;
    this.zone = zone;
    this.clock = clock;
    this.worker = new PacedWorker("audience-snapshots", pace, this::takeDue);
    schedules.putAll(
        metastore
            .sql()
            .select(KEY, EVERY)
            .from(SCHEDULES)
            .fetchMap(row -> row.get(KEY), row -> SnapshotSchedule.valueOf(row.get(EVERY))));
    schedules.keySet().forEach(key -> schedule(key, Pace.AFTER_START));
  }

  /** The schedule of an audience. */
  public Optional<SnapshotSchedule> of(String audience) {
    return Optional.ofNullable(schedules.get(audience));
  }

  /** When its next snapshot is due; empty without a schedule. */
  public Optional<Instant> next(String audience) {
    return of(audience).map(schedule -> schedule.next(lastOf(audience), clock.instant(), zone));
  }

  /**
   * Gives an audience a schedule, or takes it away.
   *
   * @throws io.onelift.event.NotFound when there is no such audience
   */
  public synchronized void set(String audience, Optional<SnapshotSchedule> schedule, String by) {
    catalog.require(audience);
    metastore.transaction(
        tx -> {
          int removed = tx.deleteFrom(SCHEDULES).where(KEY.eq(audience)).execute();
          return schedule
              .map(
                  one ->
                      tx.insertInto(SCHEDULES, KEY, EVERY, CHANGED_BY, CHANGED_AT)
                          .values(audience, one.name(), by, clock.millis())
                          .execute())
              .orElse(removed);
        });
    worker.forget(audience);
    if (schedule.isPresent()) {
      schedules.put(audience, schedule.get());
      schedule(audience, Duration.ZERO);
    } else {
      schedules.remove(audience);
    }
  }

  private void schedule(String audience, Duration least) {
    Duration due = schedules.get(audience).due(lastOf(audience), clock.instant(), zone);
    worker.schedule(audience, due.compareTo(least) < 0 ? least : due);
  }

  private Optional<Instant> lastOf(String audience) {
    List<Snapshot> all = snapshots.of(audience);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().takenAt());
  }

  /** Takes the snapshot of an audience if it is due, and asks for the next. */
  synchronized void takeDue(String key) {
    Optional<SnapshotSchedule> schedule = of(key);
    Optional<SavedAudience> audience = catalog.find(key);
    if (schedule.isEmpty() || audience.isEmpty()) {
      return;
    }
    if (schedule.get().due(lastOf(key), clock.instant(), zone).isZero()) {
      // Usual at a first start: tags that have no values yet would make it an empty one.
      if (!engine.waitsFor(audience.get().rule()).isEmpty()) {
        worker.schedule(key, Pace.AFTER_START);
        return;
      }
      snapshots.take(key, engine.members(audience.get().rule()), Origin.RULE, BY);
    }
    schedule(key, Duration.ZERO);
  }

  /** Drops the schedule of an audience that was deleted. */
  public void forget(String audience) {
    worker.forget(audience);
    schedules.remove(audience);
    metastore.sql().deleteFrom(SCHEDULES).where(KEY.eq(audience)).execute();
  }

  @Override
  public void close() {
    worker.close();
  }
}
