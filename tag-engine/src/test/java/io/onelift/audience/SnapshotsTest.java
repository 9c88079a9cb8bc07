package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.audience.Snapshot.Origin;
import io.onelift.event.NotFound;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.roaringbitmap.RoaringBitmap;

@ExtendWith(WarehouseExtension.class)
class SnapshotsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T04:00:00.123Z");

  private final Warehouse warehouse;
  private final Map<Integer, Integer> merged = new HashMap<>();

  SnapshotsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private Snapshots open() {
    return new Snapshots(
        warehouse, profile -> merged.getOrDefault(profile, profile), InstantSource.fixed(NOW));
  }

  @Test
  void areThereAfterARestartAndFollowMerges() {
    RoaringBitmap everybody = RoaringBitmap.bitmapOfRange(1, 2_000);
    RoaringBitmap many = RoaringBitmap.bitmapOfRange(100, 1_000);
    Snapshots first = open();
    Snapshot taken = first.take("it's", many, Origin.RULE, "ann");
    first.take("it's", RoaringBitmap.bitmapOf(7), Origin.UPLOAD, "bob");

    first.extend("it's", 2, RoaringBitmap.bitmapOf(9));
    assertThat(first.of("it's").getLast().size()).isEqualTo(2);

    Snapshots again = open();
    assertThat(again.of("it's")).isEqualTo(first.of("it's")).hasSize(2).contains(taken);
    assertThat(taken.takenAt()).isEqualTo(NOW);
    assertThat(again.members("it's", 1, everybody)).isEqualTo(many);
    assertThat(again.members("it's", 2, everybody)).isEqualTo(RoaringBitmap.bitmapOf(7, 9));

    // 500 became 3, and 999 was erased.
    merged.put(500, 3);
    everybody.remove(500);
    everybody.remove(999);
    many.remove(500);
    many.remove(999);
    many.add(3);
    assertThat(again.members("it's", 1, everybody)).isEqualTo(many);
    assertThat(first.members("it's", 1, everybody)).isEqualTo(many);
    assertThat(again.take("it's", many, Origin.RULE, "ann").number()).isEqualTo(3);
  }

  @Test
  void goWithTheirAudience() {
    Snapshots snapshots = open();
    snapshots.take("gone", RoaringBitmap.bitmapOf(1), Origin.RULE, "ann");
    snapshots.take("stays", RoaringBitmap.bitmapOf(1), Origin.RULE, "ann");
    snapshots.forget("gone");

    for (Snapshots some : new Snapshots[] {snapshots, open()}) {
      assertThat(some.of("gone")).isEmpty();
      assertThat(some.of("stays")).hasSize(1);
      assertThatThrownBy(() -> some.members("gone", 1, new RoaringBitmap()))
          .isInstanceOf(NotFound.class);
    }
  }
}
