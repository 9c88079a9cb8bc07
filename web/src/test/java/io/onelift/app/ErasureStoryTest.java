package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The right to be forgotten, over HTTP. */
class ErasureStoryTest {
  private final Product product = Product.withBank();

  @Test
  void nothingThatTellsWhoAPersonWasIsLeftInAnyTable() {
    sendEverythingOf("er1");
    product.post(
        "/api/tags",
        "{\"key\":\"erase_tag\",\"names\":{\"zh\":\"x\",\"en\":\"x\"},\"type\":\"enum\",\"definition\":{\"trait\":\"erase_mark\"}}");
    product.await("/api/tags/erase_tag", tag -> tag.path("profiles").asLong() == 1);
    product.get("/api/placements/fund_banner/offers?id=er1-user-4711");
    JsonNode before = product.get("/api/profiles?id=er1-user-4711");
    assertThat(before.path("merges")).isNotEmpty();
    assertThat(size("er1-mark")).isEqualTo(1);
    long rejected = product.get("/api/events/rejected").path("total").asLong();

    JsonNode erasure = erase("id_type=user_id&id=er1-user-4711");

    assertThat(erasure.path("profile_id")).isEqualTo(before.path("profile_id"));
    assertThat(erasure.path("events").asInt()).isEqualTo(4);
    assertThat(erasure.path("identifiers").asInt()).isEqualTo(3);
    assertThat(erasure.path("traits").asInt()).isEqualTo(3);
    assertThat(erasure.path("rejected").asInt()).isEqualTo(2);
    assertThat(product.get("/api/events/rejected").path("total").asLong()).isEqualTo(rejected - 2);
    assertThat(product.admin("GET", "/api/profiles?id=er1-user-4711", "").statusCode())
        .isEqualTo(404);
    assertThat(product.get("/api/events/live?limit=500").toString()).doesNotContain("er1-");
    assertThat(size("er1-mark")).isZero();
    product.await("/api/tags/erase_tag", tag -> tag.path("profiles").asLong() == 0);
    for (String value :
        List.of(
            "er1-user-4711",
            "er1-device",
            "er1-mail@example.org",
            "er1-mark",
            "er1-name",
            "er1-note",
            "er1-shop",
            "er1-late")) {
      product.await("/api/health", _ -> Traces.of(product.warehouse(), value).isEmpty());
    }
  }

  @Test
  void whatWasErasedCanBeExplainedInNumbersAndARetryDoesNotBringItBack() {
    sendEverythingOf("er2");
    String id = erase("id=er2-user-4711").path("erasure_id").asText();

    JsonNode listed = product.get("/api/erasures").path("erasures").get(0);
    assertThat(listed.path("erasure_id").asText()).isEqualTo(id);
    assertThat(listed.path("done_at").isMissingNode()).isFalse();
    assertThat(listed.toString()).doesNotContain("er2-");
    long byDay = 0;
    for (JsonNode day : listed.path("events_by_day")) {
      byDay += day.path("events").asLong();
    }
    assertThat(byDay).isEqualTo(4);

    JsonNode retried = product.post("/v1/track", purchase("er2"));
    assertThat(retried.path("duplicates").asInt()).isEqualTo(1);
    assertThat(product.admin("GET", "/api/profiles?id=er2-user-4711", "").statusCode())
        .isEqualTo(404);
    product.post(
        "/v1/track", "{\"messageId\":\"er2-new\",\"userId\":\"er2-user-4711\",\"event\":\"back\"}");
    assertThat(product.get("/api/profiles?id=er2-user-4711").path("profile_id"))
        .isNotEqualTo(listed.path("profile_id"));
  }

  @Test
  void whoMustNotComeBackIsDroppedAndCounted() {
    sendEverythingOf("er3");
    erase("id=er3-user-4711&suppress=true");

    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"track","messageId":"er3-b1","userId":"er3-user-4711","event":"back"},
          {"type":"track","messageId":"er3-b2","anonymousId":"er3-device","event":"back"},
          {"type":"track","messageId":"er3-b3","userId":"er3-somebody","anonymousId":"er3-device",
           "event":"back"}]}
        """);

    assertThat(product.get("/api/erasures").path("erasures").get(0).path("dropped").asInt())
        .isEqualTo(2);
    assertThat(
            product
                .warehouse()
                .query(
                    "SELECT count() AS n FROM erased_messages WHERE fingerprint IN"
                        + " (murmurHash3_128('er3-b1'), murmurHash3_128('er3-b2'))",
                    Map.of(),
                    row -> row.integer("n"))
                .getFirst())
        .isEqualTo(2);
    assertThat(Traces.of(product.warehouse(), "er3-device")).isEmpty();
    assertThat(product.get("/api/profiles?id=er3-somebody").path("recent_events")).hasSize(1);
  }

  @Test
  void onlyAdministratorsEraseAndUnknownPeopleAreNotFound() {
    String analyst = product.key("analyst");
    assertThat(product.as(analyst, "DELETE", "/api/profiles?id=x", "").statusCode()).isEqualTo(403);
    assertThat(product.as(analyst, "GET", "/api/erasures", "").statusCode()).isEqualTo(403);
    assertThat(product.admin("DELETE", "/api/profiles?id=er-nobody", "").statusCode())
        .isEqualTo(404);
    HttpResponse<String> unclear =
        product.admin("DELETE", "/api/profiles?id=x&suppress=perhaps", "");
    assertThat(unclear.statusCode()).isEqualTo(400);
    assertThat(unclear.body()).contains("perhaps");
  }

  /** A visitor who logs in: four events, three identifiers, three traits, two rejections. */
  private void sendEverythingOf(String who) {
    product.post(
        "/v1/track",
        "{\"messageId\":\"%1$s-1\",\"anonymousId\":\"%1$s-device\",\"event\":\"looked\",\"properties\":{\"shop\":\"%1$s-shop\"}}"
            .formatted(who));
    product.post(
        "/v1/identify",
        """
        {"messageId":"%1$s-2","userId":"%1$s-user-4711",
         "context":{"externalIds":[{"id":"%1$s-mail@example.org","type":"email"}]},
         "traits":{"erase_mark":"%1$s-mark","name":"%1$s-name","erase_size":42}}
        """
            .formatted(who));
    product.post(
        "/v1/track",
        "{\"messageId\":\"%1$s-3\",\"userId\":\"%1$s-user-4711\",\"anonymousId\":\"%1$s-device\",\"event\":\"signed_in\"}"
            .formatted(who));
    product.post("/v1/track", purchase(who));
    HttpResponse<String> refused =
        product.admin(
            "POST",
            "/v1/track",
            "{\"messageId\":\"%1$s-5\",\"userId\":\"%1$s-user-4711\",\"event\":\"\",\"properties\":{\"note\":\"%1$s-late\"}}"
                .formatted(who));
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  /** Its amount is no number, so that a part of it is in quarantine. */
  private static String purchase(String who) {
    return "{\"messageId\":\"%1$s-4\",\"userId\":\"%1$s-user-4711\",\"event\":\"purchase\",\"properties\":{\"amount\":\"%1$s-note\"}}"
        .formatted(who);
  }

  private long size(String mark) {
    return product
        .post(
            "/api/audiences/estimate",
            "{\"rule\":{\"trait\":\"erase_mark\",\"in\":[\"" + mark + "\"]}}")
        .path("size")
        .asLong();
  }

  private JsonNode erase(String query) {
    HttpResponse<String> response = product.admin("DELETE", "/api/profiles?" + query, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Product.json(response);
  }
}
