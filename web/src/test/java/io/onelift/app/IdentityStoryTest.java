package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One person, and two, as the programs and people of a bank see it. */
class IdentityStoryTest {
  private final Product product = Product.running();

  private void send(String... events) {
    product.post("/v1/batch", "{\"batch\":[" + String.join(",", events) + "]}");
  }

  private static String track(String event, String who) {
    return "{\"type\":\"track\",\"event\":\"%s\",%s}".formatted(event, who);
  }

  private static String identify(String who, String traits) {
    return "{\"type\":\"identify\",%s,\"traits\":%s}".formatted(who, traits);
  }

  private static String phone(String number) {
    return "\"context\":{\"externalIds\":[{\"id\":\"%s\",\"type\":\"phone\",\"collection\":\"users\",\"encoding\":\"none\"}]}"
        .formatted(number);
  }

  private JsonNode profile(String type, String id) {
    return product.get("/api/profiles?id_type=" + type + "&id=" + id);
  }

  private static List<String> events(JsonNode profile) {
    List<String> events = new ArrayList<>();
    profile.path("recent_events").forEach(event -> events.add(event.path("event").asText()));
    return events;
  }

  private String variant(String type, String id) {
    JsonNode flag =
        product.post(
            "/ofrep/v1/evaluate/flags/id_story",
            "{\"context\":{\"targetingKey\":\"%s\",\"id_type\":\"%s\"}}".formatted(id, type));
    assertThat(flag.path("reason").asText()).isEqualTo("SPLIT");
    return flag.path("variant").asText();
  }

  private long estimate(String value) {
    return product
        .post(
            "/api/audiences/estimate",
            "{\"rule\":{\"trait\":\"id_story_colour\",\"eq\":\"%s\"}}".formatted(value))
        .path("size")
        .asLong();
  }

  private void awaitTag(String type, String id, String value) {
    String number = profile(type, id).path("profile_id").asText();
    product.await(
        "/api/profiles/" + number,
        profile -> profile.path("tags").path("id_story_colour").asText().equals(value));
  }

  @Test
  void followsAPersonFromVisitorToLoginToPhoneAndTakesAMistakeBack() {
    product.post(
        "/api/experiments",
        """
        {"key":"id_story","name":"Story","variants":[
           {"key":"a","control":true,"weight":1},{"key":"b","weight":1}],
         "metrics":[{"key":"conversion","event":"conversion","kind":"conversion"}]}
        """);
    product.post("/api/experiments/id_story/start", "");
    String visitor = "\"anonymousId\":\"id-web\"";
    String user = "\"userId\":\"id-li\"";
    send(
        identify(visitor, "{\"id_story_colour\":\"green\",\"id_story_size\":3}"),
        track("id_view", visitor));
    String first = variant("anonymous_id", "id-web");
    send(
        identify(user, "{\"id_story_colour\":\"blue\"}"),
        track("id_buy", user + "," + phone("13900000001")));
    String own = variant("user_id", "id-li");
    product.post(
        "/api/tags",
        """
        {"key":"id_story_colour","names":{"zh":"颜色","en":"Colour"},"type":"enum",
         "definition":{"trait":"id_story_colour"}}
        """);
    assertThat(estimate("green")).isEqualTo(1);
    assertThat(estimate("blue")).isEqualTo(1);
    awaitTag("anonymous_id", "id-web", "green");

    send(track("id_login", user + "," + visitor));

    JsonNode one = profile("user_id", "id-li");
    assertThat(profile("anonymous_id", "id-web")).isEqualTo(one);
    assertThat(profile("phone", "13900000001").path("profile_id"))
        .isEqualTo(one.path("profile_id"));
    assertThat(events(one)).contains("id_view", "id_buy", "id_login");
    assertThat(one.path("traits").path("id_story_colour").asText()).isEqualTo("blue");
    assertThat(one.path("traits").path("id_story_size").asDouble()).isEqualTo(3);
    assertThat(estimate("green")).isZero();
    awaitTag("anonymous_id", "id-web", "blue");
    assertThat(variant("user_id", "id-li")).as("the older one stays").isEqualTo(first);

    // An event of the day before, sent late by the visitor's browser.
    send(
        "{\"type\":\"track\",\"event\":\"id_late\",%s,\"timestamp\":\"%s\"}"
            .formatted(visitor, java.time.Instant.now().minus(java.time.Duration.ofDays(1))));
    assertThat(events(profile("user_id", "id-li"))).contains("id_late");

    String number = one.path("profile_id").asText();
    JsonNode merge =
        product.get("/api/identity/ledger?kind=merge&profile_id=" + number).path("ledger").path(0);
    assertThat(merge.path("cause").asText()).contains("id-web", "id-li");
    JsonNode unmerged =
        product.post(
            "/api/identity/unmerge",
            "{\"merge_id\":\"%s\",\"reason\":\"a borrowed phone\"}"
                .formatted(merge.path("id").asText()));
    assertThat(unmerged.path("kept").asText()).isEqualTo(number);

    JsonNode web = profile("anonymous_id", "id-web");
    JsonNode li = profile("user_id", "id-li");
    assertThat(web.path("profile_id").asText()).isEqualTo(number);
    assertThat(li.path("profile_id").asText()).isEqualTo(unmerged.path("restored").asText());
    assertThat(events(web)).containsExactlyInAnyOrder("identify", "id_view", "id_late");
    assertThat(events(li)).containsExactlyInAnyOrder("identify", "id_buy", "id_login");
    assertThat(web.path("traits").path("id_story_colour").asText()).isEqualTo("green");
    assertThat(web.path("traits").path("id_story_size").asDouble()).isEqualTo(3);
    assertThat(li.path("traits").path("id_story_colour").asText()).isEqualTo("blue");
    assertThat(li.path("traits").has("id_story_size")).isFalse();
    assertThat(estimate("green")).isEqualTo(1);
    assertThat(estimate("blue")).isEqualTo(1);
    awaitTag("anonymous_id", "id-web", "green");
    awaitTag("user_id", "id-li", "blue");
    assertThat(variant("anonymous_id", "id-web")).isEqualTo(first);
    assertThat(variant("user_id", "id-li")).isEqualTo(own);

    send(track("id_login", user + "," + visitor));
    assertThat(profile("user_id", "id-li").path("profile_id")).isEqualTo(li.path("profile_id"));
    assertThat(
            product
                .admin(
                    "POST",
                    "/api/identity/unmerge",
                    "{\"merge_id\":\"%s\"}".formatted(merge.path("id").asText()))
                .statusCode())
        .isEqualTo(409);
    assertThat(
            product.admin("POST", "/api/identity/unmerge", "{\"merge_id\":\"none\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void keepsTwoUsersOfOneDeviceTwoAndHidesPersonalValuesInCauses() {
    String tablet = "\"anonymousId\":\"id-tablet\"";
    send(track("id_open", "\"userId\":\"id-ann\"," + tablet));
    send(track("id_open", "\"userId\":\"id-bob\"," + tablet));
    assertThat(profile("user_id", "id-bob").path("profile_id"))
        .isNotEqualTo(profile("user_id", "id-ann").path("profile_id"));
    assertThat(profile("anonymous_id", "id-tablet").path("profile_id"))
        .isEqualTo(profile("user_id", "id-ann").path("profile_id"));

    send(
        track("id_open", "\"userId\":\"id-ann\"," + phone("13900000002")),
        track("id_open", "\"userId\":\"id-bob\"," + phone("13900000002")));
    String bob = profile("user_id", "id-bob").path("profile_id").asText();
    String path = "/api/identity/ledger?kind=refused&limit=1&profile_id=" + bob;
    JsonNode page = product.get(path);
    assertThat(page.path("ledger").path(0).path("cause").asText()).contains("13900000002");
    JsonNode next = product.get(path + "&after=" + page.path("next").asText()).path("ledger");
    assertThat(next.path(0).path("cause").asText()).contains("id-tablet");
    JsonNode masked = Product.json(product.as(product.key("analyst"), "GET", path, ""));
    assertThat(masked.toString()).contains("phone '***'").doesNotContain("13900000002");
    assertThat(product.admin("GET", "/api/identity/ledger?kind=nonsense", "").body())
        .contains("guarded");
  }

  @Test
  void takesRulesAndReplaysTheLogUnderThem() {
    JsonNode standard = product.get("/api/identity/rules");
    assertThat(standard.path("types").path(0).toString())
        .isEqualTo("{\"type\":\"user_id\",\"priority\":1,\"limit\":1}");
    assertThat(
            product
                .admin(
                    "PUT",
                    "/api/identity/rules",
                    "{\"types\":[{\"type\":\"phone\",\"priority\":0,\"limit\":1}],\"blocked\":[1],\"max\":2}")
                .body())
        .contains(
            "/types/0/priority",
            "user_id",
            "/blocked/0",
            "/max",
            "/default_limit",
            "/max_profiles");
    String stricter =
        standard.toString().replace("\"blocked\":[", "\"blocked\":[\"id-test-phone\",");
    assertThat(product.admin("PUT", "/api/identity/rules", stricter).statusCode()).isEqualTo(200);
    JsonNode receipt =
        product.post(
            "/v1/batch",
            "{\"batch\":[" + track("id_nobody", "\"userId\":\"ID-test-phone\"") + "]}");
    assertThat(receipt.toString()).contains("\"rejected\":1");
    product.admin("PUT", "/api/identity/rules", standard.toString());
    send(track("id_somebody", "\"userId\":\"id-test-phone\""));
    assertThat(events(profile("user_id", "id-test-phone"))).containsExactly("id_somebody");
    assertThat(
            product.as(product.key("analyst"), "PUT", "/api/identity/rules", stricter).statusCode())
        .isEqualTo(403);

    JsonNode replay = product.post("/api/identity/replay", "");
    assertThat(replay.path("differences")).isEmpty();
    assertThat(replay.path("identical").asBoolean()).isTrue();
    assertThat(replay.path("events").asLong()).isPositive();
  }
}
