package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tracking plan as a person declares it, over HTTP. */
class PlanStoryTest {
  private final Product product = Product.running();

  @AfterEach
  void withdraw() {
    declare("{\"events\":[],\"traits\":[]}");
  }

  @Test
  void aDeclaredNameCanBeAskedForBeforeItCame() {
    JsonNode plan =
        declare(
            """
            {"events":[{"name":"loan_applied","names":{"zh":"申请贷款","en":"Loan applied"},
              "description":"Somebody asked for a loan",
              "properties":[{"name":"loan_term","type":"number"}]}],
             "traits":[{"name":"risk_class","type":"text","merge":"latest"}]}
            """);

    assertThat(plan.path("version").asInt()).isPositive();
    JsonNode answer =
        sql(
            "SELECT event, SUM(loan_term) AS s FROM events WHERE event = 'loan_applied' GROUP BY"
                + " event");
    assertThat(answer.path("row_count").asInt()).isZero();
    assertThat(
            sql("SELECT COUNT(risk_class) AS n FROM customers").path("rows").get(0).get(0).asInt())
        .isZero();
    JsonNode event = named(product.get("/api/catalog").path("events"), "loan_applied");
    assertThat(event.path("planned").asBoolean()).isTrue();
    assertThat(event.path("seen").asBoolean()).isFalse();
    assertThat(event.path("names").path("zh").asText()).isEqualTo("申请贷款");
    assertThat(
            product
                .get("/api/plan")
                .path("events")
                .get(0)
                .path("properties")
                .get(0)
                .path("type")
                .asText())
        .isEqualTo("number");
  }

  @Test
  void whatIsNotDeclaredIsKeptFlaggedAndThereForTheNextRequest() {
    declare(
        """
        {"events":[{"name":"card_opened","properties":[{"name":"card_kind","type":"text"}]}],
         "traits":[{"name":"segment_code","type":"text"}]}
        """);

    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"track","messageId":"plan-1","userId":"plan-u","event":"card_opened",
           "properties":{"card_kind":"gold","card_colour":"blue"}},
          {"type":"track","messageId":"plan-2","userId":"plan-u","event":"card_lost"},
          {"type":"identify","messageId":"plan-3","userId":"plan-u",
           "traits":{"segment_code":"A1","shoe_size":42}}]}
        """);

    JsonNode catalog = product.get("/api/catalog");
    JsonNode opened = named(catalog.path("events"), "card_opened");
    assertThat(opened.path("planned").asBoolean()).isTrue();
    assertThat(named(opened.path("properties"), "card_kind").path("planned").asBoolean()).isTrue();
    assertThat(named(opened.path("properties"), "card_colour").path("planned").asBoolean())
        .isFalse();
    assertThat(named(catalog.path("events"), "card_lost").path("planned").asBoolean()).isFalse();
    assertThat(named(catalog.path("events"), "identify").path("planned").asBoolean()).isTrue();
    assertThat(named(catalog.path("traits"), "segment_code").path("planned").asBoolean()).isTrue();
    assertThat(named(catalog.path("traits"), "shoe_size").path("planned").asBoolean()).isFalse();
    assertThat(
            sql("SELECT card_colour FROM events WHERE event = 'card_opened'")
                .path("rows")
                .get(0)
                .get(0)
                .asText())
        .isEqualTo("blue");
  }

  @Test
  void anotherTypeThanTheDeclaredOneLeavesOnlyThatPropertyOut() {
    declare(
        """
        {"events":[{"name":"fee_paid","properties":[{"name":"fee","type":"number"},
          {"name":"fee_kind","type":"text"}]}],"traits":[]}
        """);

    product.post(
        "/v1/track",
        """
        {"messageId":"plan-fee","userId":"plan-fee-u","event":"fee_paid",
         "properties":{"fee":"much","fee_kind":"yearly"}}
        """);

    JsonNode row =
        sql("SELECT fee, fee_kind FROM events WHERE message_id = 'plan-fee'").path("rows").get(0);
    assertThat(row.get(0).isNull()).isTrue();
    assertThat(row.get(1).asText()).isEqualTo("yearly");
    assertThat(product.get("/api/events/rejected?limit=200").path("rejected"))
        .anyMatch(
            rejected ->
                rejected.path("part").asText().equals("fee")
                    && rejected.path("payload").toString().contains("\"much\""));
  }

  @Test
  void everythingWrongIsSaidAtOnceWithWhatToDo() {
    product.post(
        "/v1/track",
        """
        {"messageId":"plan-w","userId":"plan-w-u","event":"weighed","properties":{"weight":71.5}}
        """);

    HttpResponse<String> response =
        product.admin(
            "PUT",
            "/api/plan",
            """
            {"events":[
               {"name":"weighed","properties":[{"name":"weight","type":"text"}]},
               {"name":"weighed","properties":[{"name":"scale","type":"number","storage":"hashed"}]}],
             "traits":[{"name":"x","type":"text","merge":"sum"},
               {"name":"y","type":"number","merge":"max","sources":["segment","No good"]}]}
            """);

    assertThat(response.statusCode()).isEqualTo(400);
    List<String> pointers = new ArrayList<>();
    Product.json(response).path("errors").forEach(e -> pointers.add(e.path("pointer").asText()));
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/events/0/properties/0/type",
            "/events/1/name",
            "/events/1/properties/0/storage",
            "/traits/0/merge",
            "/traits/1/sources",
            "/traits/1/sources/1");
    assertThat(response.body())
        .contains("'weight' is a number already")
        .contains("declare it as a number");
    assertThat(product.get("/api/plan").path("events")).isEmpty();
  }

  @Test
  void aTraitDeclaredPersonalIsMaskedEverywhereAtOnce() {
    product.post(
        "/v1/identify",
        """
        {"messageId":"plan-p","userId":"plan-p-u","traits":{"employer":"Little Tea House"}}
        """);
    String analyst = product.key("analyst");
    String select = "SELECT employer FROM customers WHERE employer IS NOT NULL";
    assertThat(ask(analyst, select)).contains("Little Tea House");

    declare(
        "{\"events\":[],\"traits\":[{\"name\":\"employer\",\"type\":\"text\",\"personal\":true}]}");

    assertThat(ask(analyst, select)).contains("***").doesNotContain("Little Tea House");
    assertThat(product.as(analyst, "GET", "/api/profiles?id=plan-p-u", "").body())
        .doesNotContain("Little Tea House");
    assertThat(product.as(analyst, "GET", "/api/catalog", "").body())
        .doesNotContain("Little Tea House");
    assertThat(ask(product.adminKey(), select)).contains("Little Tea House");
  }

  @Test
  void aHashedValueStandsNowhereInClear() {
    String phone = "13812345670";
    String secret = "the pseudonymous word";
    declare(
        """
        {"events":[{"name":"called","properties":[{"name":"callee","type":"text","storage":"hashed"}]}],
         "traits":[{"name":"contact_phone","type":"text","storage":"hashed","personal":true},
           {"name":"profile.motto","type":"text","storage":"hashed"}]}
        """);

    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"identify","messageId":"plan-h1","userId":"plan-h-u",
           "traits":{"contact_phone":"%1$s","profile":{"motto":"%2$s"}}},
          {"type":"track","messageId":"plan-h2","userId":"plan-h-u","event":"called",
           "properties":{"callee":%1$s},
           "context":{"traits":{"contact_phone":"%1$s"}}},
          {"type":"track","messageId":"plan-h3","userId":"plan-h-u","event":"",
           "properties":{"callee":"%1$s"},"context":{"traits":{"contact_phone":"%1$s"}}}]}
        """
            .formatted(phone, secret));

    assertThat(Traces.of(product.warehouse(), phone)).isEmpty();
    assertThat(Traces.of(product.warehouse(), secret)).isEmpty();
    assertThat(product.get("/api/events/live?limit=500").toString()).doesNotContain(phone);
    JsonNode traits = product.get("/api/profiles?id=plan-h-u").path("traits");
    assertThat(traits.path("contact_phone").asText()).matches("[0-9a-f]{64}");
    assertThat(traits.path("profile.motto").asText()).matches("[0-9a-f]{64}");
    // The same value is the same hash wherever it comes from.
    assertThat(
            sql("SELECT callee FROM events WHERE message_id = 'plan-h2'")
                .path("rows")
                .get(0)
                .get(0))
        .isEqualTo(traits.path("contact_phone"));
    JsonNode rejected = product.get("/api/events/rejected?limit=200").path("rejected");
    assertThat(rejected.toString())
        .contains("plan-h3")
        .contains("hmac-sha256:")
        .doesNotContain(phone);

    HttpResponse<String> inClear =
        product.admin(
            "PUT",
            "/api/plan",
            "{\"traits\":[{\"name\":\"contact_phone\",\"type\":\"text\",\"storage\":\"plain\"}]}");
    assertThat(inClear.statusCode()).isEqualTo(400);
    assertThat(inClear.body()).contains("/traits/0/storage");
  }

  @Test
  void aChangedRuleHoldsForWhatWasSaidBeforeToo() {
    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"identify","messageId":"plan-r1","userId":"plan-r-u","traits":{"spent":5,"wished":"hat"},
           "timestamp":"2026-11-01T08:00:00Z"},
          {"type":"identify","messageId":"plan-r2","userId":"plan-r-u","traits":{"spent":3,"wished":"coat"},
           "timestamp":"2026-11-02T08:00:00Z"}]}
        """);
    assertThat(traits("plan-r-u").path("spent").asInt()).isEqualTo(3);

    declare(
        """
        {"traits":[{"name":"spent","type":"number","merge":"sum"},
          {"name":"wished","type":"text","merge":"first"}]}
        """);

    product.await(
        "/api/profiles?id=plan-r-u",
        profile ->
            profile.path("traits").path("spent").asInt() == 8
                && profile.path("traits").path("wished").asText().equals("hat"));
    JsonNode catalog = product.get("/api/catalog");
    assertThat(named(catalog.path("traits"), "spent").path("merge").asText()).isEqualTo("sum");
  }

  private JsonNode traits(String user) {
    return product.get("/api/profiles?id=" + user).path("traits");
  }

  private JsonNode declare(String plan) {
    HttpResponse<String> response = product.admin("PUT", "/api/plan", plan);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Product.json(response);
  }

  private JsonNode sql(String sql) {
    return product.post(
        "/api/sql", io.onelift.json.Json.MAPPER.valueToTree(Map.of("sql", sql)).toString());
  }

  private String ask(String key, String sql) {
    return product
        .as(
            key,
            "POST",
            "/api/sql",
            io.onelift.json.Json.MAPPER.valueToTree(Map.of("sql", sql)).toString())
        .body();
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode element : list) {
      if (element.path("name").asText().equals(name)) {
        return element;
      }
    }
    throw new AssertionError("No " + name + " in " + list);
  }
}
