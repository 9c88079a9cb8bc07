package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.imports.TableJoin;
import io.onelift.imports.TableJoin.To;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics over imported tables. The trap: a shop has many sales and many visits, so a row-by-row
 * join of both multiplies every sum.
 */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedTablesTest {
  private static final Field SHOP = text("shop");
  private static final String MODEL =
      """
      subjects:
        branch: {zh: 分店, en: Shop, table: shops, column: shop}
      dimensions:
        region: {zh: 大区, en: Region, table: shops, column: region}
        product: {zh: 产品, en: Product, table: sales, column: product}
      metrics:
        sales: {zh: 销售笔数, en: Sales, count: {table: sales}}
        revenue: {zh: 销售额, en: Revenue, sum: {table: sales, column: amount}}
        median_sale: {zh: 中位数, en: Median sale, median: {table: sales, column: amount}}
        top_sale: {zh: 最大, en: Largest sale, max: {table: sales, column: amount}}
        visits: {zh: 到店人次, en: Visits, sum: {table: visits, column: people}}
        north_revenue:
          {zh: 北区销售额, en: North revenue,
           sum: {table: sales, column: amount, where: [{table: shops, column: region, eq: north}]}}
        tea_revenue:
          {zh: 茶销售额, en: Tea revenue,
           filtered: {of: revenue, where: [{dimension: product, eq: tea}]}}
        tea_share: {zh: 茶占比, en: Tea share, ratio: {of: tea_revenue, to: revenue}}
        selling_pairs: {zh: 组合, en: Pairs, distinct: {table: sales, columns: [shop, product]}}
        selling_shops: {zh: 动销店, en: Selling shops, distinct: {table: sales, subject: branch}}
        revenue_per_shop:
          {zh: 店均, en: Revenue per shop, per_subject: {of: revenue, subject: branch}}
        revenue_per_visit:
          {zh: 客单, en: Revenue per 100 visits, formula: "revenue / visits * (50 + 50)"}
        buyers: {zh: 买家, en: Buyers, distinct: {table: sales, subject: customer}}
      tables:
        visits: {joins: [{column: shop, to: shops}]}
        sales: {joins: [{column: member, identifier: user_id}]}
      """;

  private final Warehouse warehouse;
  private Metastore metastore;
  private SemanticCatalog catalog;
  private QueryEngine engine;

  ImportedTablesTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static Field text(String name) {
    return new Field(name, name, ValueType.TEXT, false);
  }

  private static Field number(String name) {
    return new Field(name, name, ValueType.NUMBER, false);
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    List<TableShape> tables = new ArrayList<>(SampleData.LEARNED.tables());
    tables.add(
        new TableShape(
            "shops", "data_shops", List.of(SHOP, text("region")), List.of("shop"), List.of()));
    tables.add(
        new TableShape(
            "sales",
            "data_sales",
            List.of(
                SHOP,
                text("product"),
                number("amount"),
                text("member"),
                new Field("sold_at", "sold_at", ValueType.TIME, false)),
            List.of(),
            List.of(new TableJoin("shop", To.TABLE, "shops", "shop", 1, false))));
    tables.add(
        new TableShape(
            "visits", "data_visits", List.of(SHOP, number("people")), List.of(), List.of()));
    Learned seen = SampleData.LEARNED;
    Learned learned =
        new Learned(seen.events(), seen.properties(), seen.traits(), tables, seen.tags());
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    catalog = new SemanticCatalog(metastore, () -> learned);
    assertThat(catalog.problems(MODEL)).isEmpty();
    catalog.save(MODEL, "test");
    engine = new QueryEngine(warehouse, catalog, SampleData.AUDIENCES, QueryLimits.DEFAULT);
    rows();
  }

  private void rows() {
    create("data_shops", "shop String, region Nullable(String)");
    warehouse.insert(
        "data_shops",
        List.of("shop", "region"),
        List.of(List.of("a", "north"), List.of("b", "north"), List.of("c", "south")));
    create(
        "data_sales",
        "shop Nullable(String), product Nullable(String), amount Nullable(Float64), member"
            + " Nullable(String), sold_at Nullable(DateTime64(3, 'Asia/Shanghai'))");
    warehouse.insert(
        "data_sales",
        List.of("shop", "product", "amount", "member", "sold_at"),
        List.of(
            sale("a", "tea", 10, "u1", "2026-10-05"),
            sale("a", "cup", 20, "u2", "2026-10-05"),
            sale("a", "tea", 30, "u1", "2026-10-06"),
            sale("b", "tea", 40, null, "2026-10-07"),
            sale("c", "cup", 50, "u9", "2026-11-01"),
            sale("gone", "tea", 60, null, "2026-11-02")));
    create("data_visits", "shop Nullable(String), people Nullable(Float64)");
    warehouse.insert(
        "data_visits",
        List.of("shop", "people"),
        List.of(List.of("a", 100.0), List.of("a", 100.0), List.of("b", 50.0), List.of("c", 25.0)));
    warehouse.insert(
        "identifiers",
        List.of("type", "value", "profile_no", "message_id", "version"),
        List.of(
            List.of("user_id", "u1", 1L, "m", 1L),
            // Merged into profile 1.
            List.of("user_id", "u2", 201L, "m", 1L),
            List.of("email", "u9", 3L, "m", 1L)));
  }

  private void create(String table, String columns) {
    warehouse.execute(
        "CREATE TABLE " + table + " (" + columns + ") ENGINE = MergeTree ORDER BY tuple()");
  }

  private static List<Object> sale(
      String shop, String product, double amount, String member, String day) {
    return Arrays.asList(shop, product, amount, member, Instant.parse(day + "T04:00:00Z"));
  }

  @AfterAll
  void close() {
    metastore.close();
  }

  @Test
  void twoSidesWithManyRowsNeverMultiplyEachOther() {
    double naive =
        warehouse
            .query(
                "SELECT sum(amount) AS s FROM data_sales s JOIN data_visits v ON s.shop = v.shop"
                    + " WHERE s.shop IN ('a', 'b')",
                Map.of(),
                row -> row.number("s"))
            .getFirst();
    assertThat(naive).as("wrong, for 100").isEqualTo(160);
    assertThat(rows(List.of("revenue", "visits"), "region"))
        .containsExactly(
            Arrays.asList("north", 100.0, 250.0),
            Arrays.asList(null, 60.0, 0.0),
            Arrays.asList("south", 50.0, 25.0));
    assertThat(rows(List.of("revenue_per_visit"), "region"))
        .contains(Arrays.asList("south", 200.0), Arrays.asList("north", 40.0));
  }

  @Test
  void aDimensionThatWouldMultiplyIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> rows(List.of("visits"), "product"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'product' does not apply to the metric 'visits'")
        .hasMessageContaining("shops.shop → sales.shop one row of shops has many of sales")
        .hasMessageContaining("Ask for a metric over sales instead");
  }

  @Test
  void aJoinThatIsDeclaredToOneAndIsNotCountsNothingTwice() {
    String wrong =
        MODEL.replace(
            "visits: {joins: [{column: shop, to: shops}]}",
            "visits: {joins: [{column: shop, to: sales, on: shop, cardinality: many_to_one}]}");
    catalog.save(wrong, "test");
    try {
      assertThat(sum(rows(List.of("visits"), "product"))).isEqualTo(275.0);
    } finally {
      catalog.save(MODEL, "test");
    }
  }

  @Test
  void aMetricOverATableThatIsNotThereYetSaysSo() {
    catalog.save(MODEL.replace("count: {table: sales}", "count: {table: refunds}"), "test");
    try {
      assertThatThrownBy(() -> rows(List.of("sales")))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("'sales' cannot be computed. It needs the table 'refunds'");
    } finally {
      catalog.save(MODEL, "test");
    }
  }

  private static double sum(List<List<Object>> rows) {
    return rows.stream().mapToDouble(row -> ((Number) row.get(1)).doubleValue()).sum();
  }

  @Test
  void foldsColumnsInEveryWay() {
    assertThat(
            rows(
                List.of(
                    "sales",
                    "revenue",
                    "median_sale",
                    "top_sale",
                    "selling_pairs",
                    "selling_shops",
                    "revenue_per_shop",
                    "tea_share",
                    "north_revenue")))
        .containsExactly(List.of(6.0, 210.0, 35.0, 60.0, 5.0, 4.0, 52.5, 140.0 / 210, 100.0));
  }

  @Test
  void takesTheRangeAndTheTimeAxisOfTheTable() {
    assertThat(
            plain(
                engine.run(
                    new MetricQuery(
                        List.of("revenue"),
                        List.of(new Grouping("time", Optional.of(Grain.MONTH))),
                        List.of(),
                        Optional.of(
                            new DayRange(LocalDate.of(2026, 10, 6), LocalDate.of(2026, 12, 1))),
                        List.of(),
                        10),
                    Access.INTERNAL)))
        .containsExactly(List.of("2026-10-01", 70.0), List.of("2026-11-01", 110.0));
  }

  @Test
  void findsCustomersByTheirIdentifiersAndFollowsMerges() {
    assertThat(rows(List.of("buyers"))).containsExactly(List.of(1.0));
    assertThat(rows(List.of("revenue"), new AudienceFilter("few"))).containsExactly(List.of(0.0));
    String city =
        warehouse
            .query(
                "SELECT t_city AS c FROM profiles FINAL WHERE profile_no = 1",
                Map.of(),
                row -> row.text("c"))
            .getFirst();
    assertThat(rows(List.of("revenue"), "city"))
        .containsExactly(Arrays.asList(null, 150.0), Arrays.asList(city, 60.0));
  }

  @Test
  void filtersByColumnsOfOtherTables() {
    assertThat(
            rows(
                List.of("revenue", "visits"),
                new DimensionFilter("region", new Predicate.In(List.of(Scalar.of("north"))))))
        .containsExactly(List.of(100.0, 250.0));
  }

  @Test
  void whatImportsLearnAppearsByItself() {
    assertThat(catalog.current().dimension("sales_product")).isEmpty();
    assertThat(catalog.current().dimension("shops_shop")).isPresent();
    assertThat(catalog.current().subject("branch")).isPresent();
    assertThat(catalog.current().subject("shops")).isEmpty();
    assertThat(rows(List.of("visits_rows"), "shops_shop"))
        .containsExactly(List.of("a", 2.0), List.of("b", 1.0), List.of("c", 1.0));
  }

  private List<List<Object>> rows(List<String> metrics, Filter... filters) {
    return run(metrics, List.of(), List.of(filters));
  }

  private List<List<Object>> rows(List<String> metrics, String by) {
    return run(metrics, List.of(new Grouping(by, Optional.empty())), List.of());
  }

  private List<List<Object>> run(List<String> metrics, List<Grouping> by, List<Filter> filters) {
    return plain(
        engine.run(
            new MetricQuery(metrics, by, filters, Optional.empty(), List.of(), 100),
            Access.INTERNAL));
  }

  /** Rows with every number as one kind. */
  private static List<List<Object>> plain(QueryResult result) {
    return result.rows().stream()
        .map(
            row ->
                Arrays.asList(
                    row.stream().map(v -> v instanceof Number n ? n.doubleValue() : v).toArray()))
        .toList();
  }
}
