package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.InvalidInput;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text stays text, and a statement reads the model's tables or is refused. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlInjectionTest {
  private final Warehouse warehouse;
  private QueryEngine engine;

  SqlInjectionTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    engine =
        new QueryEngine(
            warehouse, SampleData.catalog(directory), SampleData.AUDIENCES, QueryLimits.DEFAULT);
  }

  static List<String> awkward() {
    return List.of(
        "' OR 1=1 --",
        "\\' OR 1=1 --",
        "\\",
        "\\\\",
        "\\\\'",
        "'; DROP TABLE profiles; --",
        "') OR (1=1",
        "*/ 1 /*",
        "-- x",
        "# x",
        "{p0:String}",
        "{b0:String}",
        "${p0}",
        "\\N",
        "\\0",
        "\\x27",
        "%' OR '_",
        "? :x ::y",
        "`t_city`",
        "\"",
        "$$x$$",
        "line\nbreak\ttab\rreturn",
        "nul\u0000byte",
        "‘引号’ ＇ ʼ",
        "😀",
        "");
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void keepsTheTextOfALiteral(String text) {
    String literal = "'" + text.replace("'", "''") + "'";
    assertThat(value("SELECT " + literal + " AS v", Map.of())).isEqualTo(text);
    assertThat(value("SELECT COUNT(*) AS n FROM customers WHERE city = " + literal, Map.of()))
        .isEqualTo(0L);
    assertThat(value("SELECT CONCAT('<', " + literal + ", '>') AS v", Map.of()))
        .isEqualTo("<" + text + ">");
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void keepsTheTextOfAParameter(String text) {
    assertThat(value("SELECT :v AS v", Map.of("v", text))).isEqualTo(text);
    assertThat(value("SELECT ? AS v", Map.of("1", text))).isEqualTo(text);
    assertThat(value("SELECT COUNT(*) AS n FROM customers WHERE city IN (:v)", Map.of("v", text)))
        .isEqualTo(0L);
    assertThat(
            value(
                "SELECT COUNT(*) AS n FROM customers WHERE city IN (?)",
                Map.of("1", List.of(text, text))))
        .isEqualTo(0L);
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void keepsTheTextOfAFilter(String text) {
    for (Predicate test :
        List.of(
            new Predicate.In(List.of(Scalar.of(text))),
            new Predicate.Contains(text.isEmpty() ? "' OR 1=1 --" : text))) {
      Filter filter = new DimensionFilter("city", test);
      QueryResult result =
          engine.run(
              new MetricQuery(
                  List.of("profiles"), List.of(), List.of(filter), Optional.empty(), List.of(), 5),
              Access.INTERNAL);
      boolean partOfACity =
          test instanceof Predicate.Contains && (text.equals("\\") || text.equals(""));
      assertThat(result.rows()).as("%s", test).hasSize(1);
      if (!partOfACity) {
        assertThat(((Number) result.rows().getFirst().getFirst()).longValue())
            .as("%s", test)
            .isZero();
      }
    }
  }

  @Test
  void findsTheTextWithQuotesThatIsThere() {
    String city = "O'Hara \\ `x`";
    Object count = value("SELECT COUNT(*) AS n FROM customers WHERE city = :v", Map.of("v", city));
    assertThat((Long) count).isPositive();
    assertThat(value("SELECT COUNT(*) AS n FROM customers WHERE city = 'O''Hara \\ `x`'", Map.of()))
        .isEqualTo(count);
    Filter filter = new DimensionFilter("city", new Predicate.In(List.of(Scalar.of(city))));
    QueryResult result =
        engine.run(
            new MetricQuery(
                List.of("profiles"),
                List.of(new Grouping("city", Optional.empty())),
                List.of(filter),
                Optional.empty(),
                List.of(),
                5),
            Access.INTERNAL);
    assertThat(result.rows()).containsExactly(List.of(city, count));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a`b", "a\\", "a' --", "x) FROM system.tables --", "名字", "a.b"})
  void keepsTheTextOfAnAlias(String alias) {
    QueryResult result =
        engine.sql(
            SqlRequest.of("SELECT city AS \"" + alias + "\" FROM customers GROUP BY city"),
            Access.INTERNAL);
    assertThat(result.columns().getFirst().name()).isEqualTo(alias);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO customers (city) VALUES ('x')",
        "DROP TABLE events",
        "ALTER TABLE events DELETE WHERE 1 = 1",
        "CREATE TABLE x (a INT)",
        "CREATE TABLE x AS SELECT * FROM events",
        "TRUNCATE TABLE events",
        "DELETE FROM customers",
        "UPDATE customers SET city = 'x'",
        "MERGE INTO customers USING events ON 1 = 1 WHEN MATCHED THEN UPDATE SET city = 'x'",
        "GRANT ALL ON *.* TO x",
        "SYSTEM SHUTDOWN",
        "SET readonly = 0",
        "KILL QUERY WHERE 1 = 1",
        "OPTIMIZE TABLE events FINAL",
        "ATTACH TABLE x",
        "SHOW TABLES",
        "DESCRIBE TABLE events",
        "DESCRIBE events",
        "USE system",
        "EXPLAIN PLAN FOR SELECT 1",
        "TABLE events",
        "CALL x()",
        "COMMIT"
      })
  void onlyReads(String sql) {
    assertThatThrownBy(() -> engine.sql(SqlRequest.of(sql), Access.INTERNAL))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.getMessage())
                    .contains("Only reading is allowed here: start with SELECT or WITH, not "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE events",
        "SELECT 1;; ",
        "SELECT COUNT(*) FROM events; -- x\nDROP TABLE events"
      })
  void takesOneStatement(String sql) {
    assertThatThrownBy(() -> engine.sql(SqlRequest.of(sql), Access.INTERNAL))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("one statement at a time; remove the ';'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT 1 FORMAT JSON",
        "SELECT 1 INTO OUTFILE '/tmp/x'",
        "SELECT * FROM url('http://127.0.0.1', 'CSV')",
        "SELECT * FROM file('/etc/passwd', 'CSV')",
        "SELECT * FROM remote('127.0.0.1', system.one)",
        "SELECT * FROM TABLE(url('http://127.0.0.1', 'CSV'))",
        "SELECT * FROM TABLE(file('/etc/passwd'))",
        "SELECT * FROM executable('x')",
        "SELECT * FROM s3('x')",
        "SELECT * FROM numbers(10)",
        "SELECT * FROM system.tables",
        "SELECT * FROM \"system\".\"tables\"",
        "SELECT * FROM \"system.tables\"",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM INFORMATION_SCHEMA.COLUMNS",
        "SELECT * FROM metadata.TABLES",
        "SELECT * FROM profiles",
        "SELECT * FROM default.events",
        "SELECT * FROM warehouse.events",
        "SELECT * FROM masked.customers",
        "SELECT * FROM identifiers",
        "SELECT * FROM profile_overrides",
        "SELECT * FROM `events`",
        "SELECT t_phone FROM customers",
        "SELECT profile_no FROM events",
        "SELECT traits FROM events",
        "SELECT file('/etc/passwd')",
        "SELECT dictGet('profile_override', 'winner', 1)",
        "SELECT getSetting('readonly')",
        "SELECT hostName()",
        "SELECT version()",
        "SELECT sleep(3)",
        "SELECT sleepEachRow(3) FROM events",
        "SELECT currentDatabase()",
        "SELECT CURRENT_USER",
        "SELECT SESSION_USER",
        "SELECT USER",
        "SELECT CURRENT_PATH",
        "SELECT getMacro('x')",
        "SELECT currentProfile(profile_id) FROM events",
        "SELECT inBitmap(profile_id, 'audience:x') FROM events",
        "SELECT asText(profile_id) FROM events",
        "SELECT groupBitmapState(profile_id) FROM events",
        "SELECT * FROM events WHERE profile_id IN (SELECT profile_no FROM profiles)",
        "SELECT * FROM customers WHERE IN_AUDIENCE(profile_id, 'few'' OR 1=1 --')",
        "SELECT * FROM customers WHERE IN_AUDIENCE(profile_id, city)",
        "WITH x AS (DELETE FROM events) SELECT 1",
        "SELECT {p0:String}",
        "SELECT @@version",
        "SELECT $1",
        "SELECT * FROM events TABLESAMPLE SYSTEM(10)",
        "SELECT * FROM events FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 00:00:00'",
        "SELECT * FROM events MATCH_RECOGNIZE (PATTERN (a) DEFINE a AS 1 = 1)"
      })
  void refusesWhatIsNotInTheModel(String sql) {
    assertThatThrownBy(() -> engine.sql(SqlRequest.of(sql), Access.INTERNAL))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> {
              assertThat(e.problems()).isNotEmpty();
              assertThat(e.getMessage())
                  .doesNotContain("org.apache")
                  .doesNotContain("DB::Exception")
                  .doesNotContain("failed on the data");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) AS n FROM events;",
        "SELECT COUNT(*) AS n /* ; DROP TABLE events */ FROM events",
        "-- first; second\nSELECT COUNT(*) AS n FROM events",
        "SELECT COUNT(*) AS n FROM events -- ; DROP",
        "SELECT COUNT(*) AS n FROM events; -- done"
      })
  void takesCommentsAndAClosingSemicolon(String sql) {
    assertThat(value(sql, Map.of())).isEqualTo(3000L);
  }

  @Test
  void takesPlacesInTextForText() {
    assertThat(value("SELECT ':x ? -- /*' AS v /* :y ? */ -- :z ?\n", Map.of()))
        .isEqualTo(":x ? -- /*");
    assertThat(value("SELECT CONCAT(:x, '?', :x) AS v", Map.of("x", "a"))).isEqualTo("a?a");
    assertThat(value("SELECT CAST(:x AS INTEGER) + ? AS v", mixed())).isEqualTo(3L);
  }

  private static Map<String, Object> mixed() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("x", "1");
    params.put("1", 2);
    return params;
  }

  @Test
  void bindsEveryKindOfValue() {
    SqlRequest request =
        SqlRequest.positional(
            "SELECT ? AS t, ? AS n, ? AS f, ? AS b, ? AS nothing",
            Arrays.asList("x", 42, 2.5, true, null),
            0);
    QueryResult result = engine.sql(request, Access.INTERNAL);
    assertThat(result.rows()).containsExactly(Arrays.asList("x", 42L, 2.5, true, null));
    assertThat(result.columns().stream().map(QueryResult.Column::type))
        .startsWith("text", "number", "number", "boolean");
  }

  @Test
  void saysWhichParametersAreMissingAndWhichTooMany() {
    SqlRequest request =
        new SqlRequest("SELECT :city AS a, ? AS b", Map.of("citty", "x", "1", 1, "2", 2), 0);
    assertThatThrownBy(() -> engine.sql(request, Access.INTERNAL))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(p -> p.pointer()))
                    .containsExactlyInAnyOrder("/params/city", "/params/citty", "/params/2"))
        .hasMessageContaining("Did you mean 'citty'?");
  }

  private Object value(String sql, Map<String, Object> params) {
    QueryResult result = engine.sql(new SqlRequest(sql, params, 10), Access.INTERNAL);
    assertThat(result.rows()).as(result.executedSql()).hasSize(1);
    return result.rows().getFirst().getFirst();
  }
}
