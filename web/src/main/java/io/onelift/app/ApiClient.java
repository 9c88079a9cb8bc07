package io.onelift.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import io.onelift.security.AdminKeyFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls a running server for the commands. */
final class ApiClient {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;
  private final String key;

  private ApiClient(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  static ApiClient connect(ServerOptions options) {
    URI base;
    try {
      base = URI.create(options.url.endsWith("/") ? options.url : options.url + "/");
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "--url is no address: " + options.url + ". Give one such as http://127.0.0.1:8090", e);
    }
    return new ApiClient(base, key(options));
  }

  private static String key(ServerOptions options) {
    if (options.key != null) {
      return options.key;
    }
    Optional<String> environment = Environment.adminKey();
    if (environment.isPresent() && options.data == null) {
      return environment.get();
    }
    List<Path> places = new ArrayList<>();
    if (options.data == null) {
      places.add(DataDirectory.DEMO);
      places.add(DataDirectory.PROJECT);
    } else {
      places.add(options.data);
    }
    return places.stream()
        .map(AdminKeyFile::new)
        .flatMap(file -> file.read().stream())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "No key is known. Give --key KEY, set CDP_ADMIN_KEY, or name the server's data"
                        + " directory with --data DIR (looked in "
                        + places
                        + ")."));
  }

  /** The answer as JSON. */
  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  /** Sends bytes as they are. */
  JsonNode upload(String path, BodyPublisher body) {
    return send(
        request(path).header("Content-Type", "application/octet-stream").POST(body).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      JsonNode body = json(response.body());
      if (response.statusCode() >= 400) {
        throw new CommandFailure(explain(response.statusCode(), body));
      }
      return body;
    } catch (IOException e) {
      throw new CommandFailure(
          "No server answers at "
              + base
              + " ("
              + Optional.ofNullable(e.getMessage()).orElse("connection refused")
              + "). Start one with ./cdp demo or ./cdp serve, or give its address with --url.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted.", e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode().put("detail", new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("Reading bytes in memory cannot fail", e);
    }
  }

  private static String explain(int status, JsonNode problem) {
    List<String> lines = new ArrayList<>();
    JsonNode errors = problem.path("errors");
    if (errors.isEmpty()) {
      lines.add(problem.path("detail").asText("The server answered " + status + "."));
    } else {
      lines.add(problem.path("title").asText() + ":");
      errors.forEach(
          error ->
              lines.add(
                  "  " + error.path("pointer").asText() + " " + error.path("message").asText()));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
