package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Analyses over HTTP: asked, drilled into, and kept as an audience. */
class AnalysisStoryTest {
  private final Product product = Product.running();

  private void send(String user, String event, Instant time) {
    product.post(
        "/v1/track",
        """
        {"event":"%s","userId":"%s","timestamp":"%s","properties":{"price":3}}
        """
            .formatted(event, user, time));
  }

  @Test
  void aFunnelIsAskedAndWhoDroppedOutIsKept() {
    Instant day = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    for (String user : new String[] {"an-a", "an-b", "an-c"}) {
      send(user, "an_view", day);
    }
    send("an-a", "an_buy", day.plusSeconds(60));
    send("an-b", "an_buy", day.minusSeconds(60));
    String request =
        """
        {"range":{"last":"7d"},"window":"1h",
         "steps":[{"event":"an_view"},{"event":"an_buy","name":"bought"}]}
        """;

    JsonNode answer = product.post("/api/analyses/funnel", request);

    assertThat(answer.path("columns").findValuesAsText("name"))
        .containsExactly(
            "step",
            "label",
            "users",
            "conversion",
            "from_previous",
            "median_seconds",
            "p90_seconds");
    assertThat(answer.path("columns").findValuesAsText("role"))
        .containsExactly("step", "label", "measure", "rate", "rate", "duration", "duration");
    assertThat(answer.path("rows").path(0).path(2).asInt()).isEqualTo(3);
    assertThat(answer.path("rows").path(1).path(1).asText()).isEqualTo("bought");
    assertThat(answer.path("rows").path(1).path(2).asInt()).isEqualTo(1);
    assertThat(answer.path("rows").path(1).path(5).asDouble()).isEqualTo(60);
    assertThat(answer.path("model").asText()).isEqualTo("funnel");
    assertThat(answer.path("range").path("from").asText()).hasSize(10);
    assertThat(answer.path("executed_sql").asText()).contains("FROM `events`");

    JsonNode kept =
        product.post(
            "/api/analyses/funnel/members",
            """
            {"request":%s,"cell":{"step":2,"measure":"dropped"},"limit":1,
             "save_as":{"key":"an_dropped","name":"Dropped out"}}
            """
                .formatted(request));

    assertThat(kept.path("size").asInt()).isEqualTo(2);
    assertThat(kept.path("members")).hasSize(1);
    assertThat(kept.path("audience").asText()).isEqualTo("an_dropped");
    JsonNode audience = product.get("/api/audiences/an_dropped");
    assertThat(audience.path("kind").asText()).isEqualTo("static");
    send("an-c", "an_buy", day.plusSeconds(90));
    assertThat(product.get("/api/audiences/an_dropped/members").path("size").asInt()).isEqualTo(2);
    assertThat(
            product
                .admin(
                    "POST",
                    "/api/analyses/funnel/members",
                    """
                    {"request":%s,"cell":{"step":2,"measure":"users"},
                     "save_as":{"key":"an_dropped","name":"Again"}}
                    """
                        .formatted(request))
                .body())
        .contains("/save_as/key");
  }

  @Test
  void whatIsWrongIsSaidAtOnceWithWhereItIs() {
    var response =
        product.admin(
            "POST",
            "/api/analyses/segmentation",
            "{\"range\":{\"last\":\"x\"},\"series\":[{\"event\":\"no_such_event_at_all\"}]}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("/range/last").contains("/series/0/event");
    assertThat(product.admin("POST", "/api/analyses/segmentatoin", "{}").statusCode())
        .isEqualTo(404);
    assertThat(
            product
                .admin(
                    "POST",
                    "/api/analyses/segmentation/members",
                    "{\"request\":{\"series\":[{\"event\":\"no_such_event_at_all\"}]},"
                        + "\"cell\":{\"measure\":\"A\"}}")
                .body())
        .contains("/request/series/0/event");
  }
}
