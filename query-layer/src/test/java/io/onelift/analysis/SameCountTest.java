package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.execute.SqlRequest;
import io.onelift.resolve.Access;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same question asked as an analysis, as an audience and in SQL has the same answer. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameCountTest {
  private static final String RANGE = "\"from\":\"2026-10-03\",\"to\":\"2026-10-10\"";
  private static final String IN_RANGE =
      "%1$s.time >= TIMESTAMP '2026-10-03 00:00:00' AND %1$s.time < TIMESTAMP '2026-10-10"
          + " 00:00:00'";

  private final Warehouse warehouse;
  private AnalysisProject project;

  SameCountTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private long sql(String sql) {
    return ((Number)
            project.queries.sql(SqlRequest.of(sql), Access.INTERNAL).rows().getFirst().getFirst())
        .longValue();
  }

  private Rule rule(String json) {
    return RuleJson.read(json);
  }

  private void assertSame(
      long analysed, org.roaringbitmap.RoaringBitmap members, String rule, String sql) {
    assertThat(project.audiences.estimate(rule(rule)).size()).as(rule).isEqualTo(analysed);
    assertThat(sql(sql)).as(sql).isEqualTo(analysed);
    assertThat(members).as(rule).isEqualTo(project.audiences.members(rule(rule)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 60, 95, 200})
  void whoDidSomething(int amount) {
    String request =
        """
        {"range":{%s},"series":[{"event":"pay","where":[{"property":"amount","gte":%d}],
         "measure":{"kind":"users"}}],"filter":{"trait":"city","in":["上海"]}}
        """
            .formatted(RANGE, amount);
    String rule =
        """
        {"and":[{"trait":"city","in":["上海"]},
                {"event":"pay","where":[{"property":"amount","gte":%d}],%s}]}
        """
            .formatted(amount, RANGE);
    assertSame(
        (Long) project.rows("segmentation", request).getFirst().getFirst(),
        project.members("segmentation", request, "A", Map.of()),
        rule,
        "SELECT COUNT(DISTINCT e.profile_id) FROM events e JOIN customers c ON e.profile_id ="
            + " c.profile_id WHERE c.city = '上海' AND e.event = 'pay' AND e.amount >= "
            + amount
            + " AND "
            + IN_RANGE.formatted("e"));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 24, 60, 120})
  void whoTookThreeSteps(int hours) {
    String steps =
        "[{\"event\":\"view\"},{\"event\":\"cart\",\"where\":[{\"property\":\"amount\",\"lt\":80}]},"
            + "{\"event\":\"view\"}]";
    String request =
        "{\"range\":{%s},\"window\":\"%dh\",\"steps\":%s}".formatted(RANGE, hours, steps);
    List<List<Object>> rows = project.rows("funnel", request);
    assertSame(
        (Long) rows.getLast().get(2),
        project.members("funnel", request, "users", Map.of("step", 3)),
        "{\"sequence\":%s,\"within\":\"%dh\",%s}".formatted(steps, hours, RANGE),
        """
        SELECT COUNT(DISTINCT a.profile_id) FROM events a
        JOIN events b ON b.profile_id = a.profile_id JOIN events c ON c.profile_id = a.profile_id
        WHERE a.event = 'view' AND b.event = 'cart' AND b.amount < 80 AND c.event = 'view'
          AND b.time > a.time AND c.time > b.time AND c.time <= TIMESTAMPADD(HOUR, %d, a.time)
          AND %s
        """
            .formatted(hours, IN_RANGE.formatted("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whoCameBackAfterSomeDays(int days) {
    String request =
        """
        {"range":{"from":"2026-10-05","to":"2026-10-06"},"first":{"event":"view"},
         "return":{"event":"pay"},"grain":"day","periods":3}
        """;
    Map<String, Object> cell = new HashMap<>(Map.of("cohort", "2026-10-05", "period", days));
    String on = "2026-10-0" + (5 + days);
    String next = "2026-10-0" + (6 + days);
    assertSame(
        (Long) project.rows("retention", request).get(days).get(2),
        project.members("retention", request, "users", cell),
        """
        {"and":[{"event":"view","from":"2026-10-05","to":"2026-10-06"},
                {"event":"pay","from":"%s","to":"%s"}]}
        """
            .formatted(on, next),
        """
        SELECT COUNT(*) FROM (
          SELECT profile_id FROM events WHERE event = 'view'
            AND time >= TIMESTAMP '2026-10-05 00:00:00' AND time < TIMESTAMP '2026-10-06 00:00:00'
          INTERSECT
          SELECT profile_id FROM events WHERE event = 'pay'
            AND time >= TIMESTAMP '%s 00:00:00' AND time < TIMESTAMP '%s 00:00:00')
        """
            .formatted(on, next));
  }

  @ParameterizedTest
  @ValueSource(strings = {"few"})
  void whoIsInAnAudience(String audience) {
    String request =
        """
        {"range":{%s},"audiences":["%s"],
         "series":[{"event":"*","measure":{"kind":"users"}}]}
        """
            .formatted(RANGE, audience);
    long users = (Long) project.rows("segmentation", request).getFirst().get(1);
    assertThat(
            sql(
                "SELECT COUNT(DISTINCT profile_id) FROM events e WHERE IN_AUDIENCE(profile_id, '"
                    + audience
                    + "') AND "
                    + IN_RANGE.formatted("e")))
        .isEqualTo(users)
        .isPositive();
  }
}
