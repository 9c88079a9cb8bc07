package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.json.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * From profiles to a trained model and its scores, over HTTP. Who came through the fair buys in six
 * cases of ten, others in one of ten.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelStoryTest {
  private static final int PEOPLE = 1_200;
  private static final int BATCH = 300;

  private static Application application;
  private static Product product;

  @BeforeAll
  static void sendPeople() {
    application = Product.start(Product.scratch("onelift-models"));
    product = Product.of(application);
    Random random = new Random(11);
    for (int first = 0; first < PEOPLE; first += BATCH) {
      ObjectNode body = Json.MAPPER.createObjectNode();
      ArrayNode batch = body.putArray("batch");
      for (int i = first; i < first + BATCH; i++) {
        boolean fair = i % 4 == 0;
        identify(
            batch.addObject(),
            person(i),
            fair ? "fair" : "app",
            18 + random.nextInt(50),
            random.nextDouble() < (fair ? .6 : .1),
            i % 8 == 0);
      }
      product.post("/v1/batch", body.toString());
    }
    define("channel", "enum", "channel");
    define("age", "number", "age");
    define("bought", "boolean", "bought");
    product.post(
        "/api/audiences",
        "{\"key\":\"buyers\",\"name\":\"Buyers\",\"rule\":{\"trait\":\"bought\",\"eq\":true}}");
    product.await("/api/tags", tags -> areFresh(tags.path("tags")));
  }

  private static boolean areFresh(JsonNode tags) {
    for (JsonNode tag : tags) {
      if (!tag.path("state").asText().equals("fresh") || tag.path("profiles").asInt() != PEOPLE) {
        return false;
      }
    }
    return tags.size() == 3;
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  private static String person(int i) {
    return "m-%04d".formatted(i);
  }

  private static void identify(
      ObjectNode call, String user, String channel, int age, boolean bought, boolean seed) {
    call.put("type", "identify").put("userId", user);
    call.putObject("traits")
        .put("channel", channel)
        .put("age", age)
        .put("bought", bought)
        .put("seed", seed);
  }

  private static void define(String key, String type, String trait) {
    product.post(
        "/api/tags",
        "{\"key\":\"%s\",\"type\":\"%s\",\"definition\":{\"trait\":\"%s\"}}"
            .formatted(key, type, trait));
  }

  @Test
  @Order(1)
  void everythingWrongWithAModelIsSaidAtOnce() {
    HttpResponse<String> answer =
        product.admin(
            "POST",
            "/api/models",
            "{\"key\":\"a b\",\"kind\":\"propensitie\",\"label\":{\"audience\":\"buyer\"},"
                + "\"without\":[\"agee\"],\"sead\":3}");

    assertThat(answer.statusCode()).isEqualTo(400);
    List<String> pointers = new ArrayList<>();
    Product.json(answer).path("errors").forEach(e -> pointers.add(e.path("pointer").asText()));
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/key", "/name", "/kind", "/label/audience", "/without/0", "/sead");
    assertThat(answer.body()).contains("propensity").contains("buyers").contains("age");
  }

  @Test
  @Order(2)
  void aModelIsDefinedByAnAnalystAndNotByAWriteKey() {
    String body =
        "{\"key\":\"buying\",\"name\":\"Buying\",\"kind\":\"lead_score\","
            + "\"label\":{\"audience\":\"buyers\"},\"seed\":5,"
            + "\"score_tag\":\"buying_score\",\"grade_tag\":\"buying_grade\"}";
    assertThat(product.as(product.key("ingest"), "POST", "/api/models", body).statusCode())
        .isEqualTo(403);
    assertThat(product.as(product.key("analyst"), "POST", "/api/models", body).statusCode())
        .isEqualTo(201);
    assertThat(product.get("/api/models/buying").path("state").asText()).isEqualTo("new");
    assertThat(product.admin("GET", "/api/models/buying/report", "").statusCode()).isEqualTo(409);
    assertThat(product.admin("GET", "/api/models/buyin", "").body()).contains("buying");
  }

  @Test
  @Order(3)
  void theReportNamesWhatWasPlantedAndLeavesTheLabelOut() {
    assertThat(product.admin("POST", "/api/models/buying/train", "").statusCode()).isEqualTo(202);
    JsonNode model =
        product.await("/api/models/buying", state -> !state.path("trained").isMissingNode());
    assertThat(model.path("trained").path("population").asInt()).isEqualTo(PEOPLE);

    JsonNode report = product.get("/api/models/buying/report");
    assertThat(report.path("importance").path(0).path("tag").asText()).isEqualTo("channel");
    assertThat(report.path("auc").path("value").asDouble()).isBetween(.65, .9);
    assertThat(report.path("left_out").toString())
        .contains("{\"tag\":\"bought\",\"why\":\"label\"}");
    assertThat(report.path("lift")).hasSize(10);
    assertThat(report.path("versions")).hasSize(1);
  }

  @Test
  @Order(4)
  void scoresAndGradesAreTagsThatAudiencesUse() {
    product.await(
        "/api/tags/buying_score",
        tag ->
            tag.path("state").asText().equals("fresh") && tag.path("profiles").asInt() == PEOPLE);
    product.await(
        "/api/tags/buying_grade",
        tag ->
            tag.path("state").asText().equals("fresh") && tag.path("profiles").asInt() == PEOPLE);

    JsonNode likely =
        product.post("/api/audiences/estimate", "{\"rule\":{\"tag\":\"buying_score\",\"gte\":40}}");
    assertThat(likely.path("size").asInt()).isEqualTo(PEOPLE / 4);
    JsonNode best =
        product.post(
            "/api/audiences/estimate", "{\"rule\":{\"tag\":\"buying_grade\",\"in\":[\"A\"]}}");
    assertThat(best.path("size").asInt()).isEqualTo(PEOPLE / 4);
  }

  @Test
  @Order(5)
  void aScoreIsExplainedByReasonsThatAddUp() {
    JsonNode why = product.get("/api/models/buying/explain?id=" + person(0));

    assertThat(why.path("reasons").path(0).path("tag").asText()).isEqualTo("channel");
    assertThat(why.path("reasons").path(0).path("contribution").asDouble()).isPositive();
    assertThat(why.path("reasons").path(0).path("because").toString()).contains("fair");
    double logOdds = why.path("log_odds").asDouble();
    assertThat(why.path("score").asDouble())
        .isCloseTo(100 / (1 + Math.exp(-logOdds)), within(.001));
    assertThat(product.admin("GET", "/api/models/buying/explain?id=nobody", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(6)
  void aScoreFollowsTheTagsThatItIsMadeOf() {
    double before =
        product.get("/api/models/buying/explain?id=" + person(1)).path("score").asDouble();
    product.post(
        "/v1/identify", "{\"userId\":\"" + person(1) + "\",\"traits\":{\"channel\":\"fair\"}}");

    JsonNode after =
        product.await(
            "/api/profiles?id_type=user_id&id=" + person(1),
            profile -> profile.path("tags").path("buying_score").asDouble() > before + 20);
    assertThat(after.path("tags").path("buying_grade").asText()).isEqualTo("A");
  }

  @Test
  @Order(7)
  void anExpansionFindsOthersWhoAreLikeTheSeedsAndStaysAsItIs() {
    // Half of those who came through the fair; the model has to find the other half by itself.
    product.post(
        "/api/audiences",
        "{\"key\":\"seeds\",\"name\":\"Seeds\",\"rule\":{\"trait\":\"seed\",\"eq\":true}}");
    String body = "{\"name\":\"Like the seeds\",\"key\":\"similar\",\"size\":120}";
    assertThat(
            product
                .as(product.key("ingest"), "POST", "/api/audiences/seeds/expand", body)
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> tooMany =
        product.admin("POST", "/api/audiences/seeds/expand", "{\"name\":\"All\",\"size\":1200}");
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.body()).contains("/size").contains("1050");

    JsonNode expansion = product.post("/api/audiences/seeds/expand", body);
    JsonNode found = expansion.path("audience");

    assertThat(found.path("key").asText()).isEqualTo("similar");
    assertThat(found.path("kind").asText()).isEqualTo("static");
    assertThat(found.path("size").asInt()).isEqualTo(120);
    assertThat(expansion.path("model").path("key").asText()).isEqualTo("lookalike_seeds");
    assertThat(size("{\"and\":[{\"audience\":\"similar\"},{\"audience\":\"seeds\"}]}")).isZero();
    // By chance about 17 would be from the fair.
    assertThat(
            size("{\"and\":[{\"audience\":\"similar\"},{\"tag\":\"channel\",\"in\":[\"fair\"]}]}"))
        .isEqualTo(120);
  }

  private static int size(String rule) {
    return product.post("/api/audiences/estimate", "{\"rule\":" + rule + "}").path("size").asInt();
  }

  @Test
  @Order(8)
  void whatAModelUsesAndGivesIsNotDeletedUnderneath() {
    HttpResponse<String> tag = product.admin("DELETE", "/api/tags/channel", "");
    assertThat(tag.statusCode()).isEqualTo(409);
    assertThat(tag.body()).contains("model buying");
    HttpResponse<String> model = product.admin("DELETE", "/api/models/buying", "");
    assertThat(model.statusCode()).isEqualTo(409);
    assertThat(model.body()).contains("buying_score");
  }
}
