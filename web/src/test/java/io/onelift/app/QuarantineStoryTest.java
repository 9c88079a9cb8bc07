package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Over HTTP: what could not be taken is found by its reason, corrected, replayed, discarded. */
class QuarantineStoryTest {
  private final Product product = Product.running();

  @Test
  void aRejectedEventIsCorrectedAndReplayedOnce() {
    String sent =
        "{\"batch\":[{\"type\":\"track\",\"userId\":\"quarantine-story\",\"messageId\":\"quarantine-1\"}]}";
    assertThat(product.admin("POST", "/v1/batch", sent).statusCode()).isEqualTo(400);
    JsonNode rejected =
        product
            .get("/api/events/rejected?source=segment&part=false&reason=%27event%27")
            .at("/rejected/0");
    assertThat(rejected.path("message_id").asText()).isEqualTo("quarantine-1");
    String path = "/api/events/rejected/" + rejected.path("id").asText();

    JsonNode wrong = Product.json(product.admin("PUT", path, "{\"payload\":{\"type\":\"track\"}}"));
    assertThat(wrong.path("acceptable").asBoolean()).isFalse();
    assertThat(wrong.path("problems")).hasSize(2);
    JsonNode right =
        Product.json(
            product.admin(
                "PUT",
                path,
                """
                {"payload":{"type":"track","event":"told late","userId":"quarantine-story",
                  "messageId":"quarantine-1"}}
                """));
    assertThat(right.path("acceptable").asBoolean()).isTrue();
    assertThat(product.get(path).at("/fixed/event").asText()).isEqualTo("told late");
    assertThat(product.get(path).at("/payload").has("event")).isFalse();

    String ids = "{\"ids\":[\"" + rejected.path("id").asText() + "\"]}";
    assertThat(product.post("/api/events/rejected/replay", ids).path("replayed").asInt())
        .isEqualTo(1);
    assertThat(product.post("/api/events/rejected/replay", ids).path("total").asInt()).isZero();
    assertThat(product.get("/api/events/rejected/replay").path("running").asBoolean()).isFalse();
    assertThat(
            product.get("/api/profiles?id_type=user_id&id=quarantine-story").path("recent_events"))
        .hasSize(1);
  }

  @Test
  void whatIsDiscardedIsNotFoundAndOnlyAdministratorsLook() {
    product.admin(
        "POST",
        "/v1/track",
        "{\"event\":\"nobody\",\"messageId\":\"quarantine-2\",\"properties\":{}}");
    JsonNode rejected = product.get("/api/events/rejected?reason=userId").at("/rejected/0");
    String path = "/api/events/rejected/" + rejected.path("id").asText();

    assertThat(product.as(product.key("analyst"), "DELETE", path, "").statusCode()).isEqualTo(403);
    assertThat(product.admin("POST", "/api/events/rejected/discard", "").statusCode())
        .isEqualTo(400);
    assertThat(product.admin("DELETE", path, "").statusCode()).isEqualTo(204);

    assertThat(product.admin("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(product.admin("GET", "/api/events/rejected?part=perhaps", "").body())
        .contains("true for left out properties");
    assertThat(product.get("/api/events/rejected/reasons").path("reasons").isArray()).isTrue();
  }
}
