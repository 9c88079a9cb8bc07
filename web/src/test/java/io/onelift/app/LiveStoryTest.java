package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What is sent as instant is in the next estimate and the next decision. */
class LiveStoryTest {
  private final Product product = Product.running();

  private static String buy(String user, boolean instant) {
    return "{\"type\":\"track\",\"event\":\"live_story_buy\",\"userId\":\"%s\",\"context\":{\"instant\":%s}}"
        .formatted(user, instant);
  }

  @Test
  void anAcknowledgedInstantEventIsInTheNextEstimateAndDecision() {
    product.post(
        "/v1/batch",
        "{\"batch\":["
            + buy("live-a", false)
            + ","
            + buy("live-b", false)
            + ","
            + buy("live-c", false)
            + ","
            + buy("live-c", false)
            + "]}");
    product.post(
        "/api/tags",
        """
        {"key":"live_story_buys","type":"number",
         "definition":{"event":"live_story_buy","aggregate":"count"}}
        """);
    product.post(
        "/api/tags",
        """
        {"key":"live_story_stage","type":"enum","definition":{"rows":[
          {"rule":{"tag":"live_story_buys","gte":2},"value":"loyal"}],"otherwise":"new"}}
        """);
    product.post(
        "/api/decision-tables",
        """
        {"key":"live_story","name":"x","rows":[
          {"rule":{"tag":"live_story_stage","in":["loyal"]},"then":{"benefit":"card"}}]}
        """);
    product.post("/api/tags/live_story_stage/refresh", "");
    assertThat(loyal()).isEqualTo(1);
    assertThat(decide("live-a").has("row")).isFalse();

    product.post("/v1/track", buy("live-a", true));

    assertThat(loyal()).isEqualTo(2);
    assertThat(decide("live-a").path("outcome").path("benefit").asText()).isEqualTo("card");
    assertThat(behaved()).isEqualTo(2);

    // A refresh comes within a second by itself; behaviour is asked of the events at once.
    product.post("/v1/track", buy("live-b", false));
    assertThat(behaved()).isEqualTo(3);
    product.await(
        "/api/decision-tables/live_story/decide?id=live-b", decided -> decided.has("row"));
    assertThat(loyal()).isEqualTo(3);
  }

  private long loyal() {
    return size("{\"tag\":\"live_story_stage\",\"in\":[\"loyal\"]}");
  }

  private long behaved() {
    return size("{\"event\":\"live_story_buy\",\"count\":{\"gte\":2}}");
  }

  private long size(String rule) {
    return product.post("/api/audiences/estimate", "{\"rule\":" + rule + "}").path("size").asLong();
  }

  private JsonNode decide(String user) {
    return product.get("/api/decision-tables/live_story/decide?id=" + user);
  }
}
