package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.InvalidInput;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, errors and explanations. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryEngineTest {
  private static final String ALL = "SELECT message_id FROM events ORDER BY message_id";

  private final Warehouse warehouse;
  private SemanticCatalog catalog;
  private QueryEngine engine;

  QueryEngineTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    catalog = SampleData.catalog(directory);
    engine = engine(new QueryLimits(Duration.ofSeconds(20), 2L << 30, 1_000_000_000L, 10, 50));
  }

  private QueryEngine engine(QueryLimits limits) {
    return new QueryEngine(warehouse, catalog, SampleData.AUDIENCES, limits);
  }

  @Test
  void givesTheRowsThatAreAskedForAndSaysWhetherThereWereMore() {
    assertRows(ALL, 7, 7, true);
    assertRows(ALL, 0, 10, true);
    assertRows(ALL, 1_000, 50, true);
    assertRows(ALL + " LIMIT 5", 7, 5, false);
    assertRows(ALL + " LIMIT 7", 7, 7, false);
    assertRows(ALL + " LIMIT 8", 7, 7, true);
    assertRows(ALL + " OFFSET 2998", 7, 2, false);
    assertRows("SELECT city FROM customers WHERE 1 = 0", 7, 0, false);
    assertRows("SELECT COUNT(*) AS n FROM events", 1, 1, false);
  }

  private void assertRows(String sql, int maxRows, int rows, boolean truncated) {
    QueryResult result = engine.sql(new SqlRequest(sql, Map.of(), maxRows), Access.INTERNAL);
    assertThat(result.rows()).as(sql).hasSize(rows);
    assertThat(result.truncated()).as(sql).isEqualTo(truncated);
  }

  @Test
  void explainsWithoutRunning() {
    SqlRequest request =
        new SqlRequest(
            "SELECT city, COUNT(DISTINCT e.profile_id) AS n FROM events e JOIN customers c ON"
                + " e.profile_id = c.profile_id WHERE IN_AUDIENCE(e.profile_id, 'few') AND phone ="
                + " :phone GROUP BY city",
            Map.of("phone", "1"),
            5);
    Explanation explanation = engine.explain(request, new Access("analyst", false));
    assertThat(explanation.rules()).contains("MaskColumns", "ExpandLogicalTables", "BindAudiences");
    assertThat(explanation.resolved()).contains("table=[[customers]]");
    assertThat(explanation.rewritten()).contains("[[warehouse, profiles]]");
    assertThat(explanation.sql())
        .isEqualTo(engine.sql(request, new Access("analyst", false)).executedSql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT CAST(message_id AS INTEGER) AS x FROM events | of message_id
          SELECT city FROM customers WHERE match(city, '(') | regular expression
          SELECT profile_id, (SELECT city FROM branches) AS x FROM customers | LIMIT 1
          SELECT intDiv(profile_id, 0) AS x FROM customers | /
          """)
  void saysWhatFailedOnTheDataAndWhatToDo(String sql, String contained) {
    assertThatThrownBy(() -> engine.sql(SqlRequest.of(sql), Access.INTERNAL))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> {
              assertThat(e.getMessage())
                  .contains("The statement failed on the data: ")
                  .contains(contained)
                  .doesNotContain("DB::Exception")
                  .doesNotContain("onelift-")
                  .doesNotContain("version")
                  .doesNotContain("__table")
                  .doesNotContain("profile_no")
                  .doesNotContain("profiles.")
                  .doesNotContain("p_")
                  .doesNotContain("t_")
                  .doesNotContain("data_branches")
                  .doesNotContain("SETTINGS")
                  .hasSizeLessThan(500);
            });
  }

  @Test
  void saysWhenARowFarDownFails() {
    String sql =
        "SELECT CAST(CASE WHEN a.profile_id = 200 AND b.profile_id = 200 AND c.profile_id = 3 THEN"
            + " 'x' ELSE '1' END AS INTEGER) AS n FROM customers a JOIN customers b ON"
            + " b.profile_id > 0 JOIN customers c ON c.profile_id < 30";
    QueryEngine large =
        engine(new QueryLimits(Duration.ofSeconds(20), 2L << 30, 1L << 40, 10, 10_000_000));
    assertThatThrownBy(() -> large.sql(new SqlRequest(sql, Map.of(), 5_000_000), Access.INTERNAL))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> assertThat(e.getMessage()).contains("Cannot parse string 'x'"));
  }

  @Test
  void saysWhichLimitWasReached() {
    String large =
        "SELECT COUNT(*) AS n FROM events a JOIN events b ON a.message_id <> b.message_id JOIN"
            + " events c ON b.message_id <> c.message_id";
    List<QueryLimits> limits =
        Arrays.asList(
            new QueryLimits(Duration.ofSeconds(1), 2L << 30, 1L << 40, 10, 50),
            new QueryLimits(Duration.ofSeconds(20), 2L << 20, 1L << 40, 10, 50),
            new QueryLimits(Duration.ofSeconds(20), 2L << 30, 100, 10, 50));
    List<String> reasons = List.of("longer than 1 seconds", "2 MiB", "100 rows");
    for (int i = 0; i < limits.size(); i++) {
      QueryEngine limited = engine(limits.get(i));
      String reason = reasons.get(i);
      assertThatThrownBy(() -> limited.sql(SqlRequest.of(large), Access.INTERNAL))
          .isInstanceOfSatisfying(
              WarehouseException.class,
              e -> {
                assertThat(e.fault()).isEqualTo(WarehouseException.Fault.LIMIT);
                assertThat(e.getMessage()).contains(reason).doesNotContain("SELECT");
              });
    }
  }
}
