package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Metrics by their keys, answers that are given again, and dashboards of both. */
class MetricsStoryTest {
  private static final String METRICS = "/api/metrics/query";
  private static final String DASHBOARDS = "/api/dashboards";

  private final Product product = Product.withBank();

  @Test
  void metricsAreAskedByKeyAndEqualTheSameQuestionInSql() {
    JsonNode answer =
        product.post(
            METRICS,
            "{\"metrics\":[\"purchases\",\"buyers\"],\"by\":[{\"dimension\":\"city\"}],"
                + "\"filters\":[{\"dimension\":\"product_type\",\"in\":[\"fund\",\"deposit\"]}],"
                + "\"range\":{\"last\":\"60d\"}}");
    String from = answer.path("range").path("from").asText();
    JsonNode sql =
        product.post(
            "/api/sql",
            "{\"sql\":\"SELECT c.city, COUNT(*) AS n, COUNT(DISTINCT e.profile_id) AS people FROM"
                + " events e LEFT JOIN customers c ON c.profile_id = e.profile_id WHERE e.event ="
                + " 'purchase' AND e.product_type IN ('fund','deposit') AND e.\\\"time\\\" >="
                + " CAST('"
                + from
                + "' AS TIMESTAMP) GROUP BY c.city ORDER BY n DESC, c.city\"}");

    assertThat(answer.path("rows")).isEqualTo(sql.path("rows"));
    assertThat(answer.path("rows").size()).isGreaterThan(3);
    assertThat(answer.path("columns").findValuesAsText("role"))
        .containsExactly("dimension", "measure", "measure");
    assertThat(answer.path("columns").get(1).path("label").path("zh").asText()).isEqualTo("购买笔数");
  }

  @Test
  void everyDayIsThereBesideTheDayOfThePeriodBefore() {
    JsonNode now =
        product.post(
            METRICS,
            "{\"metrics\":[\"logins\"],\"grain\":\"day\",\"range\":{\"last\":\"14d\"},"
                + "\"compare\":{\"shift\":\"previous\"}}");
    JsonNode before = now.path("before");
    JsonNode then =
        product.post(
            METRICS, "{\"metrics\":[\"logins\"],\"grain\":\"day\",\"range\":" + before + "}");

    assertThat(now.path("rows")).hasSize(14);
    assertThat(before.path("to")).isEqualTo(now.path("range").path("from"));
    assertThat(then.path("rows")).hasSize(14);
    for (int day = 0; day < 14; day++) {
      assertThat(now.path("rows").get(day).get(2)).isEqualTo(then.path("rows").get(day).get(1));
    }
    assertThat(now.path("columns").get(2).path("name").asText()).isEqualTo("logins_before");
  }

  @Test
  void everyProblemOfAMetricQuestionIsNamedAtOnce() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            METRICS,
            "{\"metrics\":[],\"range\":{\"last\":\"soon\"},\"grain\":\"minute\",\"limmit\":5,"
                + "\"filters\":[{\"dimension\":\"city\"}],\"compare\":{\"shift\":\"back\"}}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Product.json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/metrics", "/range/last", "/grain", "/limmit", "/filters/0", "/compare/shift");
  }

  @Test
  void anAnswerIsGivenAgainUntilAnEventThatIsInItArrives() {
    String question = "{\"metrics\":[\"lamps_count\"]}";
    light("lamp-1");
    long first = product.post(METRICS, question).path("rows").get(0).get(0).asLong();
    JsonNode again = product.post(METRICS, question);
    assertThat(again.path("from_cache").asBoolean()).isTrue();
    assertThat(again.path("rows").get(0).get(0).asLong()).isEqualTo(first);

    light("lamp-2");
    JsonNode next = product.post(METRICS, question);
    assertThat(next.path("from_cache").asBoolean()).isFalse();
    assertThat(next.path("rows").get(0).get(0).asLong()).isEqualTo(first + 1);
  }

  private void light(String id) {
    product.post(
        "/v1/track",
        "{\"userId\":\"lamplighter\",\"event\":\"lamps\",\"messageId\":\"" + id + "\"}");
  }

  @Test
  void twentyDashboardsThatRefreshAtOnceAreAllAnswered() throws Exception {
    String[] cards = {
      "{\"metrics\":[\"logins\"],\"grain\":\"day\"}",
      "{\"metrics\":[\"purchase_amount\"],\"by\":[{\"dimension\":\"city\"}]}",
      "{\"metrics\":[\"click_rate\"],\"by\":[{\"dimension\":\"placement\"}]}"
    };
    try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int viewer = 0; viewer < 20; viewer++) {
        for (String card : cards) {
          answers.add(viewers.submit(() -> product.admin("POST", METRICS, card)));
        }
      }
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
      }
    }
  }

  @Test
  void dashboardsKeepTheirCardsAndTakeMore() {
    JsonNode made =
        product.post(
            DASHBOARDS,
            "{\"key\":\"growth\",\"name\":\"Growth\",\"range\":{\"last\":\"30d\"},\"cards\":["
                + "{\"title\":\"Logins\",\"kind\":\"metrics\",\"chart\":\"line\",\"request\":"
                + "{\"metrics\":[\"logins\"],\"grain\":\"day\"}}]}");
    assertThat(product.get(DASHBOARDS + "/growth")).isEqualTo(made);
    JsonNode more =
        product.post(
            DASHBOARDS + "/growth/cards",
            "{\"title\":\"Cities\",\"kind\":\"sql\",\"request\":{\"sql\":\"SELECT 1\"}}");
    assertThat(more.path("cards").get(1).path("y").asInt()).isEqualTo(4);
    assertThat(more.path("version").asInt()).isEqualTo(2);
    assertThat(product.get(DASHBOARDS).path("dashboards").findValuesAsText("key"))
        .contains("growth");
    assertThat(product.admin("DELETE", DASHBOARDS + "/growth", "").statusCode()).isEqualTo(204);
    assertThat(product.admin("GET", DASHBOARDS + "/growth", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aCardThatHoldsNoQuestionIsRefusedWithItsPlace() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            DASHBOARDS,
            "{\"key\":\"bad\",\"name\":\"Bad\",\"cards\":[{\"title\":\"x\",\"kind\":\"metrics\","
                + "\"request\":{\"metrics\":[]}},{\"kind\":\"sql\",\"title\":\"y\",\"x\":14},"
                + "{\"kind\":\"map\",\"title\":\"z\",\"chart\":\"globe\"}]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Product.json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/cards/0/request/metrics",
            "/cards/1/request",
            "/cards/1/x",
            "/cards/2/kind",
            "/cards/2/chart");
  }
}
