package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DecisionStoryTest {
  private final Product product = Product.running();

  @Test
  void anOfferThatConvertsMovesUpAndSomebodyUnknownGetsTheFallback() {
    product.post("/api/offers", "{\"key\":\"plain\",\"name\":\"Plain\"}");
    product.post("/api/offers", "{\"key\":\"liked\",\"name\":\"Liked\"}");
    product.post(
        "/api/placements",
        "{\"key\":\"front\",\"name\":\"Front\",\"offers\":[\"plain\",\"liked\"],\"fallback\":\"plain\"}");
    send("plain", 200, 2);
    send("liked", 200, 60);

    JsonNode known = ranked("/api/placements/front/offers?id=shown-0&limit=2");
    JsonNode unknown = product.get("/api/placements/front/offers?id=nobody-ever");

    assertThat(known.path("fallback").asBoolean()).isFalse();
    assertThat(known.path("offers").path(0).path("offer").asText()).isEqualTo("liked");
    assertThat(known.path("offers").path(0).path("propensity").asDouble()).isGreaterThan(0.9);
    assertThat(unknown.path("fallback").asBoolean()).isTrue();
    assertThat(unknown.path("offers").path(0).path("offer").asText()).isEqualTo("plain");
    JsonNode stats = product.get("/api/placements/front").path("stats");
    assertThat(stats.path(1).path("exposures").asInt()).isEqualTo(200);
    assertThat(stats.path(1).path("conversions").asInt()).isEqualTo(60);
  }

  // A cold process may take longer than a decision may, and then answers with the fallback.
  private JsonNode ranked(String path) {
    JsonNode decision = product.get(path);
    for (int i = 0; i < 100 && decision.path("fallback").asBoolean(); i++) {
      decision = product.get(path);
    }
    return decision;
  }

  private void send(String offer, int exposures, int conversions) {
    StringBuilder batch = new StringBuilder("{\"batch\":[");
    for (int i = 0; i < exposures; i++) {
      batch.append(i == 0 ? "" : ",").append(event("exposure", offer, i));
    }
    for (int i = 0; i < conversions; i++) {
      batch.append(',').append(event("conversion", offer, i));
    }
    product.post("/v1/batch", batch.append("]}").toString());
  }

  private static String event(String name, String offer, int person) {
    return """
    {"type":"track","event":"%1$s","userId":"shown-%3$d","messageId":"%1$s-%2$s-%3$d",
     "properties":{"placement":"front","offer":"%2$s"}}
    """
        .formatted(name, offer, person);
  }

  @Test
  void anExperimentIsAFlagForAnyOpenFeatureClient() {
    product.post(
        "/api/experiments",
        """
        {"key":"colour","name":"Colour","variants":[
           {"key":"blue","control":true,"weight":1},{"key":"red","weight":1}],
         "metrics":[{"key":"conversion","event":"conversion","kind":"conversion"}]}
        """);
    String body = "{\"context\":{\"targetingKey\":\"flag-u\"}}";
    product.post("/v1/identify", "{\"userId\":\"flag-u\",\"messageId\":\"flag-1\"}");
    assertThat(flag(body).path("reason").asText()).isEqualTo("DISABLED");
    product.post("/api/experiments/colour/start", "");

    JsonNode assigned = flag(body);

    assertThat(assigned.path("reason").asText()).isEqualTo("SPLIT");
    assertThat(assigned.path("variant").asText()).isIn("blue", "red");
    assertThat(flag(body)).isEqualTo(assigned);
  }

  private JsonNode flag(String body) {
    return product.post("/ofrep/v1/evaluate/flags/colour", body);
  }
}
