package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagTables;
import io.onelift.event.ValueType;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Names;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.Uploaded;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

/** Every statement gives the rows that ClickHouse's own SQL, written by hand, gives. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlAgreesWithHandWrittenTest {
  private static final String METRICS =
      """
      metrics:
        purchases: {zh: 购买次数, en: Purchases, count: {event: purchase}}
        buyers:
          zh: 买家
          en: Buyers
          distinct_profiles: {event: purchase, where: [{property: amount, gte: 1000}]}
        spent: {zh: 购买金额, en: Spent, sum: {event: purchase, property: amount}}
        average_purchase: {zh: 平均购买金额, en: Average, average: {event: purchase, property: amount}}
        rich: {zh: 高净值, en: Rich, profiles: {where: [{trait: aum, gte: 100000}]}}
        total_aum: {zh: 总资产, en: Total AUM, sum: {trait: aum}}
      """;

  private final Warehouse warehouse;
  private QueryEngine engine;

  SqlAgreesWithHandWrittenTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    SemanticCatalog catalog = catalog(directory);
    catalog.save(METRICS, "ann");
    TagProject project = new TagProject(warehouse, directory, Clock.systemUTC());
    TagBitmaps bitmaps = TagBitmaps.load(warehouse);
    project.catalog.create(tag("level", TagType.ENUM), "ann");
    project.catalog.create(tag("score", TagType.NUMBER), "ann");
    bitmaps.show("level", new Held(new CategoryIndex(levels()), 1, SampleData.START));
    bitmaps.show("score", new Held(scores(), 1, SampleData.START));
    engine =
        new QueryEngine(
            warehouse,
            catalog,
            project.audiences(bitmaps),
            new TagTables(warehouse, project.catalog, bitmaps)::prepare,
            QueryLimits.DEFAULT);
  }

  private static Tag tag(String key, TagType type) {
    return new Tag(key, new TagNames(key, key), "", "", type, new Uploaded("user_id"), 0);
  }

  /** Three of four customers have a level. */
  private static Map<String, RoaringBitmap> levels() {
    Map<String, RoaringBitmap> levels =
        Map.of("gold", new RoaringBitmap(), "silver", new RoaringBitmap());
    IntStream.rangeClosed(1, SampleData.PROFILES)
        .filter(no -> no % 4 != 0)
        .forEach(no -> levels.get(no % 4 == 1 ? "gold" : "silver").add(no));
    return levels;
  }

  /** Two of three customers have a score, half their number. */
  private static NumberIndex scores() {
    int[] who = IntStream.rangeClosed(1, SampleData.PROFILES).filter(no -> no % 3 != 0).toArray();
    double[] scores = IntStream.of(who).mapToDouble(no -> no / 2.0).toArray();
    return new NumberIndex(BitSlicedIndex.of(who, scores), false);
  }

  private static SemanticCatalog catalog(Path directory) {
    Metastore metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    Learned sample = SampleData.LEARNED;
    Learned learned =
        new Learned(
            sample.events(),
            sample.properties(),
            sample.traits(),
            sample.tables(),
            List.of(shape("level", ValueType.TEXT), shape("score", ValueType.NUMBER)));
    return new SemanticCatalog(metastore, () -> learned);
  }

  private static TagShape shape(String key, ValueType type) {
    return new TagShape(key, new Names(key, key, List.of()), type, Optional.empty(), false);
  }

  @Test
  void coversWhatAnalystsNeed() {
    assertThat(statements().count()).isGreaterThanOrEqualTo(150);
  }

  static Stream<Statement> statements() {
    return Stream.of("/sql/statements.txt", "/sql/analysts.txt")
        .flatMap(file -> Statement.load(file).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void givesTheSameRows(Statement statement) {
    QueryResult result =
        engine.sql(new SqlRequest(statement.sql(), Map.of(), 10_000), Access.INTERNAL);
    QueryResult hand = byHand(statement.hand(), result.columns().size());
    assertThat(result.executedSql()).isNotEmpty();
    assertThat(rows(result, statement.ordered()))
        .as(result.executedSql())
        .isEqualTo(rows(hand, statement.ordered()))
        .isNotEmpty();
  }

  private QueryResult byHand(String sql, int width) {
    Compiled compiled =
        new Compiled(sql, Map.of(), List.of(), Collections.nCopies(width, "column"));
    return new Executor(warehouse, QueryLimits.DEFAULT).rows(compiled, Bitmaps.none(), 10_000);
  }

  /** Numbers to nine digits: sums of fractions depend on the order of the parts. */
  private static List<String> rows(QueryResult result, boolean ordered) {
    List<String> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<String> texts = new ArrayList<>();
      for (Object value : row) {
        texts.add(
            switch (value) {
              case Number number -> String.format("%.9g", number.doubleValue());
              // By hand, ClickHouse gives 1 and 0 for many of them.
              case Boolean flag -> String.format("%.9g", flag ? 1.0 : 0.0);
              case null, default -> String.valueOf(value);
            });
      }
      rows.add(String.join(" | ", texts));
    }
    if (!ordered) {
      Collections.sort(rows);
    }
    return rows;
  }
}
