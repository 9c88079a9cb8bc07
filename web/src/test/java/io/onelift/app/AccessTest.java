package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AccessTest {
  private final Product product = Product.running();

  @Test
  void everyCallButHealthAndSigningInNeedsAKey() {
    List<String> answered = new ArrayList<>();
    product
        .get("/openapi.json")
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        call -> {
                          if (call.getValue().path("security").isMissingNode()
                              || !call.getValue().path("security").isEmpty()) {
                            int status = withoutKey(call.getKey(), path.getKey());
                            if (status != 401) {
                              answered.add(call.getKey() + " " + path.getKey() + " " + status);
                            }
                          }
                        }));
    assertThat(answered).isEmpty();
  }

  private int withoutKey(String method, String path) {
    String concrete = path.replace("{call}", "track").replaceAll("\\{\\w+}", "x");
    String body = method.equals("get") ? "" : "{\"userId\":\"u\",\"event\":\"e\"}";
    return product
        .send(product.request(method.toUpperCase(Locale.ROOT), concrete, body).build())
        .statusCode();
  }

  @Test
  void aRoleMayDoWhatItIsForAndNoMore() {
    String analyst = product.key("analyst");
    String app = product.key("app");

    assertThat(product.as(analyst, "GET", "/api/catalog", "").statusCode()).isEqualTo(200);
    assertThat(product.as(analyst, "GET", "/api/keys", "").statusCode()).isEqualTo(403);
    assertThat(product.as(analyst, "POST", "/api/offers", "{}").statusCode()).isEqualTo(403);
    assertThat(product.as(app, "GET", "/api/catalog", "").statusCode()).isEqualTo(403);
    assertThat(product.as(app, "GET", "/api/placements/none/offers", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void personalDataIsMaskedForEverybodyButAdmins() {
    product.post(
        "/v1/identify",
        """
        {"userId":"masked-u","messageId":"masked-1","traits":{"phone":"13900001111","city":"北京"}}
        """);
    String path = "/api/profiles?id=masked-u";

    String seen = product.as(product.key("analyst"), "GET", path, "").body();

    assertThat(seen).contains("北京").doesNotContain("13900001111");
    assertThat(product.admin("GET", path, "").body()).contains("13900001111");
  }

  @Test
  void aLinkSignsInOnceAndTheCookieStays() {
    String code = product.link();
    HttpResponse<String> signedIn = signIn("{\"link\":\"" + code + "\"}");
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(signedIn.statusCode()).isEqualTo(204);
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(signIn("{\"link\":\"" + code + "\"}").statusCode()).isEqualTo(401);
    JsonNode session =
        Product.json(product.send(withCookie("GET", "/api/session", cookie, "").build()));
    assertThat(session.path("role").asText()).isEqualTo("admin");
  }

  @Test
  void aSessionsChangesHaveToComeFromTheConsoleItself() {
    String cookie =
        signIn("{\"key\":\"" + product.adminKey() + "\"}")
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    String body = "{\"name\":\"x\",\"role\":\"app\"}";
    HttpRequest.Builder elsewhere =
        withCookie("POST", "/api/keys", cookie, body).header("Origin", "https://elsewhere.example");

    assertThat(product.send(elsewhere.build()).statusCode()).isEqualTo(403);
    assertThat(
            product
                .send(
                    withCookie("POST", "/api/keys", cookie, body)
                        .header("Origin", product.address())
                        .build())
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void aRevokedKeyOpensNothing() {
    JsonNode made = product.post("/api/keys", "{\"name\":\"short\",\"role\":\"analyst\"}");
    String key = made.path("key").asText();
    product.admin("DELETE", "/api/keys/" + made.path("id").asText(), "");

    assertThat(product.as(key, "GET", "/api/catalog", "").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> signIn(String body) {
    return product.send(product.request("POST", "/api/session", body).build());
  }

  private HttpRequest.Builder withCookie(String method, String path, String cookie, String body) {
    return product.request(method, path, body).header("Cookie", cookie.split(";", 2)[0]);
  }
}
