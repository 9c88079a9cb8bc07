package io.onelift.warehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class EngineProtocolTest {
  private final EmbeddedEngine engine;
  private final HttpClient client = HttpClient.newHttpClient();

  EngineProtocolTest(EmbeddedEngine engine) {
    this.engine = engine;
  }

  @Test
  void answersAQueryInTheUrlAndInTheBody() throws Exception {
    assertThat(get("query=" + encode("SELECT 1 + 1")).body()).isEqualTo("2\n");
    assertThat(post("", "SELECT 1 + 2 FORMAT JSONEachRow").body())
        .isEqualTo("{\"plus(1, 2)\":3}\n");
  }

  @Test
  void bindsParameters() throws Exception {
    assertThat(
            post("param_a=" + encode("it's \\\\ \\n 上海"), "SELECT {a:String} FORMAT TSVRaw").body())
        .isEqualTo("it's \\ \n 上海\n");
  }

  @Test
  void reportsAnErrorAsAServerDoes() throws Exception {
    HttpResponse<String> response = post("", "SELECT nope");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("47");
    assertThat(response.body()).startsWith("Code: 47. DB::Exception:");
  }

  @Test
  void servesTheWarehouse(Warehouse warehouse) {
    warehouse.execute(
        "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a", Map.of());
    warehouse.insert("t", List.of("a", "s"), List.of(List.of(1L, "x\n\ny"), List.of(2L, "z")));
    assertThat(
            warehouse.query(
                "SELECT a, s FROM t ORDER BY a", Map.of(), row -> row.integer("a") + row.text("s")))
        .containsExactly("1x\n\ny", "2z");
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return client.send(request(query).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String query, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(query).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(URI.create(engine.address() + "/?" + query))
        .header("X-ClickHouse-User", engine.user())
        .header("X-ClickHouse-Key", engine.password());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
