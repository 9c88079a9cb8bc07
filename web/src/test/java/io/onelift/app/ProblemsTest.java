package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Product product = Product.running();

  @Test
  void everyProblemOfABodyIsNamedAtOnce() {
    JsonNode problem = problem("POST", "/api/keys", "{\"rôle\":\"app\",\"name\":7}", 400);

    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .contains("/name", "/role", "/rôle");
  }

  @Test
  void whatIsNoJsonSaysWhere() {
    JsonNode problem = problem("POST", "/api/sql", "{\"sql\": oops}", 400);

    assertThat(problem.path("detail").asText()).contains("line 1");
  }

  @Test
  void anUnknownThingIsAProblemDocument() {
    assertThat(problem("GET", "/api/placements/nowhere/offers?id=u", "", 404).path("detail"))
        .asString()
        .contains("nowhere");
    assertThat(problem("GET", "/api/profiles?id=nobody-at-all", "", 404).path("detail"))
        .asString()
        .contains("nobody-at-all");
    problem("GET", "/api/no-such-call", "", 404);
  }

  @Test
  void aTakenKeyIsAConflict() {
    product.post("/api/offers", "{\"key\":\"twice\",\"name\":\"Twice\"}");

    problem("POST", "/api/offers", "{\"key\":\"twice\",\"name\":\"Twice\"}", 409);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = "{\"userId\":\"" + "x".repeat(600_000) + "\"}";

    problem("POST", "/v1/track", large, 400);
  }

  private JsonNode problem(String method, String path, String body, int status) {
    HttpResponse<String> response = product.admin(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = Product.json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    return problem;
  }
}
