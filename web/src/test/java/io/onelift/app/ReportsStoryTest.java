package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Why figures move, what they should come to, and who is told: on the truths of the sample bank.
 */
class ReportsStoryTest {
  private static final String EXPLAIN = "/api/metrics/explain-change";
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final Product product = Product.withBank();
  private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  private String days(int from, int to) {
    return "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(today.minusDays(from), today.minusDays(to));
  }

  @Test
  void theValuesOfADimensionAddUpToTheChangeAndAreThoseOfTheMetric() {
    JsonNode change =
        product.post(
            EXPLAIN,
            "{\"metric\":\"new_customers\",\"a\":%s,\"b\":%s,\"dimensions\":[\"city\"]}"
                .formatted(days(59, 29), days(29, -1)));
    JsonNode cities =
        product.post(
            "/api/metrics/query",
            "{\"metrics\":[\"new_customers\"],\"by\":[{\"dimension\":\"city\"}],\"range\":%s}"
                .formatted(days(29, -1)));

    Map<String, Double> expected = new HashMap<>();
    cities.path("rows").forEach(row -> expected.put(row.get(0).asText(), row.get(1).asDouble()));
    double sum = 0;
    for (JsonNode value : change.path("values")) {
      sum += value.path("contribution").asDouble();
      assertThat(value.path("b").asDouble())
          .isEqualTo(expected.getOrDefault(value.path("value").asText(), 0.0));
    }
    assertThat(change.path("values").size()).isGreaterThan(3);
    assertThat(sum).isCloseTo(change.path("change").asDouble(), within(1e-9));
  }

  @Test
  void theOutageFellOnEverybodyAndOnTheAlert() {
    JsonNode change =
        product.post(
            EXPLAIN,
            "{\"metric\":\"logins\",\"a\":%s,\"b\":%s}".formatted(days(19, 18), days(12, 11)));
    assertThat(change.path("relative").asDouble()).isLessThan(-.4);
    double factors = 0;
    for (JsonNode factor : change.path("factors")) {
      factors += factor.path("contribution").asDouble();
    }
    assertThat(change.path("factors")).hasSize(2);
    assertThat(factors).isCloseTo(change.path("change").asDouble(), within(1e-6));

    JsonNode points =
        product
            .post(
                "/api/alerts/preview?last=20d",
                "{\"name\":\"x\",\"metric\":\"logins\",\"condition\":{\"anomaly\":{}}}")
            .path("points");
    List<String> fired = new ArrayList<>();
    points.forEach(
        point -> {
          if (point.path("fires").asBoolean() && point.path("score").asDouble() < 0) {
            fired.add(point.path("start").asText());
          }
        });
    assertThat(points).hasSize(19);
    assertThat(fired).containsExactly(today.minusDays(12).toString());
  }

  @Test
  void aGoalSaysHowFarItIsAndAtWhatPace() {
    JsonNode made =
        product.post(
            "/api/goals",
            "{\"key\":\"sales\",\"name\":\"Sales\",\"metric\":\"purchase_amount\",\"target\":1000,\"period\":%s}"
                .formatted(days(20, -20)));
    JsonNode progress = made.path("progress");
    double value =
        product
            .post(
                "/api/metrics/query",
                "{\"metrics\":[\"purchase_amount\"],\"range\":%s}".formatted(days(20, -20)))
            .path("rows")
            .get(0)
            .get(0)
            .asDouble();
    // Sums of fractions differ in their last digit from one run to the next.
    assertThat(progress.path("value").asDouble()).isCloseTo(value, within(value * 1e-9));
    assertThat(progress.path("status").asText()).isEqualTo("reached");
    assertThat(progress.path("projected").asDouble()).isGreaterThan(1.5 * value);

    JsonNode missed =
        product.post(
            "/api/goals",
            "{\"key\":\"past\",\"name\":\"Past\",\"metric\":\"logins\",\"target\":1e9,\"period\":%s}"
                .formatted(days(40, 20)));
    assertThat(missed.path("progress").path("status").asText()).isEqualTo("missed");
    JsonNode later =
        product.post(
            "/api/goals",
            "{\"key\":\"later\",\"name\":\"Later\",\"metric\":\"logins\",\"target\":1,\"period\":%s}"
                .formatted(days(-10, -20)));
    assertThat(later.path("progress").path("status").asText()).isEqualTo("upcoming");
    assertThat(product.get("/api/goals").path("goals").findValuesAsText("key"))
        .contains("later", "past", "sales");
    for (String key : List.of("later", "past", "sales")) {
      assertThat(product.admin("DELETE", "/api/goals/" + key, "").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void childrenOfATreeAddUpToTheChangeOfTheirParent() {
    product.post(
        "/api/metric-trees",
        """
        {"key":"sales_tree","name":"Sales","root":{"metric":"purchase_amount","relation":"product","children":[
          {"metric":"purchases","relation":"sum","children":[
            {"metric":"purchases","label":"App","filters":[{"dimension":"sales_channel","eq":"app"}]},
            {"metric":"purchases","label":"Others","filters":[{"dimension":"sales_channel","ne":"app"}]}]},
          {"metric":"average_purchase"}]}}
        """);
    JsonNode root = product.get("/api/metric-trees/sales_tree/figures?last=30d").path("root");
    double change = root.path("b").asDouble() - root.path("a").asDouble();
    assertThat(
            root.path("children").get(0).path("contribution").asDouble()
                + root.path("children").get(1).path("contribution").asDouble())
        .isCloseTo(change, within(Math.abs(change) * 1e-6 + 1e-6));
    assertThat(root.path("children").get(0).path("unexplained").asDouble()).isZero();
    assertThat(product.admin("DELETE", "/api/metric-trees/sales_tree", "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void anAlertTellsItsReceiverOnceAndKeepsWhatItFiredOn() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HttpServer receiver = receiver(told);
    try {
      JsonNode made =
          product.post(
              "/api/alerts",
              """
              {"key":"busy","name":"Busy","metric":"logins","grain":"day","condition":{"threshold":{"above":1}},
               "webhook":{"url":"http://127.0.0.1:%d/hook","secret":"%s"}}
              """
                  .formatted(receiver.getAddress().getPort(), SECRET));
      assertThat(made.toString()).doesNotContain("whsec");
      JsonNode seen = product.post("/api/alerts/busy/check", "").path("points").get(0);
      assertThat(seen.path("fires").asBoolean()).isTrue();
      assertThat(seen.path("start").asText()).isEqualTo(today.minusDays(1).toString());
      String message = told.poll(60, TimeUnit.SECONDS);
      assertThat(message)
          .contains("alert.fired", "\"alert\":\"busy\"", today.minusDays(1).toString());

      product.post("/api/alerts/busy/check", "");
      JsonNode firings =
          product.await(
              "/api/alerts/firings?alert=busy",
              list -> list.path("firings").findValuesAsText("delivery").contains("delivered"));
      assertThat(firings.path("firings")).hasSize(1);
      assertThat(told).isEmpty();
      assertThat(product.get("/api/alerts/busy").path("last").path("start").asText())
          .isEqualTo(today.minusDays(1).toString());
      assertThat(product.admin("DELETE", "/api/alerts/busy", "").statusCode()).isEqualTo(204);
    } finally {
      receiver.stop(0);
    }
  }

  private static HttpServer receiver(BlockingQueue<String> told) throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          boolean signed = exchange.getRequestHeaders().containsKey("webhook-signature");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          told.add(signed ? body : "unsigned");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    return receiver;
  }

  @Test
  void everyProblemOfAnAlertIsNamedAtOnce() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            "/api/alerts",
            "{\"key\":\"bad\",\"name\":\"Bad\",\"grain\":\"week\",\"condition\":{\"anomaly\":"
                + "{\"sensitivity\":0,\"side\":\"left\"}},\"webhook\":{\"url\":\"ftp://x\",\"secret\":\"s\"}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Product.json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/metric",
            "/grain",
            "/condition/anomaly/sensitivity",
            "/condition/anomaly/side",
            "/webhook/url",
            "/webhook/secret");
  }

  @Test
  void theCockpitTellsEverythingInOneCall() {
    JsonNode cockpit = product.get("/api/cockpit?last=28d");

    assertThat(cockpit.path("health").findValuesAsText("key"))
        .containsExactly("activation", "visit", "retention", "churn", "reach", "repurchase");
    for (JsonNode vital : cockpit.path("health")) {
      assertThat(vital.path("rate").asDouble()).isBetween(0.0, 1.0);
      assertThat(vital.path("whole").asLong()).as(vital.toString()).isPositive();
      assertThat(vital.path("about").path("zh").asText()).isNotEmpty();
    }
    JsonNode retention = cockpit.path("health").get(2);
    JsonNode churn = cockpit.path("health").get(3);
    assertThat(retention.path("part").asLong() + churn.path("part").asLong())
        .isEqualTo(retention.path("whole").asLong());
    assertThat(cockpit.path("placements").path("rows").size()).isGreaterThan(4);
    JsonNode steps = cockpit.path("funnel").path("rows");
    assertThat(steps).as(cockpit.path("funnel").toString()).hasSize(3);
    // Others may have made experiments in the same bank, without anybody in them yet.
    assertThat(cockpit.path("experiments"))
        .anySatisfy(
            report -> {
              assertThat(report.path("experiment").path("key").asText())
                  .isEqualTo("fund_banner_creative");
              assertThat(report.path("comparisons").size()).isPositive();
            });
    assertThat(cockpit.path("goals").isArray()).isTrue();
    assertThat(cockpit.path("about").path("funnel").path("en").asText()).isNotEmpty();
  }

  @Test
  void repurchaseInTheCockpitIsThatOfHandWrittenSql() {
    JsonNode repurchase = product.get("/api/cockpit?last=28d").path("health").get(5);
    String sql =
        """
        SELECT count() AS whole, countIf(n >= 2) AS part FROM (
          SELECT dictGetOrDefault('profile_override','winner',profile_no,profile_no) AS p, count() AS n
          FROM events WHERE event = 'purchase' AND toDate(time) > toDate(now('Asia/Shanghai')) - 28
            AND toDate(time) <= toDate(now('Asia/Shanghai')) GROUP BY p)
        """;
    product
        .warehouse()
        .query(
            sql,
            Map.of(),
            row -> {
              assertThat(repurchase.path("whole").asLong()).isEqualTo(row.integer("whole"));
              assertThat(repurchase.path("part").asLong()).isEqualTo(row.integer("part"));
              return row;
            });
  }
}
