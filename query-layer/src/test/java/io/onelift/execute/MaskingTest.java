package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may not see personal data learns nothing of it: whatever the personal columns hold, every
 * statement gives the same answer.
 */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaskingTest {
  private static final Access BLIND = new Access("analyst", false);
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT profile_id, phone, birthday FROM customers ORDER BY profile_id",
          "SELECT * FROM customers ORDER BY profile_id",
          "SELECT c.* FROM customers c ORDER BY c.profile_id",
          "SELECT CONCAT('+86', phone) AS p FROM customers ORDER BY profile_id",
          "SELECT '+86' || phone AS p FROM customers ORDER BY profile_id",
          "SELECT SUBSTRING(phone FROM 7 FOR 2) AS p FROM customers ORDER BY profile_id",
          "SELECT REPLACE(phone, '1', 'x') AS p FROM customers ORDER BY profile_id",
          "SELECT length(phone) AS l FROM customers ORDER BY profile_id",
          "SELECT cityHash64(phone) AS h FROM customers ORDER BY profile_id",
          "SELECT CASE WHEN phone LIKE '1380001%' THEN 1 ELSE 0 END AS x FROM customers ORDER BY"
              + " profile_id",
          "SELECT CASE WHEN phone IS NULL THEN 1 ELSE 0 END AS x FROM customers ORDER BY"
              + " profile_id",
          "SELECT phone, COUNT(*) AS n FROM customers GROUP BY phone ORDER BY n",
          "SELECT SUBSTRING(phone FROM 7) AS p, COUNT(*) AS n FROM customers GROUP BY"
              + " SUBSTRING(phone FROM 7) ORDER BY n",
          "SELECT COUNT(DISTINCT phone) AS n FROM customers",
          "SELECT uniqExact(phone) AS n FROM customers",
          "SELECT groupUniqArray(phone) AS n FROM customers",
          "SELECT MIN(phone) AS a, MAX(phone) AS b FROM customers",
          "SELECT argMax(profile_id, phone) AS a FROM customers",
          "SELECT any(birthday) AS a, MAX(birthday) AS b FROM customers",
          "SELECT toYear(birthday) AS y, COUNT(*) AS n FROM customers GROUP BY toYear(birthday)",
          "SELECT profile_id FROM customers WHERE phone = '1380001'",
          "SELECT profile_id FROM customers WHERE phone LIKE '1380001%' ORDER BY profile_id",
          "SELECT profile_id FROM customers WHERE phone > '13800050' ORDER BY profile_id",
          "SELECT profile_id FROM customers WHERE startsWith(phone, '13800') ORDER BY profile_id",
          "SELECT profile_id FROM customers WHERE phone IN ('1380001', '1380002')",
          "SELECT profile_id FROM customers WHERE birthday > TIMESTAMP '1980-06-01 00:00:00'",
          "SELECT COUNT(*) AS n FROM customers HAVING MAX(phone) > 'y'",
          "SELECT city FROM customers GROUP BY city HAVING COUNT(DISTINCT phone) > 2 ORDER BY"
              + " city",
          "WITH p AS (SELECT profile_id, phone AS x FROM customers) SELECT x FROM p ORDER BY"
              + " profile_id",
          "WITH p AS (SELECT profile_id AS i, phone AS x FROM customers), q AS (SELECT i, x FROM p"
              + " WHERE x LIKE '138%') SELECT i FROM q ORDER BY i",
          "SELECT x FROM (SELECT phone AS x, profile_id AS i FROM customers) t ORDER BY i",
          "SELECT e.message_id, c.phone FROM events e JOIN customers c ON e.profile_id ="
              + " c.profile_id ORDER BY e.message_id",
          "SELECT COUNT(*) AS n FROM customers a JOIN customers b ON a.phone = b.phone AND"
              + " a.profile_id < 20 AND b.profile_id < 20",
          "SELECT COUNT(*) AS n FROM events e LEFT JOIN customers c ON e.profile_id ="
              + " c.profile_id AND c.phone = '1380001' WHERE c.profile_id IS NOT NULL",
          "SELECT COUNT(*) AS n FROM customers c WHERE EXISTS (SELECT 1 FROM events e WHERE"
              + " e.profile_id = c.profile_id AND c.phone LIKE '1380001%')",
          "SELECT profile_id FROM customers c WHERE c.profile_id IN (SELECT d.profile_id FROM"
              + " customers d WHERE d.phone LIKE '1380001%') ORDER BY profile_id",
          "SELECT profile_id FROM customers WHERE phone IN (SELECT phone FROM customers WHERE"
              + " profile_id = 1) ORDER BY profile_id",
          "SELECT profile_id, (SELECT MAX(phone) FROM customers d WHERE d.profile_id ="
              + " c.profile_id) AS p FROM customers c ORDER BY profile_id",
          "SELECT (SELECT MAX(phone) FROM customers) AS p",
          "SELECT profile_id, ROW_NUMBER() OVER (ORDER BY phone, profile_id) AS r FROM customers"
              + " ORDER BY profile_id",
          "SELECT profile_id, LAG(phone) OVER (ORDER BY profile_id) AS p FROM customers ORDER BY"
              + " profile_id",
          "SELECT profile_id FROM customers ORDER BY phone DESC, profile_id",
          "SELECT profile_id FROM customers ORDER BY birthday, profile_id LIMIT 5",
          "SELECT phone AS p FROM customers UNION SELECT city FROM customers ORDER BY p",
          "SELECT phone FROM customers EXCEPT SELECT '1380001'",
          "SELECT phone FROM customers INTERSECT SELECT '1380001'",
          "SELECT COUNT(*) AS n FROM customers c WHERE c.birthday = (SELECT MAX(birthday) FROM"
              + " customers)",
          "SELECT profile_id FROM customers WHERE IN_AUDIENCE(profile_id, 'few') AND phone LIKE"
              + " '138000%' ORDER BY profile_id",
          "SELECT n.city, n.p FROM (SELECT city, MAX(phone) AS p FROM customers GROUP BY city) n"
              + " ORDER BY n.city");

  private final Warehouse warehouse;
  private QueryEngine engine;

  MaskingTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    engine =
        new QueryEngine(
            warehouse, SampleData.catalog(directory), SampleData.AUDIENCES, QueryLimits.DEFAULT);
  }

  @Test
  @Order(1)
  void showsTheMaskForTextAndNothingForTheRest() {
    QueryResult result =
        engine.sql(
            SqlRequest.of("SELECT phone, birthday FROM customers WHERE phone IS NOT NULL LIMIT 3"),
            BLIND);
    assertThat(result.rows()).allSatisfy(row -> assertThat(row).containsExactly("***", null));
  }

  @Test
  @Order(2)
  void answersTheSameWhateverThePersonalColumnsHold() {
    List<Object> blind = answers(BLIND);
    List<Object> seeing = answers(Access.INTERNAL);
    warehouse.execute(
        "ALTER TABLE profiles UPDATE t_phone = if(isNull(t_phone), NULL, concat('z',"
            + " toString(cityHash64(profile_no) % 97))), t_birthday = now() - profile_no WHERE 1 ="
            + " 1 SETTINGS mutations_sync = 2");
    List<Object> blindNow = answers(BLIND);
    List<Object> seeingNow = answers(Access.INTERNAL);
    for (int i = 0; i < STATEMENTS.size(); i++) {
      assertThat(blindNow.get(i)).as(STATEMENTS.get(i)).isEqualTo(blind.get(i));
    }
    // Most of them tell those who may see.
    long told =
        IntStream.range(0, STATEMENTS.size())
            .filter(i -> !seeingNow.get(i).equals(seeing.get(i)))
            .count();
    assertThat(told).isEqualTo(STATEMENTS.size() - 5L);
  }

  private List<Object> answers(Access access) {
    List<Object> answers = new ArrayList<>();
    for (String sql : STATEMENTS) {
      QueryResult result = engine.sql(new SqlRequest(sql, Map.of(), 5000), access);
      if (!access.personalData()) {
        assertThat(result.rows().toString()).as(sql).doesNotContain("138000");
      }
      answers.add(List.of(result.columns(), result.rows()));
    }
    return answers;
  }

  @Test
  @Order(3)
  void masksTheGroupsAndFiltersOfMetrics() {
    MetricQuery grouped =
        new MetricQuery(
            List.of("profiles"),
            List.of(new Grouping("phone", Optional.empty())),
            List.of(),
            Optional.empty(),
            List.of(),
            1000);
    assertThat(engine.run(grouped, BLIND).rows().stream().map(List::getFirst))
        .containsExactlyInAnyOrder("***", null);
    MetricQuery filtered =
        new MetricQuery(
            List.of("profiles"),
            List.of(),
            List.of(new DimensionFilter("phone", new Predicate.In(List.of(Scalar.of("1380001"))))),
            Optional.empty(),
            List.of(),
            10);
    assertThat(engine.run(filtered, BLIND).rows()).containsExactly(List.of(0L));
  }
}
