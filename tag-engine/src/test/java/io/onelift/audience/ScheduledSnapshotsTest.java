package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.audience.Snapshot.Origin;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.Pace;
import io.onelift.event.NotFound;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Predicate;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

@ExtendWith(WarehouseExtension.class)
class ScheduledSnapshotsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-01T16:00:00Z");

  private final Warehouse warehouse;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  @TempDir private Path directory;

  ScheduledSnapshotsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void areTakenOnceADayAndCaughtUpWithOnceAfterARestart() {
    try (Metastore metastore = metastore()) {
      AudienceCatalog catalog = new AudienceCatalog(metastore);
      catalog.create(
          new AudienceDraft(
              Optional.of("daily"), "x", "", new Rule.HasTrait("city", new Predicate.IsSet(true))),
          "ann");
      Snapshots snapshots = new Snapshots(warehouse, number -> number, now::get);
      try (ScheduledSnapshots schedules = open(metastore, catalog, snapshots)) {
        schedules.set("daily", Optional.of(SnapshotSchedule.DAILY), "ann");
        schedules.takeDue("daily");
        now.set(MIDNIGHT.minusMillis(1));
        schedules.takeDue("daily");
        assertThat(snapshots.of("daily")).hasSize(1);
        assertThat(snapshots.of("daily").getFirst())
            .isEqualTo(new Snapshot("daily", 1, NOON, ScheduledSnapshots.BY, Origin.RULE, 2));
        assertThat(schedules.next("daily")).contains(MIDNIGHT);
        assertThatThrownBy(() -> schedules.set("nobody", Optional.empty(), "ann"))
            .isInstanceOf(NotFound.class);
      }

      now.set(MIDNIGHT.plusSeconds(3 * 86_400 + 1));
      Snapshots again = new Snapshots(warehouse, number -> number, now::get);
      try (ScheduledSnapshots schedules = open(metastore, catalog, again)) {
        assertThat(schedules.of("daily")).contains(SnapshotSchedule.DAILY);
        schedules.takeDue("daily");
        schedules.takeDue("daily");
        assertThat(again.of("daily")).hasSize(2);

        schedules.set("daily", Optional.empty(), "ann");
        now.set(MIDNIGHT.plusSeconds(9 * 86_400));
        schedules.takeDue("daily");
        assertThat(again.of("daily")).hasSize(2);
        assertThat(schedules.next("daily")).isEmpty();
      }
    }
  }

  @Test
  void areDueAtTheNextHourOfTheClock() {
    SnapshotSchedule hourly = SnapshotSchedule.HOURLY;
    Instant time = NOON.plusSeconds(1_800);

    assertThat(hourly.next(Optional.empty(), time, SHANGHAI)).isEqualTo(time);
    assertThat(hourly.next(Optional.of(NOON.minusMillis(1)), time, SHANGHAI)).isEqualTo(time);
    assertThat(hourly.next(Optional.of(NOON), time, SHANGHAI)).isEqualTo(NOON.plusSeconds(3_600));
  }

  private Metastore metastore() {
    return Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
  }

  private ScheduledSnapshots open(
      Metastore metastore, AudienceCatalog catalog, Snapshots snapshots) {
    RoaringBitmap two = RoaringBitmap.bitmapOf(1, 2);
    AudienceEngine engine =
        new AudienceEngine(
            TagBitmaps.inMemory(),
            () -> two,
            (_, _, _) -> two,
            catalog::rule,
            snapshots,
            SHANGHAI,
            Clock.systemUTC());
    return new ScheduledSnapshots(
        metastore, catalog, engine, snapshots, Pace.STANDARD, SHANGHAI, now::get);
  }
}
