package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import io.onelift.metastore.MetastoreConfig;
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
import java.time.ZoneId;
import java.util.Optional;

/** The whole product on the real engine, one for all tests of this JVM, and a client for it. */
public final class Product {
  private static final String KEY = "the-admin-key-of-these-tests";
  private static Optional<Product> running = Optional.empty();

  private final Application application;
  private final HttpClient http = HttpClient.newHttpClient();

  private Product(Application application) {
    this.application = application;
  }

  /** Starts it at the first call; it ends with the JVM. */
  public static synchronized Product running() {
    if (running.isEmpty()) {
      Application application = start(scratch("onelift-product"));
      Runtime.getRuntime().addShutdownHook(new Thread(application::close));
      running = Optional.of(new Product(application));
    }
    return running.get();
  }

  static Application start(Path data) {
    ProjectConfig config =
        new ProjectConfig(
            data,
            Optional.empty(),
            MetastoreConfig.sqlite(data.resolve("metastore.db")),
            Optional.of(ZoneId.of("Asia/Shanghai")),
            "Test",
            "CNY");
    return Application.start(
        config, Optional.empty(), "127.0.0.1", 0, Optional.of(KEY), step -> {});
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
