package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagTables;
import io.onelift.event.InvalidInput;
import io.onelift.ir.MetricQuery;
import io.onelift.resolve.Access;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Names;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Condition;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagDefinition.Uploaded;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Tags that only bitmaps tell are tables in SQL and dimensions of metrics. */
@ExtendWith(WarehouseExtension.class)
class TagDimensionsTest {
  private static final int PEOPLE = 100;
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00Z");

  private final Warehouse warehouse;
  private TagProject project;
  private TagBitmaps bitmaps;
  private QueryEngine engine;
  private WarehouseQueries queries;

  TagDimensionsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeEach
  void open(@TempDir Path directory) {
    project = new TagProject(warehouse, directory, Clock.systemUTC());
    // The database is that of all tests here.
    warehouse.execute("TRUNCATE TABLE tag_bitmaps");
    bitmaps = TagBitmaps.load(warehouse);
    List<List<Object>> profiles = new ArrayList<>();
    for (long no = 1; no <= PEOPLE; no++) {
      profiles.add(Arrays.asList(no, NOW, NOW, 1L, 0L));
    }
    warehouse.insert(
        "profiles",
        List.of("profile_no", "first_seen", "last_seen", "version", "deleted"),
        profiles);
    List<TagShape> shapes = new ArrayList<>();
    for (TagType type : TagType.values()) {
      for (String name : List.of("t_", "secret_")) {
        Tag tag = tag(name + type.json(), type);
        project.catalog.create(tag, "ann");
        shapes.add(
            new TagShape(
                tag.key(),
                new Names(tag.key(), tag.key(), List.of()),
                type.valueType(),
                Optional.empty(),
                name.equals("secret_")));
      }
    }
    SemanticCatalog semantics =
        new SemanticCatalog(
            project.metastore,
            () -> new Learned(List.of(), List.of(), List.of(), List.of(), shapes));
    queries = new WarehouseQueries(warehouse, semantics);
    engine =
        new QueryEngine(
            warehouse,
            semantics,
            project.audiences(bitmaps),
            new TagTables(warehouse, project.catalog, bitmaps)::prepare,
            QueryLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static Tag tag(String key, TagType type) {
    return new Tag(key, new TagNames(key, key), "", "", type, new Uploaded("user_id"), 0);
  }

  private static RoaringBitmap profiles(int from, int to) {
    return RoaringBitmap.bitmapOfRange(from, to);
  }

  private List<List<Object>> sql(String sql) {
    return engine.sql(SqlRequest.of(sql), Access.INTERNAL).rows();
  }

  private void show(String key, Map<String, RoaringBitmap> values) {
    bitmaps.show(key, new Held(new CategoryIndex(values), 1, NOW));
  }

  @Test
  void groupsByTextsAndFollowsWhatIsShown() {
    show("t_enum", Map.of("gold", profiles(1, 11), "it's", profiles(11, 41)));
    String counted = "SELECT t_enum, COUNT(*) FROM tag_t_enum GROUP BY t_enum ORDER BY t_enum";
    assertThat(sql(counted)).containsExactly(List.of("gold", 10L), List.of("it's", 30L));

    // Only one value is other than before, and another one is gone.
    show("t_enum", Map.of("gold", profiles(1, 11), "new", profiles(50, 55)));
    assertThat(sql(counted)).containsExactly(List.of("gold", 10L), List.of("new", 5L));
    assertThat(
            sql(
                "SELECT COUNT(*) FROM customers WHERE profile_id IN"
                    + " (SELECT profile_id FROM tag_t_enum WHERE t_enum = 'gold')"))
        .containsExactly(List.of(10L));
    assertThat(
            sql(
                "SELECT t.t_enum, COUNT(*) FROM customers c LEFT JOIN tag_t_enum t"
                    + " ON t.profile_id = c.profile_id WHERE t.t_enum IS NULL GROUP BY t.t_enum"))
        .containsExactly(Arrays.asList(null, 85L));
  }

  @Test
  void everyMetricCanBeSplitByThem() {
    show("t_enum", Map.of("gold", profiles(1, 11), "silver", profiles(11, 41)));
    MetricQuery query =
        new MetricQuery(
            List.of("profiles"),
            List.of(new MetricQuery.Grouping("t_enum", Optional.empty())),
            List.of(),
            Optional.empty(),
            List.of(),
            100);

    Map<Object, Object> sizes = new HashMap<>();
    engine.run(query, Access.INTERNAL).rows().forEach(row -> sizes.put(row.getFirst(), row.get(1)));

    assertThat(sizes).containsEntry("gold", 10L).containsEntry("silver", 30L);
    assertThat(sizes).containsEntry(null, 60L);
  }

  @Test
  void numbersAndMomentsComeBackExactly() {
    int[] who = {1, 2, 3, 70};
    double[][] numbers = {
      {-3, 0, 12, 500_000}, {-1.25, 0.1, 99.99, 1e7}, {-1e-12, Math.PI, 1e300, -7.5e200}
    };
    for (double[] some : numbers) {
      bitmaps.show(
          "t_number", new Held(new NumberIndex(BitSlicedIndex.of(who, some), false), 1, NOW));
      List<Double> found = new ArrayList<>();
      sql("SELECT t_number FROM tag_t_number ORDER BY profile_id")
          .forEach(row -> found.add(((Number) row.getFirst()).doubleValue()));
      assertThat(found).containsExactly(Arrays.stream(some).boxed().toArray(Double[]::new));
    }
    double[] days = {0, NOW.toEpochMilli(), -86_400_000, NOW.toEpochMilli() + 1};
    bitmaps.show("t_date", new Held(new NumberIndex(BitSlicedIndex.of(who, days), false), 1, NOW));
    assertThat(
            sql("SELECT COUNT(*) FROM tag_t_date WHERE t_date > TIMESTAMP '2026-11-01 00:00:00'"))
        .containsExactly(List.of(2L));
  }

  @Test
  void flagsAreFlagsAndListsAreLists() {
    show("t_boolean", Map.of("true", profiles(1, 8), "false", profiles(8, 10)));
    show("t_list", Map.of("a", profiles(1, 11), "b", profiles(6, 21)));

    assertThat(sql("SELECT COUNT(*) FROM tag_t_boolean WHERE t_boolean"))
        .containsExactly(List.of(7L));
    assertThat(sql("SELECT COUNT(*) FROM tag_t_list")).containsExactly(List.of(20L));
    assertThat(sql("SELECT COUNT(*) FROM tag_t_list WHERE has(t_list, 'a') AND has(t_list, 'b')"))
        .containsExactly(List.of(5L));
  }

  @Test
  void aTagWithoutValuesIsEmptyAndAPersonalOneMasked() {
    assertThat(sql("SELECT COUNT(*) FROM tag_t_enum")).containsExactly(List.of(0L));
    assertThat(sql("SELECT COUNT(*) FROM tag_t_number")).containsExactly(List.of(0L));
    show("secret_enum", Map.of("anna", profiles(1, 2)));
    Access analyst = new Access("analyst", false);
    assertThat(engine.sql(SqlRequest.of("SELECT secret_enum FROM tag_secret_enum"), analyst).rows())
        .containsExactly(List.of("***"));
  }

  @Test
  void aStatementInsideATagReadsNoTags() {
    assertThatThrownBy(
            () -> queries.check("SELECT profile_id, t_enum FROM tag_t_enum", TagType.ENUM))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("t_enum");
  }

  @Test
  void followADeletedTagAndOneOfAnotherType() {
    show("t_enum", Map.of("gold", profiles(1, 11)));
    assertThat(sql("SELECT COUNT(*) FROM tag_t_enum")).containsExactly(List.of(10L));
    project.catalog.update(
        new Tag(
            "t_enum",
            new TagNames("t", "t"),
            "",
            "",
            TagType.NUMBER,
            new FromRules(
                List.of(
                    new RuleRow(
                        Condition.of(
                            JsonNodeFactory.instance.objectNode().put("trait", "x").put("eq", 1)),
                        Scalar.of(1))),
                Optional.empty()),
            0),
        "ann");
    // The values of its old type stay until it is computed; as numbers there are none.
    assertThat(sql("SELECT COUNT(*) FROM tag_t_enum")).containsExactly(List.of(0L));
    project.catalog.delete("t_enum", "ann");
    assertThat(
            warehouse.query("SHOW TABLES LIKE 'tag_of_t_enum'", Map.of(), row -> row.text("name")))
        .isEmpty();
  }
}
