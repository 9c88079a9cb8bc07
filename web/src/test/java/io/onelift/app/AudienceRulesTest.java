package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What rules are refused for, and their two forms, over HTTP. */
class AudienceRulesTest {
  private static final String ESTIMATE = "/api/audiences/estimate";

  private final Product product = Product.withBank();

  @Test
  void everyProblemOfARuleIsNamedAtOnceWithTheNearestName() {
    JsonNode errors =
        refused(
            ESTIMATE,
            """
            {"rule":{"and":[
              {"tag":"citty","in":["上海"]},
              {"tag":"city","in":["上海市区"]},
              {"tag":"age","gte":"old"},
              {"or":[]},
              {"audience":"no_such_audience"},
              {"event":"purchase","cuont":{"gte":1}}
            ]},"detali":true}
            """);

    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/rule/and/0/tag",
            "/rule/and/1/in/0",
            "/rule/and/2/gte",
            "/rule/and/3/or",
            "/rule/and/4/audience",
            "/rule/and/5/cuont",
            "/detali");
    assertThat(message(errors, "/rule/and/0/tag")).contains("Did you mean 'city'?");
    assertThat(message(errors, "/rule/and/1/in/0")).contains("no profile has the value");
    assertThat(message(errors, "/rule/and/2/gte")).contains("this is a number");
    assertThat(message(errors, "/rule/and/3/or")).contains("is empty");
    assertThat(message(errors, "/rule/and/5/cuont")).contains("Did you mean 'count'?");
  }

  @Test
  void aRuleOfTenThousandNodesOrOfAHundredLevelsIsRefused() {
    String leaf = "{\"tag\":\"city\",\"in\":[\"上海\"]}";
    String wide = "{\"or\":[" + (leaf + ",").repeat(9_998) + leaf + "]}";
    String deep = "{\"not\":".repeat(100) + leaf + "}".repeat(100);
    String deeper = "{\"not\":".repeat(20_000) + leaf + "}".repeat(20_000);

    assertThat(refused(ESTIMATE, "{\"rule\":" + wide + "}").findValuesAsText("message"))
        .singleElement()
        .asString()
        .contains("more than 2000 nodes");
    assertThat(refused(ESTIMATE, "{\"rule\":" + deep + "}").findValuesAsText("message"))
        .singleElement()
        .asString()
        .contains("deeper than 64");
    refused(ESTIMATE, "{\"rule\":" + deeper + "}");
  }

  @Test
  void aMissingRuleAndACircleAreRefused() {
    assertThat(refused(ESTIMATE, "{}").findValuesAsText("pointer")).containsExactly("/rule");
    product.post("/api/audiences", body("ring_a", "city = '上海'"));
    product.post("/api/audiences", body("ring_b", "AUDIENCE('ring_a')"));

    HttpResponse<String> circle =
        product.admin("PUT", "/api/audiences/ring_a", body("ring_a", "NOT (AUDIENCE('ring_b'))"));

    assertThat(circle.statusCode()).isEqualTo(400);
    assertThat(circle.body()).contains("ring_a → ring_b → ring_a");
    assertThat(product.admin("DELETE", "/api/audiences/ring_a", "").statusCode()).isEqualTo(409);
    assertThat(product.admin("DELETE", "/api/audiences/ring_b", "").statusCode()).isEqualTo(204);
    assertThat(product.admin("DELETE", "/api/audiences/ring_a", "").statusCode()).isEqualTo(204);
  }

  @Test
  void textAndJsonAreTwoFormsOfOneRule() {
    JsonNode rule = product.get("/api/audiences").path("audiences").get(0).path("rule");

    JsonNode text = product.post("/api/audiences/convert", "{\"rule\":" + rule + "}").path("text");
    JsonNode back = product.post("/api/audiences/convert", "{\"text\":" + text + "}");

    assertThat(back.path("text")).isEqualTo(text);
    assertThat(product.post(ESTIMATE, "{\"text\":" + text + "}").path("size"))
        .isEqualTo(product.post(ESTIMATE, "{\"rule\":" + rule + "}").path("size"));
    refused(ESTIMATE, "{\"text\":" + text + ",\"rule\":" + rule + "}");
  }

  @Test
  void aTextThatIsWrongSaysLineAndColumn() {
    String text = "{\"text\":\"city = '上海' AND\\n  citty = 'x' OR age > 'old'\"}";

    assertThat(refused("/api/audiences/convert", text).findValuesAsText("message"))
        .satisfiesExactly(
            tag -> assertThat(tag).startsWith("line 2, column 3: ").contains("'city'?"),
            age -> assertThat(age).startsWith("line 2, column 24: ").contains("a number"));
    assertThat(
            refused("/api/audiences/convert", "{\"text\":\"city IN ('上海'\"}")
                .findValuesAsText("message"))
        .containsExactly("line 1, column 14: expected ')', but here is the end");
  }

  private static String body(String key, String text) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", key)
        .put("name", key)
        .put("text", text)
        .toString();
  }

  private static String message(JsonNode errors, String pointer) {
    for (JsonNode error : errors) {
      if (error.path("pointer").asText().equals(pointer)) {
        return error.path("message").asText();
      }
    }
    return "";
  }

  private JsonNode refused(String path, String body) {
    HttpResponse<String> response = product.admin("POST", path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return Product.json(response).path("errors");
  }
}
