package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Random rules over random events, some at the same millisecond, get the oracle's answer. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavesAgreeWithOracleTest {
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00.123Z");

  private final Warehouse warehouse;
  private WarehouseQueries queries;
  private LeafOracle oracle;

  LeavesAgreeWithOracleTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    oracle = RandomLeaves.load(warehouse, NOW);
    queries = new WarehouseQueries(warehouse, SampleData.catalog(directory));
  }

  @Test
  void answersRandomLeavesAsTheOracleDoes() {
    Random random = new Random(11);
    for (int i = 0; i < 150; i++) {
      Rule.WarehouseLeaf leaf = RandomLeaves.leaf(random);
      assertThat(queries.matching(leaf, NOW, Optional.empty()))
          .as("%s", leaf)
          .isEqualTo(oracle.matching(leaf));
    }
  }

  @Test
  void looksOnlyAtTheProfilesItIsAskedFor() {
    Random random = new Random(13);
    RoaringBitmap within = RoaringBitmap.bitmapOfRange(10, 50);
    for (int i = 0; i < 20; i++) {
      Rule.WarehouseLeaf leaf = RandomLeaves.leaf(random);
      assertThat(queries.matching(leaf, NOW, Optional.of(within)))
          .as("%s", leaf)
          .isEqualTo(RoaringBitmap.and(within, oracle.matching(leaf)));
    }
  }

  @Test
  void knowsEverybody() {
    assertThat(queries.everybody()).isEqualTo(RoaringBitmap.bitmapOfRange(1, 61));
  }

  @Test
  void readsCategoriesAndNumbers() {
    TagValues cities = queries.values(new TagSource.Trait("city"), NOW);
    assertThat(((TagValues.Categories) cities).profiles()).containsOnlyKeys("上海", "it's \\ `");
    EventMeasure count = new EventMeasure("login", List.of(), new Aggregate.Count());
    TagValues.Numbers numbers =
        (TagValues.Numbers) queries.values(new TagSource.Events(count, new Window.Always()), NOW);
    assertThat(numbers.profiles()).isSorted();
    assertThat(Arrays.stream(numbers.numbers()).sum())
        .isEqualTo(
            (double) oracle.events().stream().filter(e -> e.event().equals("login")).count());
  }
}
