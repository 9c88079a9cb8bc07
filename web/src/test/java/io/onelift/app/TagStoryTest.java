package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Tags of every kind over HTTP, made of each other, uploaded, used and deleted. */
class TagStoryTest {
  private final Product product = Product.running();

  private void define(String key, String type, String definition) {
    product.post(
        "/api/tags",
        "{\"key\":\"%s\",\"type\":\"%s\",\"definition\":%s}".formatted(key, type, definition));
  }

  private JsonNode fresh(String key, long profiles) {
    return product.await(
        "/api/tags/" + key,
        tag ->
            tag.path("state").asText().equals("fresh")
                && tag.path("profiles").asLong() == profiles);
  }

  @Test
  void whoComesAfterAnUploadHasItsValue() {
    define("tag_story_later", "enum", "{\"upload\":\"user_id\"}");
    product.post(
        "/api/tags/tag_story_later/values",
        "{\"values\":[{\"id\":\"tag-late\",\"value\":\"vip\"}]}");
    assertThat(fresh("tag_story_later", 0).path("unmatched").asLong()).isEqualTo(1);

    product.post("/v1/identify", "{\"userId\":\"tag-late\",\"traits\":{}}");

    assertThat(fresh("tag_story_later", 1).path("unmatched").asLong()).isZero();
  }

  @Test
  void whatOnlyBitmapsTellIsATableAndADimension() {
    product.post("/v1/track", "{\"event\":\"tag_story_dim\",\"userId\":\"tag-dim\"}");
    define("tag_story_dim", "enum", "{\"upload\":\"user_id\"}");
    product.post(
        "/api/tags/tag_story_dim/values", "{\"values\":[{\"id\":\"tag-dim\",\"value\":\"vip\"}]}");
    fresh("tag_story_dim", 1);

    JsonNode rows =
        product
            .post(
                "/api/sql",
                "{\"sql\":\"SELECT tag_story_dim, COUNT(*) FROM tag_tag_story_dim GROUP BY"
                    + " tag_story_dim\"}")
            .path("rows");
    assertThat(rows.toString()).isEqualTo("[[\"vip\",1]]");
    assertThat(product.get("/api/catalog").toString()).contains("\"tag_story_dim\"");
  }

  @Test
  void computesTagsThatAreMadeOfUploadsAndStatementsAndKeepsWhatIsUsed() {
    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"identify","userId":"tag-a","traits":{"tag_story_points":10}},
          {"type":"identify","userId":"tag-b","traits":{"tag_story_points":900}},
          {"type":"track","event":"tag_story_buy","userId":"tag-b","properties":{"price":5}}]}
        """);
    define("tag_story_level", "enum", "{\"upload\":\"user_id\"}");
    JsonNode receipt =
        product.post(
            "/api/tags/tag_story_level/values",
            """
            {"values":[{"id":"tag-a","value":"silver"},{"id":"tag-b","value":"gold"},
                       {"id":"nobody","value":"gold"}]}
            """);
    assertThat(receipt.path("matched").asInt()).isEqualTo(2);
    assertThat(receipt.path("unmatched").asInt()).isEqualTo(1);
    assertThat(fresh("tag_story_level", 2).path("unmatched").asLong()).isEqualTo(1);
    assertThat(receipt.path("unmatched_sample").path(0).asText()).isEqualTo("nobody");
    fresh("tag_story_level", 2);

    define(
        "tag_story_points",
        "number",
        "{\"sql\":\"SELECT profile_id, tag_story_points FROM customers\",\"every\":\"1h\"}");
    fresh("tag_story_points", 2);
    define(
        "tag_story_plan",
        "enum",
        """
        {"rows":[{"rule":{"tag":"tag_story_level","in":["gold"]},"value":"call"},
                 {"rule":{"tag":"tag_story_points","lt":100},"value":"mail"}]}
        """);
    JsonNode plan = fresh("tag_story_plan", 2);
    assertThat(plan.path("made_of"))
        .extracting(JsonNode::asText)
        .containsExactly("tag_story_level", "tag_story_points");
    assertThat(plan.path("owner").asText()).isNotEmpty();

    // Somebody else is gold now, which moves what is made of it.
    assertThat(
            product
                .send(
                    product
                        .request("POST", "/api/tags/tag_story_level/values", "id,value\ntag-a,gold")
                        .header("Authorization", "Bearer " + product.adminKey())
                        .setHeader("Content-Type", "text/csv")
                        .build())
                .statusCode())
        .isEqualTo(201);
    product.await(
        "/api/tags/tag_story_plan",
        tag ->
            tag.path("values").size() == 1
                && tag.path("values").path(0).path("value").asText().equals("call"));

    HttpResponse<String> refused = product.admin("DELETE", "/api/tags/tag_story_level", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("tag tag_story_plan");
    assertThat(product.get("/api/tags/tag_story_level").path("used_by").path(0).path("kind"))
        .hasToString("\"tag\"");
    for (String key : new String[] {"plan", "level", "points"}) {
      assertThat(product.admin("DELETE", "/api/tags/tag_story_" + key, "").statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void tellsEverythingWrongWithADefinition() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            "/api/tags",
            """
            {"key":"tag_story_wrong","type":"number","definition":{"rows":[
              {"rule":{"tag":"no_such_tag","gte":1},"value":"one"}]}}
            """);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("/definition/rows/0/rule/tag", "/definition/rows/0/value");
    refused =
        product.admin(
            "POST",
            "/api/tags",
            "{\"key\":\"tag_story_wrong\",\"type\":\"number\",\"definition\":{\"sql\":\"SELECT"
                + " 1\"}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("/definition/sql", "two");
  }

  @Test
  void refusesValuesThatDoNotFitOrForATagThatIsComputed() {
    define("tag_story_number", "number", "{\"upload\":\"user_id\"}");
    HttpResponse<String> wrong =
        product.admin(
            "POST",
            "/api/tags/tag_story_number/values",
            "{\"values\":[{\"id\":\"x\",\"value\":\"many\"},{\"id\":\"\",\"value\":1}]}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("/values/0/value", "/values/1/id");
    HttpResponse<String> reader =
        product.as(
            product.key("ingest"),
            "POST",
            "/api/tags/tag_story_number/values",
            "{\"values\":[{\"id\":\"x\",\"value\":1}]}");
    assertThat(reader.statusCode()).isEqualTo(403);
    define("tag_story_sql", "number", "{\"sql\":\"SELECT profile_id, 1 FROM customers\"}");
    assertThat(
            product
                .admin(
                    "POST",
                    "/api/tags/tag_story_sql/values",
                    "{\"values\":[{\"id\":\"x\",\"value\":1}]}")
                .statusCode())
        .isEqualTo(409);
  }
}
