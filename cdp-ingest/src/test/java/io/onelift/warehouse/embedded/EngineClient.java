package io.onelift.warehouse.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The barest client: the JDK's. */
record EngineClient(URI address, String user, String password, HttpClient http)
    implements AutoCloseable {

  static EngineClient of(EmbeddedEngine engine) {
    return new EngineClient(
        engine.address(),
        engine.user(),
        engine.password(),
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return http.send(request(query).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
    return post(query, BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String query, BodyPublisher body)
      throws IOException, InterruptedException {
    return http.send(request(query).POST(body).build(), BodyHandlers.ofString());
  }

  /** The result without its last line break; fails on an error. */
  String ask(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response = post("", sql);
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return response.body().stripTrailing();
  }

  HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(URI.create(address + "/?" + query))
        .header("X-ClickHouse-User", user)
        .header("X-ClickHouse-Key", password);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Looks again and again until it is so, or fails. */
  static void await(Duration patience, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Not so within " + patience);
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
