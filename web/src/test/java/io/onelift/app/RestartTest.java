package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RestartTest {
  @Test
  void aRestartKeepsEverything() {
    Path data = Product.scratch("onelift-restart");
    String cookie;
    try (Application first = Product.start(data)) {
      Product product = Product.of(first);
      product.post(
          "/v1/identify",
          "{\"userId\":\"kept\",\"messageId\":\"kept-1\",\"traits\":{\"city\":\"杭州\"}}");
      product.post("/api/offers", "{\"key\":\"kept\",\"name\":\"Kept\"}");
      product.post(
          "/api/audiences",
          "{\"key\":\"kept\",\"name\":\"Kept\",\"rule\":{\"trait\":\"city\",\"in\":[\"杭州\"]}}");
      cookie =
          product
              .send(
                  product
                      .request("POST", "/api/session", "{\"key\":\"" + product.adminKey() + "\"}")
                      .build())
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow();
    }

    try (Application second = Product.start(data)) {
      Product product = Product.of(second);
      assertThat(product.get("/api/profiles?id=kept").path("traits").path("city").asText())
          .isEqualTo("杭州");
      assertThat(product.get("/api/offers").toString()).contains("kept");
      assertThat(product.get("/api/audiences/kept").path("rule").path("trait").asText())
          .isEqualTo("city");
      assertThat(
              product
                  .send(
                      product
                          .request("GET", "/api/session", "")
                          .header("Cookie", cookie.split(";", 2)[0])
                          .build())
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              product
                  .post("/v1/identify", "{\"userId\":\"kept\",\"messageId\":\"kept-1\"}")
                  .path("duplicates")
                  .asInt())
          .isEqualTo(1);
    }
  }
}
