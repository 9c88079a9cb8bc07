package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class DecisionTableTest {
  private static final String TABLES = "/api/decision-tables";
  private static final String ROWS =
      """
      "rows":[
        {"text":"city = '上海' AND age >= 40","then":{"audience":"settled","benefit":"fund","touchpoint":"call"}},
        {"text":"city = '上海'","then":{"benefit":"card","touchpoint":"wechat"}}
      ],"otherwise":{"touchpoint":"push"}}
      """;

  private final Product product = Product.withBank();

  @Test
  void theFirstRowThatHoldsDecidesAndTheTraceSaysWhy() {
    JsonNode made = product.post(TABLES, "{\"key\":\"care\",\"name\":\"Care\"," + ROWS);
    assertThat(product.get(TABLES + "/care")).isEqualTo(made);
    long settled = count("city = '上海' AND age >= 40");
    long locals = count("city = '上海'");

    JsonNode sizes = product.get(TABLES + "/care/sizes");
    assertThat(sizes.path("rows").get(0).asLong()).isEqualTo(settled).isPositive();
    assertThat(sizes.path("rows").get(1).asLong()).isEqualTo(locals - settled).isPositive();
    assertThat(sizes.path("otherwise").asLong()).isEqualTo(count("NOT (city = '上海')"));

    JsonNode second = decide("city = '上海' AND NOT (age >= 40)");
    assertThat(second.path("row").asInt()).isEqualTo(1);
    assertThat(second.path("outcome").path("benefit").asText()).isEqualTo("card");
    JsonNode nodes = second.path("trace").get(0).path("nodes");
    assertThat(nodes.findValuesAsText("pointer")).containsExactly("", "/and/0", "/and/1");
    assertThat(nodes.findValuesAsText("holds")).containsExactly("false", "true", "false");
    assertThat(nodes.get(2).path("text").asText()).isEqualTo("age >= 40");
    JsonNode nobody = decide("city <> '上海'");
    assertThat(nobody.has("row")).isFalse();
    assertThat(nobody.path("outcome").toString()).isEqualTo("{\"touchpoint\":\"push\"}");
    assertThat(nobody.path("trace")).hasSize(2);
    assertThat(product.admin("DELETE", TABLES + "/care", "").statusCode()).isEqualTo(204);
    assertThat(product.admin("GET", TABLES + "/care", "").statusCode()).isEqualTo(404);
  }

  @Test
  void everyProblemOfATableIsNamedAtOnce() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            TABLES,
            "{\"key\":\"bad\",\"name\":\"Bad\",\"rows\":[{\"text\":\"citty = 'x'\",\"then\":{}},"
                + "{\"then\":{\"benefit\":\"x\"}},{\"rule\":{\"or\":[]}}]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Product.json(refused).path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/rows/0/text",
            "/rows/0/then/audience",
            "/rows/1/rule",
            "/rows/2/rule/or",
            "/rows/2/then");
  }

  @Test
  void anAudienceInATableIsNotDeletedUnderIt() {
    product.post("/api/audiences", "{\"key\":\"in_table\",\"name\":\"x\",\"text\":\"age >= 40\"}");
    product.post(
        TABLES,
        "{\"key\":\"holds\",\"name\":\"x\",\"rows\":[{\"text\":\"AUDIENCE('in_table')\",\"then\":{\"benefit\":\"b\"}}]}");

    assertThat(product.admin("DELETE", "/api/audiences/in_table", "").body()).contains("holds");
    assertThat(product.admin("DELETE", TABLES + "/holds", "").statusCode()).isEqualTo(204);
    assertThat(product.admin("DELETE", "/api/audiences/in_table", "").statusCode()).isEqualTo(204);
  }

  @Test
  void aTagInATableIsNotDeletedUnderIt() {
    product.post(
        "/api/tags",
        "{\"key\":\"in_table_tag\",\"type\":\"enum\",\"definition\":{\"trait\":\"city\"}}");
    product.post(
        TABLES,
        "{\"key\":\"holds_tag\",\"name\":\"x\",\"rows\":[{\"text\":\"NOT in_table_tag ="
            + " '上海'\",\"then\":{\"benefit\":\"b\"}}]}");

    assertThat(product.get("/api/tags/in_table_tag").path("used_by").toString())
        .isEqualTo("[{\"kind\":\"decision_table\",\"key\":\"holds_tag\"}]");
    assertThat(product.admin("DELETE", "/api/tags/in_table_tag", "").body())
        .contains("decision table holds_tag");
    assertThat(product.admin("DELETE", TABLES + "/holds_tag", "").statusCode()).isEqualTo(204);
    assertThat(product.admin("DELETE", "/api/tags/in_table_tag", "").statusCode()).isEqualTo(204);
  }

  private JsonNode decide(String text) {
    String key = "decided_" + Integer.toHexString(text.hashCode());
    product.post(
        "/api/audiences", "{\"key\":\"" + key + "\",\"name\":\"x\",\"text\":\"" + text + "\"}");
    String user =
        product
            .get("/api/audiences/" + key + "/members?limit=1")
            .path("members")
            .get(0)
            .path("user_id")
            .asText();
    return product.get(TABLES + "/care/decide?id=" + user);
  }

  private long count(String text) {
    return product
        .post("/api/audiences/estimate", "{\"text\":\"" + text + "\"}")
        .path("size")
        .asLong();
  }
}
