package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.print.BitmapForm;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

/** A set of profiles means the same in every form that it travels in. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitmapFormsTest {
  private final Warehouse warehouse;
  private SemanticCatalog catalog;

  BitmapFormsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    catalog = SampleData.catalog(directory);
  }

  static Stream<Arguments> sets() {
    int[] thirds = IntStream.rangeClosed(1, 300).filter(i -> i % 3 == 0).toArray();
    return Stream.of(
        Arguments.of(RoaringBitmap.bitmapOf(), BitmapForm.STATE),
        Arguments.of(RoaringBitmap.bitmapOf(1), BitmapForm.WORDS),
        Arguments.of(RoaringBitmap.bitmapOf(63, 64, 65, 127, 128), BitmapForm.WORDS),
        Arguments.of(RoaringBitmap.bitmapOf(thirds), BitmapForm.WORDS),
        Arguments.of(RoaringBitmap.bitmapOf(1, 63, 64, 5_000_000), BitmapForm.STATE),
        Arguments.of(RoaringBitmap.bitmapOf(1, 2, -1), BitmapForm.STATE));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void holdsTheSameProfiles(RoaringBitmap members, BitmapForm form) {
    assertThat(new Bitmaps(_ -> members).form("some")).isEqualTo(form);
    AudienceMembers audiences =
        new AudienceMembers() {
          @Override
          public Set<String> keys() {
            return Set.of("some");
          }

          @Override
          public RoaringBitmap members(Rule rule) {
            throw new UnsupportedOperationException("No rules here: " + rule);
          }

          @Override
          public RoaringBitmap members(String key) {
            return members;
          }
        };
    QueryEngine engine = new QueryEngine(warehouse, catalog, audiences, QueryLimits.DEFAULT);
    List<Integer> everybody = numbers(engine, "SELECT profile_id FROM customers");
    assertThat(everybody).hasSizeGreaterThan(128);
    assertThat(
            numbers(
                engine, "SELECT profile_id FROM customers WHERE IN_AUDIENCE(profile_id, 'some')"))
        .containsExactlyInAnyOrderElementsOf(everybody.stream().filter(members::contains).toList());
    assertThat(
            numbers(
                engine,
                "SELECT profile_id FROM customers WHERE NOT IN_AUDIENCE(profile_id, 'some')"))
        .containsExactlyInAnyOrderElementsOf(
            everybody.stream().filter(number -> !members.contains(number)).toList());
  }

  private static List<Integer> numbers(QueryEngine engine, String sql) {
    return engine.sql(new SqlRequest(sql, Map.of(), 10_000), Access.INTERNAL).rows().stream()
        .map(row -> ((Number) row.getFirst()).intValue())
        .toList();
  }
}
