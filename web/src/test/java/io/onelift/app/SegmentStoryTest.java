package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SegmentStoryTest {
  private final Product product = Product.running();

  @Test
  void aVisitorWhoSignsInIsOneProfileWithTheEarlierEvents() {
    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"track","anonymousId":"story-a","event":"view_product","messageId":"story-1",
           "properties":{"product_id":"F001"}},
          {"type":"page","anonymousId":"story-a","name":"基金","messageId":"story-2"}]}
        """);
    product.post(
        "/v1/identify",
        """
        {"anonymousId":"story-a","userId":"story-u","messageId":"story-3",
         "traits":{"city":"上海","phone":"13912345678"}}
        """);

    JsonNode profile = product.get("/api/profiles?id_type=anonymous_id&id=story-a");

    assertThat(profile.path("profile_id"))
        .isEqualTo(product.get("/api/profiles?id_type=user_id&id=story-u").path("profile_id"));
    assertThat(profile.path("traits").path("city").asText()).isEqualTo("上海");
    assertThat(profile.path("recent_events").findValuesAsText("event"))
        .containsExactlyInAnyOrder("view_product", "page", "identify");
  }

  @Test
  void anEventCountsOnceHoweverOftenItIsSent() {
    String event =
        "{\"userId\":\"once-u\",\"event\":\"login\",\"messageId\":\"once-1\",\"type\":\"track\"}";
    assertThat(product.post("/v1/track", event).path("accepted").asInt()).isEqualTo(1);

    JsonNode again = product.post("/v1/track", event);

    assertThat(again.path("accepted").asInt()).isZero();
    assertThat(again.path("duplicates").asInt()).isEqualTo(1);
  }

  @Test
  void writeKeysComeInHeadersAndBodies() {
    String key = product.key("ingest");
    String event = "{\"userId\":\"key-u\",\"event\":\"login\",\"messageId\":\"%s\"%s}";
    String basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));

    assertThat(
            product
                .send(
                    product
                        .request("POST", "/v1/track", event.formatted("key-1", ""))
                        .header("Authorization", "Basic " + basic)
                        .build())
                .statusCode())
        .isEqualTo(200);
    assertThat(
            product
                .send(
                    product
                        .request(
                            "POST",
                            "/v1/t",
                            event.formatted("key-2", ",\"writeKey\":\"" + key + "\""))
                        .build())
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> none =
        product.send(product.request("POST", "/v1/track", event.formatted("key-3", "")).build());
    assertThat(none.statusCode()).isEqualTo(401);
  }

  @Test
  void anEventThatCannotBeTakenWaitsInQuarantineWithTheReason() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            "/v1/track",
            "{\"event\":\"nobody\",\"messageId\":\"bad-1\",\"type\":\"track\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Product.json(refused).path("errors")).isNotEmpty();
    assertThat(product.get("/api/events/rejected").path("rejected").toString()).contains("bad-1");
  }

  @Test
  void browsersOfOtherSitesMaySendEvents() {
    HttpResponse<String> preflight = product.send(product.request("OPTIONS", "/v1/t", "").build());

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void whatIsTooLargeIsA400WithTheReasonAlsoWhenOnlyGunzipShowsIt() throws IOException {
    String event =
        "{\"type\":\"track\",\"userId\":\"big\",\"event\":\"%s\",\"messageId\":\"%s\",\"properties\":{\"x\":\"%s\"}}";
    String large = event.formatted("large", "big-1", "x".repeat(40_000));
    assertTooLarge(product.admin("POST", "/v1/track", large), "32 KB");
    String call = "{\"batch\":[\"" + "y".repeat(600_000) + "\"]}";
    assertTooLarge(product.admin("POST", "/v1/batch", call), "500 KB");
    assertTooLarge(product.admin("POST", "/v1/batch", " ".repeat(11_000_000)), "500 KB");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(call.getBytes(StandardCharsets.UTF_8));
    }
    assertTooLarge(
        product.send(
            product
                .request("POST", "/v1/batch", "")
                .header("Authorization", "Bearer " + product.adminKey())
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build()),
        "500 KB");

    JsonNode batch =
        product.post(
            "/v1/batch",
            "{\"batch\":[" + large + "," + event.formatted("small", "big-2", "") + "]}");
    assertThat(batch.path("accepted").asInt()).isEqualTo(1);
    assertThat(batch.path("rejected").asInt()).isEqualTo(1);
  }

  private static void assertTooLarge(HttpResponse<String> answer, String limit) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(limit);
  }

  @Test
  void theBrowsersLibraryIsToldWhereToSend() {
    String key = product.key("ingest");
    JsonNode settings =
        Product.json(
            product.send(product.request("GET", "/v1/projects/" + key + "/settings", "").build()));
    assertThat(settings.at("/integrations/Segment.io/apiKey").asText()).isEqualTo(key);
    assertThat("http://" + settings.at("/integrations/Segment.io/apiHost").asText())
        .isEqualTo(product.address() + "/v1");
    assertThat(settings.at("/metrics/sampleRate").asInt()).isZero();
    assertThat(
            product
                .send(product.request("GET", "/v1/projects/nokey/settings", "").build())
                .statusCode())
        .isEqualTo(401);
  }
}
