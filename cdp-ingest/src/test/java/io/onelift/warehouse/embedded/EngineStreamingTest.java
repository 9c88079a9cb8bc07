package io.onelift.warehouse.embedded;

import static io.onelift.warehouse.embedded.EngineClient.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class EngineStreamingTest {
  private static final String ENDLESS = "SELECT count() FROM numbers(1e15) WHERE rand64() = 1";

  private final EngineClient client;

  EngineStreamingTest(EmbeddedEngine engine) {
    this.client = EngineClient.of(engine);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void sendsAResultLargerThanItsHeap() throws Exception {
    HttpResponse<InputStream> response =
        client
            .http()
            .send(
                client
                    .request("")
                    .POST(
                        BodyPublishers.ofString(
                            "SELECT number, repeat('x', 100) FROM numbers(4000000)"
                                + " FORMAT RowBinary"))
                    .build(),
                BodyHandlers.ofInputStream());
    long size = 0;
    try (InputStream body = response.body()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        size += n;
      }
    }
    assertThat(size).isEqualTo(4_000_000L * 109);
  }

  @Test
  void takesAnInsertLargerThanItsHeap() throws Exception {
    client.ask("CREATE TABLE large (s String CODEC(NONE)) ENGINE = Null");
    int rows = 3_000_000;
    byte[] row = ("x".repeat(99) + "\n").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        client.post(
            "query=" + encode("INSERT INTO large FORMAT TSV"),
            BodyPublishers.ofInputStream(() -> new Repeated(row, rows)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"written_rows\":\"" + rows + "\"");
  }

  @Test
  void stopsWorkingWhenTheClientLeaves() throws Exception {
    CompletableFuture<HttpResponse<String>> asked =
        client
            .http()
            .sendAsync(
                client.request("").POST(BodyPublishers.ofString(ENDLESS)).build(),
                BodyHandlers.ofString());
    EngineClient.await(Duration.ofSeconds(10), () -> running(ENDLESS) == 1);
    asked.cancel(true);
    EngineClient.await(Duration.ofSeconds(10), () -> running(ENDLESS) == 0);
  }

  @Test
  void stopsAStatementByItsQueryId() throws Exception {
    String sql = ENDLESS + " AND number > 1";
    CompletableFuture<HttpResponse<String>> asked =
        client
            .http()
            .sendAsync(
                client.request("query_id=victim").POST(BodyPublishers.ofString(sql)).build(),
                BodyHandlers.ofString());
    EngineClient.await(Duration.ofSeconds(10), () -> running(sql) == 1);
    client.post("param_id=victim", "KILL QUERY WHERE query_id = {id:String}");
    assertThat(asked.get().body()).contains("QUERY_WAS_CANCELLED");
    assertThat(running(sql)).isZero();
  }

  @Test
  void replacesARunningStatementWhenAskedTo() throws Exception {
    String sql = ENDLESS + " AND number > 2";
    CompletableFuture<HttpResponse<String>> first =
        client
            .http()
            .sendAsync(
                client.request("query_id=same").POST(BodyPublishers.ofString(sql)).build(),
                BodyHandlers.ofString());
    EngineClient.await(Duration.ofSeconds(10), () -> running(sql) == 1);
    assertThat(client.post("query_id=same", "SELECT 1").body())
        .contains("QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING");
    assertThat(client.post("query_id=same&replace_running_query=1", "SELECT 1").body())
        .isEqualTo("1\n");
    assertThat(first.get().body()).contains("QUERY_WAS_CANCELLED");
  }

  @Test
  void cutsAResultThatFailsOnItsWay() throws Exception {
    String sql = "SELECT repeat('x', 100), throwIf(number = 900000) FROM numbers(1000000)";
    assertThatThrownBy(() -> client.post("", sql)).isInstanceOf(IOException.class);
    HttpResponse<String> whole = client.post("wait_end_of_query=1", sql);
    assertThat(whole.statusCode()).isEqualTo(500);
    assertThat(whole.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("395");
  }

  @Test
  void sendsTheWholeResultAfterItsEnd() throws Exception {
    HttpResponse<String> response =
        client.post("wait_end_of_query=1", "SELECT number FROM numbers(300000)");
    assertThat(response.body().lines().count()).isEqualTo(300_000);
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"result_rows\":\"300000\"");
  }

  @Test
  void runsStatementsSideBySide() throws Exception {
    client.ask("CREATE TABLE side (a UInt64) ENGINE = MergeTree ORDER BY a");
    List<Callable<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int task = i;
      tasks.add(
          () ->
              task % 3 == 0
                  ? client.ask("INSERT INTO side VALUES (" + task + ")")
                  : client.ask("SELECT " + task + " + sum(number) FROM numbers(1000)"));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Future<String>> results = threads.invokeAll(tasks);
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(i % 3 == 0 ? "" : "" + (i + 499_500));
      }
    }
    assertThat(client.ask("SELECT count() FROM side")).isEqualTo("20");
  }

  private long running(String sql) {
    try {
      return Long.parseLong(
          client
              .post(
                  "param_sql=" + encode(sql),
                  "SELECT count() FROM system.processes WHERE query = {sql:String}")
              .body()
              .strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A row, many times over. */
  private static final class Repeated extends InputStream {
    private final byte[] row;
    private long left;

    Repeated(byte[] row, int rows) {
      this.row = row;
      this.left = (long) row.length * rows;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int size = (int) Math.min(length, left);
      for (int i = 0; i < size; i++) {
        target[offset + i] = row[(int) ((row.length - left % row.length) % row.length)];
        left--;
      }
      return size;
    }
  }
}
