package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SensorsStoryTest {
  private final Product product = Product.running();
  private final String key = product.key("ingest");

  private HttpResponse<String> send(String path, String body) {
    return product.send(product.request("POST", path, body).build());
  }

  private static String message(String type, String distinct, int track, String more) {
    return "{\"type\":\"%s\",\"distinct_id\":\"%s\",\"_track_id\":%d,\"time\":%d%s}"
        .formatted(type, distinct, track, Instant.now().toEpochMilli(), more);
  }

  @Test
  void aVisitorWhoSignsUpIsOneProfileWhicheverIdIsUsedLater() {
    String url = "/sa?project=" + key;
    String events =
        List.of(
                message("track", "sa-device", 1, ",\"event\":\"sa_view\""),
                message("track_signup", "sa-user", 2, ",\"original_id\":\"sa-device\""),
                message("track", "sa-user", 3, ",\"event\":\"sa_buy\""))
            .toString();

    HttpResponse<String> answer = send(url, events);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(send(url, events).statusCode()).isEqualTo(200);

    JsonNode profile = product.get("/api/profiles?id_type=user_id&id=sa-user");
    assertThat(profile.path("recent_events").findValuesAsText("event"))
        .containsExactlyInAnyOrder("sa_view", "$SignUp", "sa_buy");
    assertThat(product.get("/api/profiles?id_type=anonymous_id&id=sa-device").path("profile_id"))
        .isEqualTo(profile.path("profile_id"));
  }

  @Test
  void keysComeInTheUrlAndNothingGoesWithoutOne() {
    String event = message("track", "sa-key", 9, ",\"event\":\"sa_key\"");
    assertThat(send("/sa?project=default&token=" + key, event).statusCode()).isEqualTo(200);
    assertThat(send("/sa?project=default", event).statusCode()).isEqualTo(401);
    assertThat(send("/sa", event).statusCode()).isEqualTo(401);
  }

  @Test
  void whatCannotBeTakenIsKeptWithTheReasonAndHoldsNothingUp() {
    HttpResponse<String> partly =
        send("/sa?token=" + key, "[" + message("dance", "sa-bad", 11, "") + "]");
    assertThat(partly.statusCode()).isEqualTo(200);
    assertThat(partly.body()).contains("dance");

    HttpResponse<String> damaged = send("/sa?token=" + key, "data=e30%3D&ext=crc%3D7");
    assertThat(damaged.statusCode()).isEqualTo(400);
    assertThat(damaged.body()).contains("crc=7");

    String quarantine = product.get("/api/events/rejected").toString();
    assertThat(quarantine).contains("sa-bad", "data=e30%3D&ext=crc%3D7").doesNotContain(key);
  }

  @Test
  void debugModeSaysWhatWouldHappenAndDoesNothing() {
    String event = message("track", "sa-dry", 21, ",\"event\":\"sa_dry\"");
    HttpResponse<String> dry =
        product.send(
            product
                .request("POST", "/debug?token=" + key, event)
                .header("Dry-Run", "true")
                .build());
    assertThat(Product.json(dry).path("accepted").asInt()).isEqualTo(1);
    assertThat(product.admin("GET", "/api/profiles?id_type=user_id&id=sa-dry", "").statusCode())
        .isEqualTo(404);
    HttpResponse<String> wrong = send("/debug?token=" + key, message("track", "sa-dry", 22, ""));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("'event' is missing");
  }

  @Test
  void itemsAreATableOfTheCatalogAndOfSql() {
    String item =
        "{\"type\":\"item_set\",\"item_type\":\"fund\",\"item_id\":\"%s\",\"time\":%d,\"properties\":{\"fund_name\":\"稳健\",\"nav\":1.25}}";
    long now = Instant.now().toEpochMilli();
    send(
        "/sa?token=" + key,
        "[" + item.formatted("F1", now) + "," + item.formatted("F2", now) + "]");
    send("/sa?token=" + key, item.formatted("F2", now + 1).replace("item_set", "item_delete"));

    JsonNode table =
        product
            .get("/api/catalog")
            .path("tables")
            .valueStream()
            .filter(t -> t.path("name").asText().equals("items"))
            .findFirst()
            .orElseThrow();
    assertThat(table.path("columns").findValuesAsText("name"))
        .contains("item_type", "item_id", "updated_at", "fund_name", "nav");
    JsonNode rows =
        product
            .post(
                "/api/sql",
                "{\"sql\":\"SELECT item_id, fund_name, nav FROM items WHERE item_type = 'fund'\"}")
            .path("rows");
    assertThat(rows.toString()).isEqualTo("[[\"F1\",\"稳健\",1.25]]");
  }

  @Test
  void boundsOfEventTimesHoldForEveryWireFormatAtOnce() {
    long old = Instant.now().minusSeconds(40 * 86_400).toEpochMilli();
    String sensors =
        "{\"type\":\"track\",\"event\":\"sa_old\",\"distinct_id\":\"sa-old\",\"time\":" + old + "}";
    String segment =
        "{\"event\":\"seg_old\",\"userId\":\"sa-old\",\"timestamp\":\"%s\",\"messageId\":\"sa-old-1\"}"
            .formatted(Instant.ofEpochMilli(old));
    assertThat(product.get("/api/ingest/bounds").toString())
        .isEqualTo("{\"oldest_days\":null,\"ahead_minutes\":1440}");
    assertThat(product.admin("PUT", "/api/ingest/bounds", "{\"oldest_days\":0}").body())
        .contains("/oldest_days");
    try {
      product.admin("PUT", "/api/ingest/bounds", "{\"oldest_days\":30,\"ahead_minutes\":5}");
      assertThat(send("/sa?token=" + key, sensors).body()).contains("must lie between");
      assertThat(product.admin("POST", "/v1/track", segment).statusCode()).isEqualTo(400);
    } finally {
      product.admin("PUT", "/api/ingest/bounds", "{\"oldest_days\":null,\"ahead_minutes\":1440}");
    }
    assertThat(product.admin("POST", "/v1/track", segment).statusCode()).isEqualTo(200);
  }

  @Test
  void whileTheWarehouseHangsServersAreAskedToComeAgainAndPagesAreWaitedFor() throws Exception {
    String server = message("track", "sa-hung", 31, ",\"event\":\"sa_hung_server\"");
    String page = message("track", "sa-hung", 32, ",\"event\":\"sa_hung_page\"");
    String data =
        URLEncoder.encode(
            Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    signalEngine("STOP");
    try (ExecutorService pages = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> image =
          pages.submit(
              () ->
                  product.send(
                      product
                          .request("GET", "/sa.gif?token=" + key + "&data=" + data, "")
                          .build()));
      HttpResponse<String> away = send("/sa?token=" + key, server);
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
      assertThat(image.isDone()).isFalse();
      signalEngine("CONT");
      assertThat(image.get().statusCode()).isEqualTo(200);
      HttpResponse<String> again = send("/sa?token=" + key, server);
      while (again.statusCode() == 503) {
        again = send("/sa?token=" + key, server);
      }
      assertThat(again.statusCode()).isEqualTo(200);
    } finally {
      signalEngine("CONT");
    }
    assertThat(
            product
                .post(
                    "/api/sql",
                    "{\"sql\":\"SELECT event, COUNT(*) FROM events WHERE event LIKE 'sa_hung%'"
                        + " GROUP BY event ORDER BY event\"}")
                .path("rows")
                .toString())
        .isEqualTo("[[\"sa_hung_page\",1],[\"sa_hung_server\",1]]");
  }

  /** To the engine's process, the only one of Java's that this JVM is the parent of. */
  private static void signalEngine(String name) throws IOException, InterruptedException {
    ProcessHandle engine =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow();
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(engine.pid())).start().waitFor())
        .isZero();
  }
}
