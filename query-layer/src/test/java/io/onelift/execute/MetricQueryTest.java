package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.InvalidInput;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricQueryTest {
  private static final String PROFILE =
      "dictGetOrDefault('profile_override','winner',profile_no,profile_no)";
  private static final DayRange OCTOBER =
      new DayRange(LocalDate.of(2026, 10, 5), LocalDate.of(2026, 10, 20));
  private static final String IN_OCTOBER =
      "time >= toDateTime64('2026-10-05', 3, 'Asia/Shanghai')"
          + " AND time < toDateTime64('2026-10-20', 3, 'Asia/Shanghai')";

  private final Warehouse warehouse;
  private QueryEngine engine;

  MetricQueryTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) throws IOException {
    SampleData.create(warehouse);
    SemanticCatalog catalog = SampleData.catalog(directory);
    try (InputStream model = MetricQueryTest.class.getResourceAsStream("/semantic/bank.yaml")) {
      catalog.save(new String(model.readAllBytes(), StandardCharsets.UTF_8), "test");
    }
    engine = new QueryEngine(warehouse, catalog, SampleData.AUDIENCES, QueryLimits.DEFAULT);
  }

  @Test
  void countsEventsByDay() {
    assertSame(
        query(List.of("logins"), List.of(new Grouping("time", Optional.of(Grain.DAY)))),
        "SELECT toDate(time) AS d, count() AS n FROM events WHERE event = 'login' AND "
            + IN_OCTOBER
            + " GROUP BY d ORDER BY d");
  }

  @Test
  void putsRatiosOfTheSameRowsInOneScan() {
    QueryResult result = query(List.of("conversion_rate"), List.of(by("offer")));
    assertSame(
        result,
        "SELECT p_offer, countIf(event = 'conversion') / nullIf(countIf(event = 'exposure'), 0) AS"
            + " r FROM events WHERE event IN ('conversion','exposure') AND "
            + IN_OCTOBER
            + " GROUP BY p_offer ORDER BY r DESC NULLS LAST, p_offer");
    assertThat(result.executedSql().split("FROM `events`", -1)).hasSize(2);
  }

  @Test
  void splitsEventsByTraitsOfTheProfileAsItIsNow() {
    assertSame(
        query(List.of("login_customers"), List.of(by("city"))),
        "SELECT t_city, uniqExact(p) AS n FROM (SELECT "
            + PROFILE
            + " AS p FROM events WHERE event = 'login' AND "
            + IN_OCTOBER
            + ") e LEFT JOIN (SELECT * FROM profiles FINAL) c ON e.p = c.profile_no GROUP BY t_city"
            + " ORDER BY n DESC, t_city SETTINGS join_use_nulls = 1");
  }

  @Test
  void joinsMetricsOfDifferentRowsWithoutMultiplyingThem() {
    assertSame(
        query(List.of("purchase_amount", "total_aum", "profiles"), List.of(by("city"))),
        "SELECT c.t_city, ifNull(e.s, 0), ifNull(c.aum, 0), c.n FROM (SELECT t_city, sum(t_aum) AS"
            + " aum, count() AS n FROM profiles FINAL GROUP BY t_city) c LEFT JOIN (SELECT t_city,"
            + " sum(p_amount) AS s FROM (SELECT p_amount, "
            + PROFILE
            + " AS p FROM events WHERE event = 'purchase' AND "
            + IN_OCTOBER
            + ") e JOIN (SELECT * FROM profiles FINAL) p2 ON e.p = p2.profile_no GROUP BY t_city) e"
            + " ON e.t_city IS NOT DISTINCT FROM c.t_city ORDER BY 2 DESC, 1 SETTINGS"
            + " join_use_nulls = 1");
  }

  @Test
  void cutsNumbersIntoBandsInTheirOrder() {
    QueryResult result =
        engine.run(
            new MetricQuery(
                List.of("profiles"),
                List.of(by("age_group")),
                List.of(),
                Optional.empty(),
                List.of(new MetricQuery.Ordering("age_group", false)),
                100),
            Access.INTERNAL);
    assertThat(result.columns()).hasSize(2);
    assertSame(
        result,
        "SELECT multiIf(b = 0, '30岁以下', b = 1, '30-44岁', b = 2, '45岁及以上', NULL), n FROM (SELECT"
            + " multiIf(t_age IS NULL, NULL, t_age < 30, 0, t_age < 45, 1, 2) AS b, count() AS n"
            + " FROM profiles FINAL GROUP BY b) ORDER BY b NULLS LAST");
  }

  @Test
  void countsNewCustomersByTheTimeOfTheirTrait() {
    assertSame(
        query(List.of("new_customers"), List.of(new Grouping("time", Optional.of(Grain.WEEK)))),
        "SELECT toMonday(t_registered_at) AS w, count() FROM profiles FINAL WHERE "
            + IN_OCTOBER.replace("time ", "t_registered_at ")
            + " GROUP BY w ORDER BY w");
  }

  @Test
  void filtersByValuesAndAudiences() {
    Filter city = new DimensionFilter("city", new Predicate.In(List.of(Scalar.of("上海"))));
    assertSame(
        engine.run(
            new MetricQuery(
                List.of("logins"),
                List.of(),
                List.of(city, new AudienceFilter("many")),
                Optional.empty(),
                List.of(),
                10),
            Access.INTERNAL),
        "SELECT count() FROM events WHERE event = 'login' AND "
            + PROFILE
            + " BETWEEN 50 AND 149 AND "
            + PROFILE
            + " IN (SELECT profile_no FROM profiles FINAL WHERE t_city = '上海')");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () -> query(List.of("login", "profiles"), List.of(by("citty"), by("channel"))))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> {
              assertThat(e.problems()).hasSize(3);
              assertThat(e.getMessage())
                  .contains("There is no metric 'login'. Did you mean 'logins'?")
                  .contains("Did you mean 'city'?")
                  .contains(
                      "'channel' does not apply to the metric 'profiles'. It is a property of"
                          + " events")
                  .contains(" These do: ");
            });
  }

  private QueryResult query(List<String> metrics, List<Grouping> by) {
    return engine.run(
        new MetricQuery(metrics, by, List.of(), Optional.of(OCTOBER), List.of(), 1000),
        Access.INTERNAL);
  }

  private static Grouping by(String dimension) {
    return new Grouping(dimension, Optional.empty());
  }

  private void assertSame(QueryResult result, String hand) {
    List<String> columns = new ArrayList<>();
    result.columns().forEach(column -> columns.add(column.name()));
    Compiled compiled = new Compiled(hand, Map.of(), List.of(), columns);
    QueryResult expected =
        new Executor(warehouse, QueryLimits.DEFAULT).rows(compiled, Bitmaps.none(), 1000);
    assertThat(rounded(result)).as(result.executedSql()).isEqualTo(rounded(expected)).isNotEmpty();
  }

  private static List<List<Object>> rounded(QueryResult result) {
    return result.rows().stream()
        .map(
            row ->
                Arrays.asList(
                    row.stream()
                        .map(
                            v -> v instanceof Number n ? String.format("%.9g", n.doubleValue()) : v)
                        .toArray()))
        .toList();
  }
}
