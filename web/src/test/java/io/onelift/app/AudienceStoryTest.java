package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.onelift.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be done with saved audiences, over HTTP. */
class AudienceStoryTest {
  private static final String SHANGHAI = "\"text\":\"city = '上海'\"";

  private final Product product = Product.withBank();

  private JsonNode save(String key, String rule) {
    return product.post("/api/audiences", "{\"key\":\"" + key + "\",\"name\":\"x\"," + rule + "}");
  }

  @Test
  void theSameSeedDrawsTheSamePeople() {
    save("drawn", SHANGHAI);

    JsonNode first = product.get("/api/audiences/drawn/sample?size=20&seed=7");

    assertThat(first.path("members")).hasSize(20);
    assertThat(product.get("/api/audiences/drawn/sample?size=20&seed=7")).isEqualTo(first);
    assertThat(product.get("/api/audiences/drawn/sample?size=20&seed=8").path("members"))
        .isNotEqualTo(first.path("members"));
    JsonNode masked =
        Product.json(
            product.as(
                product.key("analyst"), "GET", "/api/audiences/drawn/sample?size=20&seed=7", ""));
    assertThat(masked.path("members").findValuesAsText("profile_id"))
        .isEqualTo(first.path("members").findValuesAsText("profile_id"));
    assertThat(masked.toString()).contains("***");
    assertThat(first.toString()).doesNotContain("***");
    refused("GET", "/api/audiences/drawn/sample?size=0", "", 400);
  }

  @Test
  void whoWasDrawnStaysDrawnAfterAMerge() {
    StringBuilder people = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      people
          .append(i == 0 ? "" : ",")
          .append("{\"type\":\"identify\",\"userId\":\"drawn-%d\",".formatted(i))
          .append("\"traits\":{\"drawing\":\"in\"}}");
    }
    product.post("/v1/batch", "{\"batch\":[" + people + "]}");
    product.post(
        "/api/audiences",
        "{\"key\":\"drawing\",\"name\":\"x\",\"rule\":{\"trait\":\"drawing\",\"eq\":\"in\"}}");
    String draw = "/api/audiences/drawing/sample?size=10&seed=3";
    JsonNode before = product.get(draw).path("members");
    assertThat(before).hasSize(10);

    // One who was drawn and one who was not turn out to be visitors known since.
    List<String> drawn = before.findValuesAsText("user_id");
    String other =
        IntStream.range(0, 30)
            .mapToObj(i -> "drawn-" + i)
            .filter(user -> !drawn.contains(user))
            .findFirst()
            .orElseThrow();
    for (String user : List.of(drawn.getFirst(), other)) {
      String visitor = "visitor-" + user;
      product.post("/v1/track", "{\"event\":\"drawing\",\"anonymousId\":\"" + visitor + "\"}");
      product.post(
          "/v1/identify",
          "{\"userId\":\"%s\",\"anonymousId\":\"%s\",\"traits\":{}}".formatted(user, visitor));
      JsonNode merges = product.get("/api/profiles?id_type=user_id&id=" + user).path("merges");
      assertThat(merges).isNotEmpty();
    }

    assertThat(product.get(draw).path("members").findValuesAsText("profile_id"))
        .isEqualTo(before.findValuesAsText("profile_id"));
    assertThat(product.get(draw).path("size").asInt()).isEqualTo(30);
  }

  @Test
  void anInsightComparesWithEverybodyOrAnotherAudience() {
    JsonNode audience = save("locals", SHANGHAI);
    long everybody =
        product
            .post("/api/audiences/estimate", "{\"text\":\"city IS NOT NULL OR city IS NULL\"}")
            .path("size")
            .asLong();

    JsonNode insight = product.get("/api/audiences/locals/insight?limit=500");

    assertThat(insight.path("size")).isEqualTo(audience.path("size"));
    assertThat(insight.path("reference_size").asLong()).isEqualTo(everybody);
    JsonNode last = insight.path("tags").get(insight.path("tags").size() - 1);
    assertThat(last.path("tag").asText()).isEqualTo("city");
    assertThat(last.path("in_rule").asBoolean()).isTrue();
    JsonNode shanghai = last.path("values").get(0);
    assertThat(shanghai.path("value").asText()).isEqualTo("上海");
    assertThat(shanghai.path("share").asDouble()).isEqualTo(1);
    assertThat(shanghai.path("tgi").asDouble())
        .isCloseTo(100.0 * everybody / audience.path("size").asLong(), within(1e-6));
    assertThat(shanghai.path("significant").asBoolean()).isTrue();
    save("elders", "\"text\":\"age >= 55\"");
    JsonNode other = product.get("/api/audiences/locals/insight?reference=elders");
    assertThat(other.path("reference").asText()).isEqualTo("elders");
    assertThat(refused("GET", "/api/audiences/locals/insight?reference=eldres", "", 400))
        .contains("Did you mean 'elders'?");
  }

  @Test
  void anOverlapIsTheSameAsCountingWithRules() {
    List<String> texts = List.of("city = '上海'", "age >= 40", "aum >= 50000");
    for (int i = 0; i < texts.size(); i++) {
      save("overlap_" + i, "\"text\":\"" + texts.get(i) + "\"");
    }

    JsonNode overlap =
        product.post(
            "/api/audiences/overlap",
            "{\"audiences\":[\"overlap_0\",\"overlap_1\",\"overlap_2\"]}");

    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        assertThat(overlap.path("matrix").get(a).get(b).asLong())
            .isEqualTo(count(texts.get(a) + " AND " + texts.get(b)));
      }
    }
    assertThat(overlap.path("union").asLong()).isEqualTo(count(String.join(" OR ", texts)));
    for (JsonNode part : overlap.path("intersections")) {
      List<String> conditions = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        boolean inside = part.path("audiences").toString().contains("overlap_" + i);
        conditions.add(inside ? texts.get(i) : "NOT (" + texts.get(i) + ")");
      }
      assertThat(part.path("size").asLong()).isEqualTo(count(String.join(" AND ", conditions)));
    }
    assertThat(
            refused(
                "POST",
                "/api/audiences/overlap",
                "{\"audiences\":[\"overlap_0\",\"overlap_9x\",\"overlap_0\"]}",
                400))
        .contains("/audiences/1", "/audiences/2");
  }

  private long count(String text) {
    return product
        .post("/api/audiences/estimate", "{\"text\":\"" + text + "\"}")
        .path("size")
        .asLong();
  }

  @Test
  void aStaticAudienceKeepsItsMembersAndADynamicOneHasAHistory() {
    JsonNode dynamic = save("moving", SHANGHAI);
    JsonNode fixed = save("fixed", SHANGHAI + ",\"static\":true");
    assertThat(dynamic.path("kind").asText()).isEqualTo("dynamic");
    assertThat(fixed.path("kind").asText()).isEqualTo("static");
    assertThat(fixed.path("size")).isEqualTo(dynamic.path("size"));
    assertThat(fixed.path("rule").toString()).isEqualTo("{\"snapshot\":\"fixed\",\"number\":1}");

    product.post("/api/audiences/moving/snapshots", "");
    product.admin(
        "PUT", "/api/audiences/moving", "{\"name\":\"x\",\"text\":\"city IN ('上海','北京')\"}");
    JsonNode second = product.post("/api/audiences/moving/snapshots", "");

    long beijing = count("city = '北京'");
    assertThat(second.path("joined").asLong()).isEqualTo(beijing);
    assertThat(second.path("left").asLong()).isZero();
    assertThat(product.get("/api/audiences/moving/snapshots").path("snapshots"))
        .hasSize(2)
        .first()
        .isEqualTo(second);
    assertThat(count("AUDIENCE('moving') AND NOT (SNAPSHOT('moving', 1))")).isEqualTo(beijing);
    assertThat(
            refused("POST", "/api/audiences/estimate", "{\"text\":\"SNAPSHOT('moving', 3)\"}", 400))
        .contains("has the snapshots 1, 2, not 3");
    assertThat(product.admin("DELETE", "/api/audiences/moving", "").statusCode()).isEqualTo(204);
    refused("GET", "/api/audiences/moving/snapshots", "", 404);
  }

  @Test
  void aListOfIdentifiersIsAnAudience() {
    save("source", SHANGHAI);
    List<String> users =
        product.get("/api/audiences/source/members?limit=3").findValuesAsText("user_id");
    JsonNode answer =
        product.post(
            "/api/audiences/upload?name=vips&key=vips",
            "id_type,id\nuser_id,"
                + users.get(0)
                + "\nuser_id,"
                + users.get(1)
                + "\nuser_id,"
                + users.get(1)
                + "\nphone,ab\n");

    assertThat(answer.path("matched").asLong()).isEqualTo(2);
    assertThat(answer.path("repeated").asLong()).isEqualTo(1);
    assertThat(answer.path("unmatched").asLong()).isEqualTo(1);
    assertThat(answer.path("some_unmatched").get(0).path("value").asText()).isEqualTo("ab");
    assertThat(answer.path("audience").path("kind").asText()).isEqualTo("upload");
    assertThat(product.get("/api/audiences/vips/members").findValuesAsText("user_id"))
        .containsExactlyInAnyOrder(users.get(0), users.get(1));

    product.post("/api/audiences/upload?name=vips&key=vips", users.get(2));
    assertThat(product.get("/api/audiences/vips/members").findValuesAsText("user_id"))
        .containsExactly(users.get(2));
    assertThat(count("SNAPSHOT('vips', 1)")).isEqualTo(2);
    refused("POST", "/api/audiences/upload?name=source&key=source", users.get(0), 409);
    refused("POST", "/api/audiences/upload?name=none", "a,b,c", 400);
  }

  @Test
  void whoComesAfterAListIsAMember() {
    JsonNode answer =
        product.post("/api/audiences/upload?name=late&key=late", "list-late\nlist-never");
    assertThat(answer.path("unmatched").asLong()).isEqualTo(2);
    assertThat(product.get("/api/audiences/late/snapshots").path("unmatched").asLong())
        .isEqualTo(2);

    product.post("/v1/identify", "{\"userId\":\"list-late\",\"traits\":{}}");

    product.await("/api/audiences/late", audience -> audience.path("size").asLong() == 1);
    assertThat(product.get("/api/audiences/late/members").findValuesAsText("user_id"))
        .containsExactly("list-late");
    product.await("/api/audiences/late/snapshots", list -> list.path("unmatched").asLong() == 1);
  }

  @Test
  void exportsAreFilesMaskedByRole() {
    JsonNode audience = save("exported", SHANGHAI);
    String analyst = product.key("analyst");

    JsonNode clear = product.post("/api/audiences/exported/export", "{\"format\":\"csv\"}");
    JsonNode masked =
        Product.json(
            product.as(
                analyst, "POST", "/api/audiences/exported/export", "{\"format\":\"jsonl\"}"));

    for (JsonNode job : List.of(clear, masked)) {
      JsonNode done =
          product.await(
              "/api/exports/" + job.path("id").asText(),
              now -> now.path("state").asText().equals("done"));
      assertThat(done.path("done")).isEqualTo(audience.path("size"));
      assertThat(done.path("total")).isEqualTo(audience.path("size"));
    }
    String file = "/api/exports/" + clear.path("id").asText() + "/file";
    List<String> csv = product.admin("GET", file, "").body().lines().toList();
    assertThat(csv).hasSize(audience.path("size").asInt() + 1);
    assertThat(csv.getFirst()).startsWith("profile_id,user_id,identifiers,").contains("city");
    assertThat(csv).noneMatch(line -> line.contains("***"));
    assertThat(product.as(analyst, "GET", file, "").statusCode()).isEqualTo(403);
    List<String> json =
        product
            .as(analyst, "GET", "/api/exports/" + masked.path("id").asText() + "/file", "")
            .body()
            .lines()
            .toList();
    assertThat(json)
        .hasSize(audience.path("size").asInt())
        .allMatch(line -> line.contains("\"city\":\"上海\"") && line.contains("***"));
    assertThat(refused("POST", "/api/audiences/exported/export", "{\"format\":\"xls\"}", 400))
        .contains("csv, jsonl, parquet, webhook");
    refused("GET", "/api/exports/nope", "", 404);
  }

  @Test
  void aParquetFileHoldsTheMembersWithTypedColumnsMaskedByRole() {
    JsonNode audience = save("in_columns", SHANGHAI);
    readBack("clear_members", product.adminKey());
    readBack("masked_members", product.key("analyst"));
    Set<String> members =
        Set.copyOf(
            product
                .get("/api/audiences/in_columns/members?limit=1000")
                .path("members")
                .findValuesAsText("profile_id"));

    assertThat(members).hasSize(audience.path("size").asInt());
    for (String table : List.of("clear_members", "masked_members")) {
      List<String> rows =
          product
              .warehouse()
              .query(
                  "SELECT profile_id FROM "
                      + table
                      + " WHERE city = '上海' AND (age IS NULL OR age BETWEEN 18 AND 99)",
                  Map.of(),
                  row -> row.text("profile_id"));
      assertThat(rows).as(table).containsExactlyInAnyOrderElementsOf(members);
    }
    assertThat(count("clear_members", "has(identifiers, concat('user_id:', user_id))"))
        .isEqualTo(members.size());
    assertThat(
            count(
                "clear_members",
                "coalesce(registered_at < now(), true) AND coalesce(name, '') != '***'"))
        .isEqualTo(members.size());
    assertThat(count("clear_members", "age BETWEEN 18 AND 99 AND name IS NOT NULL")).isPositive();
    assertThat(
            count(
                "masked_members",
                "coalesce(registered_at < now(), true) AND coalesce(name, '***') = '***'"))
        .isEqualTo(members.size());
  }

  /** Exports the members for whoever has this key, and lets the engine read the file again. */
  private void readBack(String table, String key) {
    String id =
        Product.json(
                product.as(
                    key, "POST", "/api/audiences/in_columns/export", "{\"format\":\"parquet\"}"))
            .path("id")
            .asText();
    product.await("/api/exports/" + id, now -> now.path("state").asText().equals("done"));
    product
        .warehouse()
        .execute(
            "CREATE TABLE "
                + table
                + " (profile_id String, user_id Nullable(String), identifiers Array(String),"
                + " name Nullable(String), city Nullable(String), age Nullable(Float64),"
                + " registered_at Nullable(DateTime64(3, 'UTC')))"
                + " ENGINE = Memory");
    byte[] file = product.bytes(key, "/api/exports/" + id + "/file");
    product.warehouse().write(table, new ByteArrayInputStream(file), "Parquet");
  }

  private long count(String table, String condition) {
    return product
        .warehouse()
        .query(
            "SELECT count() AS n FROM " + table + " WHERE " + condition,
            Map.of(),
            row -> row.integer("n"))
        .getFirst();
  }

  @Test
  void membersAreKeptByASchedule() {
    save("scheduled", SHANGHAI);
    String schedule = "/api/audiences/scheduled/snapshots/schedule";
    HttpResponse<String> set = product.admin("PUT", schedule, "{\"every\":\"daily\"}");
    assertThat(Product.json(set).path("every").asText()).isEqualTo("daily");

    JsonNode kept =
        product.await(
            "/api/audiences/scheduled/snapshots", now -> now.path("snapshots").size() == 1);
    assertThat(kept.at("/snapshots/0/taken_by").asText()).isEqualTo("schedule");
    assertThat(kept.at("/schedule/every").asText()).isEqualTo("daily");
    assertThat(
            Instant.parse(kept.at("/schedule/next_at").asText()).atZone(ZoneId.of("Asia/Shanghai")))
        .matches(next -> next.toLocalTime().equals(LocalTime.MIDNIGHT));

    product.admin("PUT", schedule, "{\"every\":\"off\"}");
    assertThat(product.get("/api/audiences/scheduled/snapshots").path("schedule").toString())
        .isEqualTo("{\"every\":\"off\"}");
    assertThat(refused("PUT", schedule, "{\"every\":\"weekly\"}", 400))
        .contains("hourly, daily, off");
    save("fixed_members", SHANGHAI + ",\"static\":true");
    assertThat(
            refused(
                "PUT",
                "/api/audiences/fixed_members/snapshots/schedule",
                "{\"every\":\"daily\"}",
                409))
        .contains("fixed");
    refused("PUT", "/api/audiences/nobody/snapshots/schedule", "{\"every\":\"daily\"}", 404);
  }

  @Test
  void anExportIsDeliveredToAReceiverInSignedBatches() throws IOException {
    JsonNode audience = save("delivered", "\"text\":\"city IS NOT NULL\"");
    Set<String> people = ConcurrentHashMap.newKeySet();
    Set<String> ids = ConcurrentHashMap.newKeySet();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody());
          // The first try of the second batch fails and comes again under the same id.
          boolean first = ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          boolean refuse = first && body.path("batch").asInt() == 2;
          if (!refuse) {
            people.addAll(body.path("members").findValuesAsText("profile_id"));
          }
          boolean signed = exchange.getRequestHeaders().containsKey("webhook-signature");
          exchange.sendResponseHeaders(refuse || !signed ? 500 : 204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      JsonNode job =
          product.post(
              "/api/audiences/delivered/export",
              "{\"format\":\"webhook\",\"url\":\"http://127.0.0.1:"
                  + receiver.getAddress().getPort()
                  + "/hook\",\"secret\":\"whsec_"
                  + Base64.getEncoder().encodeToString(new byte[32])
                  + "\"}");
      product.await(
          "/api/exports/" + job.path("id").asText(),
          now -> now.path("state").asText().equals("done"));
    } finally {
      receiver.stop(0);
    }
    assertThat(people).hasSize(audience.path("size").asInt());
    assertThat(ids).hasSize((audience.path("size").asInt() + 499) / 500);
    assertThat(
            refused(
                "POST",
                "/api/audiences/delivered/export",
                "{\"format\":\"webhook\",\"url\":\"ftp://x\",\"secret\":\"s\"}",
                400))
        .contains("/url", "/secret");
  }

  private String refused(String method, String path, String body, int status) {
    HttpResponse<String> response = product.admin(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }
}
