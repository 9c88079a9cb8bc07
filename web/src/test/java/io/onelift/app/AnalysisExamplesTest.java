package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Analyses of the sample bank over HTTP. */
class AnalysisExamplesTest {
  private static final String CALL = "/paths/~1api~1analyses~1{model}/post";

  private final Product product = Product.withBank();

  private JsonNode ask(String model, String request) {
    return product.post("/api/analyses/" + model, request);
  }

  @Test
  void everyExampleOfTheDocumentIsAnsweredInItsOwnShape() {
    JsonNode examples =
        product.get("/openapi.json").at(CALL + "/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isGreaterThanOrEqualTo(9);
    for (Map.Entry<String, JsonNode> example : examples.properties()) {
      JsonNode answer = ask(example.getKey(), example.getValue().path("value").toString());
      assertThat(answer.path("model").asText()).isEqualTo(example.getKey());
      assertThat(answer.path("rows")).as(example.getKey()).isNotEmpty();
      for (JsonNode row : answer.path("rows")) {
        assertThat(row).as(example.getKey()).hasSameSizeAs(answer.path("columns"));
      }
    }
  }

  @Test
  void whoIsInABucketBecomesAnAudience() {
    String request =
        "{\"range\":{\"last\":\"60d\"},\"event\":\"purchase\",\"measure\":{\"kind\":\"sum\","
            + "\"property\":\"amount\"},\"bounds\":[0,10000,100000]}";
    JsonNode answer = ask("distribution", request);
    JsonNode row = answer.path("rows").get(1);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("request", json(request));
    body.putObject("cell")
        .put("measure", "users")
        .put("bucket_from", row.get(0).asInt())
        .put("bucket_to", row.get(1).asInt());
    body.putObject("save_as").put("key", "middling_buyers").put("name", "Middling buyers");
    JsonNode members = product.post("/api/analyses/distribution/members", body.toString());
    assertThat(members.path("size").asLong()).isEqualTo(row.get(2).asLong()).isPositive();
    JsonNode audience = product.get("/api/audiences/" + members.path("audience").asText());
    assertThat(audience.path("size").asLong()).isEqualTo(row.get(2).asLong());
  }

  private static JsonNode json(String request) {
    try {
      return Json.MAPPER.readTree(request);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void theOutageIsADayOfFewActive() {
    JsonNode ratios =
        ask("stickiness", "{\"range\":{\"last\":\"21d\"},\"event\":\"login\"}").path("ratios");
    List<Long> others = new ArrayList<>();
    for (int day = 0; day < ratios.size(); day++) {
      // Today is not over.
      if (day != ratios.size() - 13 && day < ratios.size() - 1) {
        others.add(ratios.get(day).path("daily").asLong());
      }
    }
    double usual = others.stream().sorted().toList().get(others.size() / 2);
    assertThat(ratios.get(ratios.size() - 13).path("daily").asLong() / usual).isLessThan(.65);
  }

  @Test
  void aFundFollowsATenthOfTheSearchesForFunds() {
    String search =
        "{\"event\":\"search\",\"where\":[{\"property\":\"keyword\",\"contains\":\"基金\"}]";
    JsonNode searches =
        ask("segmentation", "{\"range\":{\"last\":\"90d\"},\"series\":[" + search + "}]}");
    JsonNode intervals =
        ask(
            "interval",
            "{\"range\":{\"last\":\"90d\"},\"window\":\"7d\",\"from\":"
                + search
                + "},\"to\":{\"event\":\"purchase\",\"where\":[{\"property\":\"product_type\","
                + "\"eq\":\"fund\"}]}}");
    double share =
        intervals.path("rows").get(0).get(0).asDouble()
            / searches.path("rows").get(0).get(0).asLong();
    assertThat(share).isBetween(.05, .18);
    long bars = 0;
    for (JsonNode bar : intervals.path("histogram")) {
      bars += bar.path("intervals").asLong();
    }
    assertThat(bars).isEqualTo(intervals.path("rows").get(0).get(0).asLong());
  }
}
