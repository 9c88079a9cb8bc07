package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The whole product on the real engine with a small sample bank, one for all tests of this JVM, and
 * a client for it.
 */
public final class Product {
  private static final String KEY = "the-admin-key-of-these-tests";
  private static final DemoCommand.Bank BANK = new DemoCommand.Bank(1_500, 1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static Optional<Product> running = Optional.empty();

  private final Application application;
  private final HttpClient http = HttpClient.newHttpClient();

  private Product(Application application) {
    this.application = application;
  }

  /** Starts it at the first call; it ends with the JVM. */
  public static synchronized Product running() {
    if (running.isEmpty()) {
      Application application = start(scratch("onelift-product"), Optional.of(BANK));
      Runtime.getRuntime().addShutdownHook(new Thread(application::close));
      running = Optional.of(new Product(application));
    }
    return running.get();
  }

  /** The running product, once the whole bank is in and its tags are as new as its events. */
  public static synchronized Product withBank() {
    Product product = running();
    product.await("/api/session", session -> !session.path("demo").path("loading").asBoolean());
    // The tags follow the events within seconds; the last customer loaded is in them at the end.
    product.await("/api/tags", tags -> product.isFresh(tags.path("tags")));
    return product;
  }

  private boolean isFresh(JsonNode tags) {
    long people =
        warehouse()
            .query(
                "SELECT count(t_city) AS n FROM profiles FINAL", Map.of(), row -> row.integer("n"))
            .getFirst();
    for (JsonNode tag : tags) {
      boolean isBehind =
          tag.path("key").asText().equals("city") && tag.path("profiles").asLong() != people;
      if (isBehind || !tag.path("state").asText().equals("fresh")) {
        return false;
      }
    }
    return true;
  }

  static Application start(Path data) {
    return start(data, Optional.empty());
  }

  private static Application start(Path data, Optional<DemoCommand.Bank> bank) {
    ProjectConfig config =
        new ProjectConfig(
            data,
            Optional.empty(),
            MetastoreConfig.sqlite(data.resolve("metastore.db")),
            Optional.of(ZoneId.of("Asia/Shanghai")),
            "Test",
            "CNY");
    return Application.start(config, bank, "127.0.0.1", 0, Optional.of(KEY), step -> {});
  }

  static Product of(Application application) {
    return new Product(application);
  }

  static Path scratch(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + application.port();
  }

  public String adminKey() {
    return KEY;
  }

  /** The product's own connection to ClickHouse, for figures that none of its compilers touched. */
  public Warehouse warehouse() {
    return application.project().warehouse();
  }

  /** Asks again until the answer is as it should be, at most for {@link #PATIENCE}. */
  public JsonNode await(String path, Predicate<JsonNode> condition) {
    return await(() -> admin("GET", path, ""), path, condition);
  }

  /** The same, of the answers to a statement. */
  public JsonNode awaitSql(String body, Predicate<JsonNode> condition) {
    return await(() -> admin("POST", "/api/sql", body), body, condition);
  }

  private static JsonNode await(
      Supplier<HttpResponse<String>> call, String what, Predicate<JsonNode> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> answer = call.get();
    while (answer.statusCode() != 200 || !condition.test(json(answer))) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " still answers " + answer.body());
      }
      LockSupport.parkNanos(50_000_000);
      answer = call.get();
    }
    return json(answer);
  }

  /** A fresh one-time code for signing in. */
  public String link() {
    return application.link();
  }

  /** A request by nobody. */
  public HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(address() + path))
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> as(String key, String method, String path, String body) {
    return send(request(method, path, body).header("Authorization", "Bearer " + key).build());
  }

  /** A file that somebody may fetch. */
  byte[] bytes(String key, String path) {
    try {
      return http.send(
              request("GET", path, "").header("Authorization", "Bearer " + key).build(),
              BodyHandlers.ofByteArray())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> admin(String method, String path, String body) {
    return as(KEY, method, path, body);
  }

  public JsonNode get(String path) {
    HttpResponse<String> response = admin("GET", path, "");
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return json(response);
  }

  /** The answer to a call that has to succeed. */
  public JsonNode post(String path, String body) {
    HttpResponse<String> response = admin("POST", path, body);
    if (response.statusCode() >= 300) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return json(response);
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  /** A new key of a role. */
  public String key(String role) {
    return post("/api/keys", "{\"name\":\"a " + role + "\",\"role\":\"" + role + "\"}")
        .path("key")
        .asText();
  }
}
