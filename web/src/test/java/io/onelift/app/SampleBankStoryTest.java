package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the product answers about the sample bank is what SQL written by hand finds. */
class SampleBankStoryTest {
  /** Events with the profile that their writer is now, by the table instead of the dictionary. */
  private static final String EVENTS =
      """
      (SELECT e.* EXCEPT profile_no, if(o.winner = 0, e.profile_no, o.winner) AS person
       FROM events AS e LEFT JOIN (SELECT loser, winner FROM profile_overrides FINAL) AS o
       ON o.loser = e.profile_no)
      """;

  private static final String AUDIENCE =
      """
      {"rule":{"and":[
        {"tag":"city","in":["上海"]}, {"tag":"aum","gte":100000},
        {"event":"login","count":{"gte":1},"within":"7d"},
        {"event":"purchase","where":[{"property":"product_type","eq":"fund"}],"count":{"eq":0}}]}}
      """;

  private final Product product = Product.withBank();

  @Test
  void newCustomersByCityInThirtyDays() {
    JsonNode answer = ask("最近30天各城市的新增客户数");

    Map<String, Double> expected =
        clickHouse(
            """
            SELECT t_city AS name, count() AS figure FROM profiles FINAL
            WHERE toDate(t_registered_at) BETWEEN today() - 29 AND today() GROUP BY name
            """);
    assertThat(figures(answer)).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(answer.path("chart").path("type").asText()).isEqualTo("bar");
    assertThat(answer.path("chart").path("x").asText()).isEqualTo("city");
    assertThat(answer.path("sql").asText()).containsIgnoringCase("SELECT");
    assertThat(
            figures(
                sql(
                    """
                    SELECT city, count(*) FROM customers
                    WHERE registered_at >= DATE '%s' AND registered_at < DATE '%s' GROUP BY city
                    """
                        .formatted(
                            answer.at("/plan/range/from").asText(),
                            answer.at("/plan/range/to").asText()))))
        .isEqualTo(expected);
  }

  @Test
  void conversionRateOfTheFundBannerLastWeekByAgeGroup() {
    JsonNode answer = ask("conversion rate of the fund banner last week by age group");

    Map<String, Double> expected =
        clickHouse(
            """
            SELECT multiIf(isNull(t_age), 'null', t_age < 25, '18-24', t_age < 35, '25-34',
                t_age < 45, '35-44', t_age < 55, '45-54', '55+') AS name,
              countIf(event = 'conversion') / countIf(event = 'exposure') AS figure
            FROM %s AS e LEFT JOIN (SELECT profile_no, t_age FROM profiles FINAL) AS p
              ON p.profile_no = e.person
            WHERE p_placement = 'fund_banner' AND event IN ('exposure', 'conversion')
              AND toDate(time) BETWEEN toMonday(today()) - 7 AND toMonday(today()) - 1
            GROUP BY name
            """
                .formatted(EVENTS));
    assertThat(expected).containsKeys("18-24", "25-34", "35-44", "45-54", "55+");
    assertSame(figures(answer), expected);
  }

  @Test
  void theAudienceOfTheBriefing() {
    JsonNode estimate = product.post("/api/audiences/estimate", AUDIENCE);

    Map<String, Double> expected =
        clickHouse(
            """
            SELECT 'size' AS name, count() AS figure FROM profiles FINAL
            WHERE t_city = '上海' AND t_aum >= 100000
              AND profile_no IN (SELECT person FROM %1$s WHERE event = 'login'
                AND time >= parseDateTime64BestEffort('%2$s', 3) - INTERVAL 7 DAY)
              AND profile_no NOT IN (SELECT person FROM %1$s
                WHERE event = 'purchase' AND p_product_type = 'fund')
            """
                .formatted(EVENTS, estimate.path("as_of").asText()));
    assertThat((double) estimate.path("size").asLong()).isEqualTo(expected.get("size"));
    assertThat(estimate.path("size").asLong()).isPositive();
    assertThat(
            sql("""
            SELECT count(*) FROM customers WHERE city = '上海' AND aum >= 100000
              AND profile_id IN (SELECT profile_id FROM events WHERE event = 'login'
                AND "time" >= CURRENT_TIMESTAMP - INTERVAL '7' DAY)
              AND profile_id NOT IN (SELECT profile_id FROM events
                WHERE event = 'purchase' AND product_type = 'fund')
            """)
                .at("/rows/0/0")
                .asLong())
        .isEqualTo(estimate.path("size").asLong());
  }

  @Test
  void everyValueOfATagIsCountedAsSqlCountsIt() {
    Map<String, JsonNode> tags = new HashMap<>();
    product.get("/api/tags").path("tags").forEach(tag -> tags.put(tag.path("key").asText(), tag));

    for (String trait : List.of("city", "customer_level", "gender", "occupation")) {
      Map<String, Double> counted = new HashMap<>();
      for (JsonNode value : tags.get(trait).path("values")) {
        counted.put(value.path("value").asText(), value.path("count").asDouble());
      }
      assertThat(counted)
          .as(trait)
          .isEqualTo(
              clickHouse(
                  "SELECT t_"
                      + trait
                      + " AS name, count() AS figure FROM profiles FINAL WHERE isNotNull(t_"
                      + trait
                      + ") GROUP BY name"));
    }
    Map<String, Double> expected =
        clickHouse(
            "SELECT 'min' AS name, min(t_aum) AS figure FROM profiles FINAL"
                + " UNION ALL SELECT 'max', max(t_aum) FROM profiles FINAL"
                + " UNION ALL SELECT 'profiles', count(t_aum) FROM profiles FINAL");
    assertThat(tags.get("aum").path("profiles").asDouble()).isEqualTo(expected.get("profiles"));
    assertThat(tags.get("aum").path("min").asDouble()).isCloseTo(expected.get("min"), within(0.01));
    assertThat(tags.get("aum").path("max").asDouble()).isCloseTo(expected.get("max"), within(0.01));
  }

  @Test
  void theReportOfTheCreativeExperimentCountsWhatSqlCounts() {
    JsonNode report = product.get("/api/experiments/fund_banner_creative/report");

    String seen =
        """
        (SELECT person, min(time) AS at, any(p_variant) AS variant FROM %s
         WHERE event = 'exposure' AND p_experiment = 'fund_banner_creative'
         GROUP BY person HAVING uniqExact(p_variant) = 1)
        """
            .formatted(EVENTS);
    Map<String, Double> exposed =
        clickHouse("SELECT variant AS name, count() AS figure FROM " + seen + " GROUP BY name");
    Map<String, Double> converted =
        clickHouse(
            """
            SELECT s.variant AS name, uniqExact(s.person) AS figure
            FROM %s AS s INNER JOIN %s AS c ON c.person = s.person
            WHERE c.event = 'conversion' AND c.p_placement = 'fund_banner' AND c.time >= s.at GROUP BY name
            """
                .formatted(seen, EVENTS));
    assertThat(report.path("variants")).hasSize(2);
    for (JsonNode variant : report.path("variants")) {
      String key = variant.path("key").asText();
      JsonNode figure = variant.path("metrics").path("conversion");
      assertThat(variant.path("exposed").asDouble()).isEqualTo(exposed.get(key)).isPositive();
      assertThat(figure.path("count").asDouble()).isEqualTo(converted.get(key)).isPositive();
      assertThat(figure.path("rate").asDouble())
          .isCloseTo(converted.get(key) / exposed.get(key), within(1e-12))
          .isBetween(figure.path("low").asDouble(), figure.path("high").asDouble());
    }
    assertThat(report.at("/srm/alarm").asBoolean()).isFalse();
  }

  private JsonNode ask(String question) {
    JsonNode answer = product.post("/api/copilot/ask", "{\"question\":\"%s\"}".formatted(question));
    assertThat(answer.path("kind").asText()).as(answer.path("text").asText()).isEqualTo("answer");
    return answer;
  }

  private JsonNode sql(String text) {
    return product.post("/api/sql", Json.MAPPER.createObjectNode().put("sql", text).toString());
  }

  /** A name and a figure a row. */
  private static Map<String, Double> figures(JsonNode answer) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (JsonNode row : answer.path("rows")) {
      figures.put(row.path(0).asText(), row.path(1).asDouble());
    }
    return figures;
  }

  private static void assertSame(Map<String, Double> found, Map<String, Double> expected) {
    assertThat(found).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, figure) -> assertThat(found.get(name)).as(name).isCloseTo(figure, within(1e-12)));
  }

  private Map<String, Double> clickHouse(String sql) {
    Map<String, Double> figures = new HashMap<>();
    product
        .warehouse()
        .forEach(sql, Map.of(), row -> figures.put(row.text("name"), row.number("figure")));
    return figures;
  }
}
