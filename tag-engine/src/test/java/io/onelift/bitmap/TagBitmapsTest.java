package io.onelift.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.roaringbitmap.RoaringBitmap;

@ExtendWith(WarehouseExtension.class)
class TagBitmapsTest {
  private static final RoaringBitmap MANY = RoaringBitmap.bitmapOfRange(1, 100_000);
  private static final RoaringBitmap FEW = RoaringBitmap.bitmapOf(3, 70_000, -2);

  private final Warehouse warehouse;

  TagBitmapsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static Held held(TagIndex index, int definition) {
    return new Held(index, definition, Instant.ofEpochMilli(1_700_000_000_000L + definition));
  }

  @Test
  void loadsCategoriesAsTheyWereKept() {
    TagBitmaps.load(warehouse)
        .put("city", held(new CategoryIndex(Map.of("上海", MANY, "北 京/\"", FEW)), 3));

    Held loaded = TagBitmaps.load(warehouse).find("city").orElseThrow();

    assertThat(((CategoryIndex) loaded.index()).values())
        .isEqualTo(Map.of("上海", MANY, "北 京/\"", FEW));
    assertThat(loaded.definition()).isEqualTo(3);
    assertThat(loaded.asOf()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_003L));
  }

  @Test
  void loadsNumbersAsTheyWereKept() {
    double[] numbers = {-1.5, 0.1 + 0.2, 1e300};
    TagBitmaps.load(warehouse)
        .put(
            "aum",
            held(new NumberIndex(BitSlicedIndex.of(new int[] {1, 2, -1}, numbers), true), 1));

    NumberIndex loaded = (NumberIndex) TagBitmaps.load(warehouse).find("aum").orElseThrow().index();

    assertThat(loaded.numbers().numbers(new int[] {1, 2, -1})).containsExactly(numbers);
    assertThat(loaded.zeroWhenMissing()).isTrue();
    assertThat(loaded.numbers().matching(new Interval(0, true, 1, true), Optional.empty()))
        .isEqualTo(RoaringBitmap.bitmapOf(2));
  }

  @Test
  void clickHouseCountsTheSameProfiles() {
    TagBitmaps.load(warehouse)
        .put("level", held(new CategoryIndex(Map.of("gold", MANY, "silver", FEW)), 1));

    assertThat(
            warehouse.query(
                "SELECT part, groupBitmapMerge(profiles) AS size FROM tag_bitmaps FINAL WHERE tag ="
                    + " 'level' GROUP BY part ORDER BY part",
                Map.of(),
                row -> row.text("part") + " " + row.integer("size")))
        .containsExactly("gold " + MANY.getCardinality(), "silver 3");
  }

  @Test
  void showsOnlyTheNewestVersionOfATag() {
    TagBitmaps bitmaps = TagBitmaps.load(warehouse);
    bitmaps.put("stage", held(new CategoryIndex(Map.of("new", MANY, "old", FEW)), 2));
    bitmaps.put("stage", held(new CategoryIndex(Map.of("old", MANY)), 2));
    bitmaps.put("empty", held(new CategoryIndex(Map.of("once", FEW)), 1));
    bitmaps.put("empty", held(new CategoryIndex(Map.of()), 1));
    bitmaps.put("gone", held(new CategoryIndex(Map.of("a", FEW)), 1));
    bitmaps.remove("gone");

    TagBitmaps loaded = TagBitmaps.load(warehouse);

    assertThat(((CategoryIndex) loaded.find("stage").orElseThrow().index()).values())
        .isEqualTo(Map.of("old", MANY));
    assertThat(loaded.find("empty").orElseThrow().index().profiles().isEmpty()).isTrue();
    assertThat(loaded.find("gone")).isEmpty();
  }

  @Test
  void doesNotShowAVersionThatLacksRows() {
    TagBitmaps.load(warehouse).put("torn", held(new CategoryIndex(Map.of("a", MANY, "b", FEW)), 1));
    warehouse.execute("DELETE FROM tag_bitmaps WHERE tag = 'torn' AND part = 'b'");

    assertThat(TagBitmaps.load(warehouse).find("torn")).isEmpty();
  }
}
