package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KillTest {
  private static final int BATCHES = 120;
  private static final int EVENTS_PER_BATCH = 250;
  private static final String KEY = "the-admin-key-of-the-kill-test";
  private static final Pattern READY = Pattern.compile("Ready in .* at (http\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data = Product.scratch("onelift-kill");

  @Test
  void killedInTheMiddleOfALoadEveryEventCountsOnceAfterSendingAgain() throws Exception {
    Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    Server first = start();
    CountDownLatch enough = new CountDownLatch(BATCHES / 3);
    try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        int number = batch;
        senders.execute(
            () -> {
              if (send(first.address(), number)) {
                acknowledged.add(number);
                enough.countDown();
              }
            });
      }
      assertThat(enough.await(3, TimeUnit.MINUTES)).isTrue();
      first.process().destroyForcibly();
    }
    first.process().waitFor();
    assertThat(acknowledged).as("batches before the kill").hasSizeLessThan(BATCHES);

    Server second = start();
    try {
      assertThat(count(second))
          .isGreaterThanOrEqualTo((long) acknowledged.size() * EVENTS_PER_BATCH);
      List<Integer> rest =
          IntStream.range(0, BATCHES).filter(n -> !acknowledged.contains(n)).boxed().toList();
      for (int batch : rest) {
        assertThat(send(second.address(), batch)).isTrue();
      }
      assertThat(count(second)).isEqualTo((long) BATCHES * EVENTS_PER_BATCH);
    } finally {
      second.process().destroy();
      second.process().waitFor();
    }
  }

  private record Server(Process process, String address) {}

  private Server start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-Donelift.root=" + root(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.onelift.app.Main",
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--timezone",
                "Asia/Shanghai"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CDP_ADMIN_KEY", KEY);
    Process process = builder.start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread.ofVirtual().start(() -> drain(output));
        return new Server(process, ready.group(1));
      }
    }
    throw new AssertionError("The server did not start:\n" + said);
  }

  // So that the server never waits for somebody to read what it prints.
  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The process was killed, as the test wants.
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!folder.resolve("cdp-ingest").toFile().isDirectory()) {
      folder = folder.getParent();
    }
    return folder;
  }

  private boolean send(String address, int batch) {
    StringBuilder body = new StringBuilder("{\"batch\":[");
    for (int i = 0; i < EVENTS_PER_BATCH; i++) {
      body.append(i == 0 ? "" : ",")
          .append(
              "{\"type\":\"track\",\"event\":\"load\",\"userId\":\"u%d\",\"messageId\":\"m-%d-%d\"}"
                  .formatted(i % 50, batch, i));
    }
    try {
      return post(address + "/v1/batch", body.append("]}").toString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private long count(Server server) throws IOException {
    String sql = "{\"sql\":\"SELECT COUNT(*) AS n FROM events WHERE event = 'load'\"}";
    var response = post(server.address() + "/api/sql", sql);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Product.json(response).path("rows").path(0).path(0).asLong();
  }

  private java.net.http.HttpResponse<String> post(String address, String body) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address))
              .header("Authorization", "Bearer " + KEY)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
