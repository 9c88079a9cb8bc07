package io.onelift.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Where events are sent and by whom. */
record Endpoint(URI address, String user, String password, HttpClient http) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Too much at the moment, and no warehouse at the moment. */
  private static final Set<Integer> PASSING = Set.of(429, 503);

  private static final int MOST_REFUSALS = 100;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  Endpoint(URI address, String user, String password) {
    this(
        address,
        user,
        password,
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /**
   * Sends one body until it is acknowledged, again after a refusal that asks for it, as SDKs do.
   *
   * @return how often it was refused
   * @throws IllegalStateException when it is refused for good: a run with losses measures nothing
   */
  int post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + basic())
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      int refused = 0;
      while (response.statusCode() != 200) {
        if (!PASSING.contains(response.statusCode()) || ++refused > MOST_REFUSALS) {
          throw new IllegalStateException(
              address + " answered " + response.statusCode() + ": " + response.body());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        response = http.send(request, BodyHandlers.ofString());
      }
      return refused;
    } catch (IOException e) {
      throw new IllegalStateException(address + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private String basic() {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
