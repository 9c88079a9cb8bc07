package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.event.InvalidInput;
import io.onelift.policy.Policy;
import io.onelift.policy.Policy.OfTable;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * Nobody learns anything of rows and columns that their policy takes out: whatever those hold,
 * every statement gives the same answer, or fails with the same words.
 */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyTest {
  private static final Predicate SHANGHAI = new Predicate.In(List.of(Scalar.of("上海")));
  private static final Policy POLICY =
      new Policy(
          Optional.of(new Rule.HasTrait("city", SHANGHAI)),
          Map.of(
              "customers",
              new OfTable(Set.of("aum"), Set.of("age", "hobbies"), List.of()),
              "events",
              new OfTable(
                  Set.of(),
                  Set.of("offer"),
                  List.of(
                      new Policy.Test(
                          "channel", new Predicate.NotIn(List.of(Scalar.of("branch")))))),
              "branches",
              new OfTable(Set.of(), Set.of(), List.of(new Policy.Test("city", SHANGHAI)))),
          ZoneId.of("Asia/Shanghai"));
  private static final Access GOVERNED = new Access("analyst", true, POLICY);

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT * FROM customers ORDER BY profile_id",
          "SELECT COUNT(*) AS n, SUM(age) AS a FROM customers",
          "SELECT city, COUNT(*) AS n FROM customers GROUP BY city ORDER BY city",
          "SELECT profile_id FROM customers WHERE city <> '上海' ORDER BY profile_id",
          "SELECT profile_id FROM customers WHERE city = '北京' OR 1 = 1 ORDER BY profile_id",
          "SELECT COUNT(*) AS n FROM events",
          "SELECT event, channel, COUNT(*) AS n FROM events GROUP BY event, channel ORDER BY event,"
              + " channel",
          "SELECT COUNT(DISTINCT profile_id) AS n FROM events",
          "SELECT COUNT(*) AS n FROM events WHERE channel = 'branch' OR channel IS NOT NULL",
          "SELECT offer, COUNT(*) AS n FROM events GROUP BY offer ORDER BY n",
          "SELECT COUNT(*) AS n FROM events WHERE offer = 'offer_1'",
          "SELECT COUNT(*) AS n FROM customers a JOIN customers b ON a.profile_id < b.profile_id",
          "SELECT COUNT(*) AS n FROM customers a, customers b WHERE a.city = b.city",
          "SELECT c.city, COUNT(e.message_id) AS n FROM customers c LEFT JOIN events e ON"
              + " e.profile_id = c.profile_id GROUP BY c.city ORDER BY c.city",
          "SELECT COUNT(*) AS n FROM events e RIGHT JOIN customers c ON e.profile_id ="
              + " c.profile_id",
          "SELECT COUNT(*) AS n FROM events e FULL JOIN customers c ON e.profile_id ="
              + " c.profile_id",
          "WITH x AS (SELECT profile_id, city FROM customers) SELECT COUNT(*) AS n FROM x a JOIN x"
              + " b ON a.city = b.city",
          "WITH x AS (SELECT * FROM events), y AS (SELECT * FROM x) SELECT event, COUNT(*) AS n"
              + " FROM y GROUP BY event ORDER BY event",
          "SELECT COUNT(*) AS n FROM customers WHERE profile_id IN (SELECT profile_id FROM events"
              + " WHERE channel = 'branch')",
          "SELECT (SELECT COUNT(*) FROM events) AS n",
          "SELECT (SELECT MAX(city) FROM customers WHERE city < '上') AS n",
          "SELECT profile_id, (SELECT COUNT(*) FROM events e WHERE e.profile_id = c.profile_id) AS"
              + " n FROM customers c ORDER BY profile_id",
          "SELECT COUNT(*) AS n FROM customers c WHERE EXISTS (SELECT 1 FROM customers d WHERE"
              + " d.profile_id = c.profile_id + 1)",
          "SELECT COUNT(*) AS n FROM customers c WHERE NOT EXISTS (SELECT 1 FROM events e WHERE"
              + " e.profile_id = c.profile_id AND e.channel = 'branch')",
          "SELECT profile_id FROM audience_many ORDER BY profile_id",
          "SELECT COUNT(*) AS n, COUNT(DISTINCT city) AS c FROM audience_many",
          "SELECT COUNT(*) AS n FROM events WHERE profile_id IN AUDIENCE('many')",
          "SELECT COUNT(*) AS n FROM customers WHERE profile_id NOT IN AUDIENCE('many')",
          "SELECT COUNT(*) AS n FROM audience_many a JOIN events e ON a.profile_id ="
              + " e.profile_id",
          "SELECT city FROM customers UNION ALL SELECT city FROM branches ORDER BY city",
          "SELECT city FROM branches EXCEPT SELECT city FROM customers",
          "SELECT SUM(target) AS t FROM branches",
          "SELECT profile_id, ROW_NUMBER() OVER (ORDER BY profile_id) AS r FROM customers ORDER BY"
              + " profile_id",
          "SELECT profile_id, LAG(city) OVER (ORDER BY profile_id) AS r FROM customers ORDER BY"
              + " profile_id",
          "SELECT METRIC(profiles) AS n FROM customers",
          "SELECT METRIC(events) AS n, METRIC(active_profiles) AS p FROM events",
          "SELECT event, COUNT(*) AS n FROM events GROUP BY ROLLUP(event) ORDER BY event",
          "SELECT MAX(age) AS a, MIN(age) AS b FROM customers WHERE age > 20",
          "SELECT arraySort(groupUniqArray(city)) AS c FROM customers",
          "SELECT has(hobbies, 'golf') AS h, COUNT(*) AS n FROM customers GROUP BY has(hobbies,"
              + " 'golf')",
          // What fails on rows that may not be seen must not fail, nor say what is in them.
          "SELECT COUNT(*) AS n FROM customers WHERE CAST(city AS INTEGER) = 1 AND city <> '上海'",
          "SELECT COUNT(*) AS n FROM customers WHERE intDiv(1, CASE WHEN city = '秘密' THEN 0 ELSE 1"
              + " END) = 1",
          "SELECT COUNT(*) AS n FROM events WHERE intDiv(1, CASE WHEN source = 'secret' THEN 0 ELSE"
              + " 1 END) = 1",
          "SELECT COUNT(*) AS n FROM events e JOIN customers c ON e.profile_id = c.profile_id WHERE"
              + " intDiv(1, CASE WHEN e.source = 'secret' OR c.city = '秘密' THEN 0 ELSE 1 END) = 1",
          "SELECT COUNT(*) AS n FROM customers WHERE profile_id IN (SELECT profile_id FROM events"
              + " WHERE intDiv(1, CASE WHEN source = 'secret' THEN 0 ELSE 1 END) = 1)",
          "SELECT COUNT(*) AS n FROM customers c WHERE EXISTS (SELECT 1 FROM events e WHERE"
              + " e.profile_id = c.profile_id AND intDiv(1, CASE WHEN e.source = 'secret' THEN 0"
              + " ELSE 1 END) = 1)",
          "SELECT CAST(city AS INTEGER) AS n FROM customers WHERE city IS NOT NULL",
          "SELECT aum FROM customers",
          "SELECT COUNT(*) AS n FROM customers WHERE aum > 1");

  private final Warehouse warehouse;
  private QueryEngine engine;

  PolicyTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    SemanticCatalog catalog = SampleData.catalog(directory);
    WarehouseQueries rules = new WarehouseQueries(warehouse, catalog);
    engine =
        new QueryEngine(
            warehouse,
            catalog,
            new AudienceMembers() {
              @Override
              public Set<String> keys() {
                return SampleData.AUDIENCES.keys();
              }

              @Override
              public RoaringBitmap members(String key) {
                return SampleData.AUDIENCES.members(key);
              }

              @Override
              public RoaringBitmap members(Rule rule) {
                return rules.matching((Rule.WarehouseLeaf) rule, Instant.now(), Optional.empty());
              }
            },
            QueryLimits.DEFAULT);
  }

  @Test
  @Order(1)
  void showsTheRowsAndColumnsOfThePolicyOnly() {
    long people =
        warehouse
            .query(
                "SELECT count() AS n FROM profiles FINAL WHERE t_city = '上海'",
                Map.of(),
                row -> row.integer("n"))
            .getFirst();
    assertThat(rows("SELECT COUNT(*) AS n FROM customers", GOVERNED))
        .isEqualTo(List.of(List.of(people)).toString());
    assertThat(rows("SELECT DISTINCT city FROM customers", GOVERNED)).isEqualTo("[[上海]]");
    assertThat(rows("SELECT DISTINCT city FROM branches", GOVERNED)).isEqualTo("[[上海]]");
    long events =
        warehouse
            .query(
                "SELECT count() AS n FROM events WHERE (p_channel != 'branch' OR p_channel IS NULL)"
                    + " AND dictGetOrDefault('profile_override', 'winner', profile_no, profile_no)"
                    + " IN (SELECT profile_no FROM profiles FINAL WHERE t_city = '上海')",
                Map.of(),
                row -> row.integer("n"))
            .getFirst();
    assertThat(rows("SELECT COUNT(*) AS n FROM events", GOVERNED))
        .isEqualTo(List.of(List.of(events)).toString());
    assertThat(rows("SELECT DISTINCT offer FROM events WHERE offer IS NOT NULL", GOVERNED))
        .isEqualTo("[[***]]");
    assertThat(rows("SELECT DISTINCT age, hobbies FROM customers", GOVERNED))
        .isEqualTo("[[null, []]]");
    assertThat(rows("SELECT aum FROM customers", GOVERNED)).contains("Column 'aum' not found");
    assertThat(rows("SELECT * FROM customers LIMIT 1", Access.INTERNAL)).isNotEmpty();
    assertThat(engine.schema(GOVERNED).types().get("customers")).doesNotContainKey("aum");
  }

  @Test
  @Order(2)
  void answersTheSameWhateverTheRestHolds() {
    List<String> before = answers(GOVERNED);
    List<String> seeing = answers(Access.INTERNAL);
    warehouse.execute(
        "ALTER TABLE profiles UPDATE t_city = '秘密', t_age = profile_no, t_aum = profile_no,"
            + " t_hobbies = ['secret'] WHERE t_city != '上海' OR t_city IS NULL SETTINGS"
            + " mutations_sync = 2");
    warehouse.execute(
        "ALTER TABLE profiles UPDATE t_age = profile_no, t_aum = profile_no, t_hobbies = ['golf',"
            + " 'secret'] WHERE t_city = '上海' SETTINGS mutations_sync = 2");
    warehouse.execute(
        "ALTER TABLE events UPDATE source = 'secret' WHERE p_channel = 'branch' OR"
            + " dictGetOrDefault('profile_override', 'winner', profile_no, profile_no) IN (SELECT"
            + " profile_no FROM profiles FINAL WHERE t_city = '秘密') SETTINGS mutations_sync = 2");
    warehouse.execute(
        "ALTER TABLE events UPDATE p_offer = concat('x', message_id) WHERE p_offer IS NOT NULL"
            + " SETTINGS mutations_sync = 2");
    warehouse.execute(
        "ALTER TABLE data_branches UPDATE target = 7 WHERE city != '上海' SETTINGS mutations_sync ="
            + " 2");
    List<String> after = answers(GOVERNED);
    List<String> seeingAfter = answers(Access.INTERNAL);
    for (int i = 0; i < STATEMENTS.size(); i++) {
      assertThat(after.get(i)).as(STATEMENTS.get(i)).isEqualTo(before.get(i));
      assertThat(after.get(i)).as(STATEMENTS.get(i)).doesNotContain("秘密").doesNotContain("secret");
    }
    long told =
        IntStream.range(0, STATEMENTS.size())
            .filter(i -> !seeing.get(i).equals(seeingAfter.get(i)))
            .count();
    assertThat(told).isGreaterThan(STATEMENTS.size() / 2);
  }

  @Test
  @Order(3)
  void readsTheWarehouseByConditionsThatCannotFail() {
    String sql =
        engine
            .explain(
                SqlRequest.of(
                    "SELECT COUNT(*) AS n FROM events WHERE event = 'login' AND intDiv(1, amount) ="
                        + " 1"),
                GOVERNED)
            .sql();
    int wall = sql.indexOf("LIMIT 9223372036854775807");
    assertThat(sql.indexOf("= 'login'")).isPositive().isLessThan(wall);
    assertThat(sql.indexOf("intDiv")).isPositive();
    assertThat(sql.lastIndexOf("intDiv")).isGreaterThan(wall);
  }

  private List<String> answers(Access access) {
    List<String> answers = new ArrayList<>();
    for (String sql : STATEMENTS) {
      answers.add(rows(sql, access));
    }
    return answers;
  }

  private String rows(String sql, Access access) {
    try {
      return engine.sql(new SqlRequest(sql, Map.of(), 5000), access).rows().toString();
    } catch (InvalidInput e) {
      return e.getMessage();
    }
  }
}
