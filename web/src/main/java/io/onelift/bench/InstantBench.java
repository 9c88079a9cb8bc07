package io.onelift.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * How long after its acknowledgement an event is in what decisions read: a tag that counts it, a
 * rule table made of that tag, an audience by behaviour. Instant events, and the same not instant.
 */
public final class InstantBench {
  private static final int BATCH = 500;
  private static final String KEY = "instant-key";

  private final URI address;
  private final PrintWriter out;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Nobody is sent about twice. */
  private int next;

  private InstantBench(URI address, PrintWriter out) {
    this.address = address;
    this.out = out;
  }

  /**
   * Runs in a scratch directory and prints a line for each way to look.
   *
   * @param main see {@link ServerProcess#start}
   * @param people how many there are before, each with five events
   * @param rounds instant events, one after the other
   */
  public static void run(String main, Path scratch, int people, int rounds, PrintWriter out) {
    try (ServerProcess server = ServerProcess.start(main, scratch, KEY)) {
      InstantBench bench = new InstantBench(server.address(), out);
      bench.prepare(people);
      out.printf(
          Locale.ROOT,
          "%-34s %12s %12s %12s %12s%n",
          "milliseconds",
          "ack p50",
          "ack p99",
          "seen p50",
          "seen p99");
      bench.measure("estimate by a counting tag", "{\"tag\":\"buys\",\"gte\":6}", rounds, true);
      bench.measure(
          "estimate by a rule table", "{\"tag\":\"stage\",\"in\":[\"loyal\"]}", rounds, true);
      bench.measure(
          "estimate by behaviour", "{\"event\":\"buy\",\"count\":{\"gte\":6}}", rounds, true);
      bench.decisions(rounds);
      bench.measure(
          "not instant, by a counting tag", "{\"tag\":\"buys\",\"gte\":6}", rounds / 5, false);
    }
  }

  private void prepare(int people) {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 5 * people; i++) {
      batch.append(batch.isEmpty() ? "" : ",").append(buy("old" + i % people, false));
      if (i % BATCH == BATCH - 1 || i == 5 * people - 1) {
        post("/v1/batch", "{\"batch\":[" + batch + "]}");
        batch.setLength(0);
      }
    }
    // A value that nobody has is refused in a rule.
    for (int i = 0; i < 6; i++) {
      post("/v1/track", buy("loyal", false));
    }
    post(
        "/api/tags",
        """
        {"key":"buys","type":"number","definition":{"event":"buy","aggregate":"count"}}
        """);
    post(
        "/api/tags",
        """
        {"key":"stage","type":"enum","definition":
          {"rows":[{"rule":{"tag":"buys","gte":6},"value":"loyal"}],"otherwise":"new"}}
        """);
    post("/api/tags/stage/refresh", "");
    post(
        "/api/decision-tables",
        """
        {"key":"care","name":"Care","rows":[{"rule":{"tag":"stage","in":["loyal"]},
          "then":{"benefit":"card"}}]}
        """);
  }

  private static String buy(String user, boolean instant) {
    return "{\"type\":\"track\",\"event\":\"buy\",\"userId\":\"%s\",\"context\":{\"instant\":%s}}"
        .formatted(user, instant);
  }

  private void measure(String what, String rule, int rounds, boolean instant) {
    Latencies acknowledged = new Latencies();
    Latencies seen = new Latencies();
    String body = "{\"rule\":" + rule + "}";
    for (int i = 0; i < rounds; i++) {
      long before = post("/api/audiences/estimate", body).path("size").asLong();
      send("old" + next++, instant, acknowledged);
      see(seen, () -> post("/api/audiences/estimate", body).path("size").asLong() > before);
    }
    print(what, acknowledged, seen);
  }

  private void decisions(int rounds) {
    Latencies acknowledged = new Latencies();
    Latencies seen = new Latencies();
    for (int i = 0; i < rounds; i++) {
      String user = "old" + next++;
      send(user, true, acknowledged);
      String path = "/api/decision-tables/care/decide?id=" + user;
      see(seen, () -> call("GET", path, "").has("row"));
    }
    print("decision by a rule table", acknowledged, seen);
  }

  private void send(String user, boolean instant, Latencies acknowledged) {
    long sent = System.nanoTime();
    post("/v1/track", buy(user, instant));
    acknowledged.add(System.nanoTime() - sent);
  }

  private static void see(Latencies seen, BooleanSupplier look) {
    long acknowledged = System.nanoTime();
    while (!look.getAsBoolean()) {
      Thread.onSpinWait();
    }
    seen.add(System.nanoTime() - acknowledged);
  }

  private void print(String what, Latencies acknowledged, Latencies seen) {
    out.printf(
        Locale.ROOT,
        "%-34s %12.1f %12.1f %12.1f %12.1f%n",
        what,
        millis(acknowledged, .5),
        millis(acknowledged, .99),
        millis(seen, .5),
        millis(seen, .99));
    out.flush();
  }

  private static double millis(Latencies latencies, double share) {
    return latencies.quantile(share).toNanos() / 1e6;
  }

  private JsonNode post(String path, String body) {
    return call("POST", path, body);
  }

  private JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + KEY)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      JsonNode answer = Json.tree(response.body());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(path + " answered " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(path + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
