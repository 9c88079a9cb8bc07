package io.onelift.warehouse.embedded;

import static io.onelift.warehouse.embedded.EngineClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.WarehouseExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class EngineProtocolTest {
  private final EmbeddedEngine engine;
  private final EngineClient client;

  EngineProtocolTest(EmbeddedEngine engine) {
    this.engine = engine;
    this.client = EngineClient.of(engine);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void answersAQueryInTheUrlAndInTheBody() throws Exception {
    assertThat(client.get("query=" + encode("SELECT 1 + 1")).body()).isEqualTo("2\n");
    assertThat(client.post("", "SELECT 1 + 2 FORMAT JSONEachRow").body())
        .isEqualTo("{\"plus(1, 2)\":3}\n");
    assertThat(client.post("query=" + encode("SELECT 1 +"), "3").body()).isEqualTo("4\n");
  }

  @Test
  void tellsFormatQueryIdAndTimeZone() throws Exception {
    HttpResponse<String> response =
        client.post(
            "query_id=q-7&session_timezone=Asia/Tokyo&default_format=CSV", "SELECT timezone()");
    assertThat(response.body()).isEqualTo("\"Asia/Tokyo\"\n");
    assertThat(response.headers().firstValue("X-ClickHouse-Format")).hasValue("CSV");
    assertThat(response.headers().firstValue("X-ClickHouse-Query-Id")).hasValue("q-7");
    assertThat(response.headers().firstValue("X-ClickHouse-Timezone")).hasValue("Asia/Tokyo");
    assertThat(client.post("", "SELECT 1 FORMAT JSON").headers().firstValue("X-ClickHouse-Format"))
        .hasValue("JSON");
  }

  @Test
  void bindsParameters() throws Exception {
    String value = "it's \\\\ \\n 上海";
    assertThat(client.post("param_a=" + encode(value), "SELECT {a:String} FORMAT TSVRaw").body())
        .isEqualTo("it's \\ \n 上海\n");
  }

  @Test
  void reportsAnErrorAsAServerDoes() throws Exception {
    HttpResponse<String> unknown = client.post("", "SELECT nope");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("47");
    assertThat(unknown.body()).startsWith("Code: 47. DB::Exception:");
    assertThat(client.post("", "SELEC 1").statusCode()).isEqualTo(400);
    assertThat(client.post("database=nowhere", "SELECT 1").statusCode()).isEqualTo(404);
    assertThat(client.post("no_such_setting=1", "SELECT 1").body()).contains("UNKNOWN_SETTING");
    assertThat(client.post("", "").body()).contains("Empty query");
  }

  @Test
  void takesInsertsWithTheirDataInTheBody() throws Exception {
    client.ask("CREATE TABLE inserts (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
    HttpResponse<String> values =
        client.post("", "INSERT INTO inserts (a, s) VALUES (1, 'x\n\ny;'), (2, upper('z'))");
    assertThat(values.statusCode()).isEqualTo(200);
    assertThat(values.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"written_rows\":\"2\"");
    client.post(
        "query=" + encode("INSERT INTO inserts FORMAT JSONEachRow"), "{\"a\":3,\"s\":\"json\"}");
    client.post(
        "",
        "/* FORMAT */ INSERT INTO inserts SETTINGS max_threads = 1 FORMAT TSV\n4\t\\N\n5\tfive\n");
    client.ask("INSERT INTO inserts SELECT 6, 'selected'");
    assertThat(client.ask("SELECT a, s FROM inserts ORDER BY a FORMAT JSONCompactEachRow"))
        .isEqualTo(
            "[1, \"x\\n"
                + "\\n"
                + "y;\"]\n"
                + "[2, \"Z\"]\n"
                + "[3, \"json\"]\n"
                + "[4, \"\"]\n"
                + "[5, \"five\"]\n"
                + "[6, \"selected\"]");
  }

  @Test
  void keepsSettingsToTheirStatement() throws Exception {
    assertThat(client.post("max_threads=3", "SELECT getSetting('max_threads')").body())
        .isEqualTo("3\n");
    client.ask("SET max_threads = 7");
    client.ask("CREATE TEMPORARY TABLE mine (a UInt8)");
    assertThat(client.ask("SELECT getSetting('max_threads')")).isNotIn("3", "7");
    assertThat(client.post("", "SELECT * FROM mine").body()).contains("UNKNOWN_TABLE");
    HttpResponse<String> slow =
        client.post("max_execution_time=1", "SELECT count() FROM numbers(1e12) WHERE rand() = 1");
    assertThat(slow.body()).contains("TIMEOUT_EXCEEDED");
    assertThat(slow.statusCode()).isEqualTo(408);
    assertThat(client.ask("SELECT getSetting('max_execution_time')")).isEqualTo("0");
  }

  @Test
  void changesNothingByGet() throws Exception {
    assertThat(client.get("query=" + encode("CREATE DATABASE by_get")).body()).contains("READONLY");
  }

  @Test
  void needsThePassword() throws Exception {
    URI query = URI.create(engine.address() + "/?query=SELECT%201");
    HttpRequest.Builder plain = HttpRequest.newBuilder(query);
    assertThat(client.http().send(plain.build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    HttpResponse<String> wrong =
        client
            .http()
            .send(
                plain
                    .copy()
                    .header("X-ClickHouse-User", engine.user())
                    .header("X-ClickHouse-Key", "wrong")
                    .build(),
                BodyHandlers.ofString());
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("516");
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (engine.user() + ":" + engine.password()).getBytes(StandardCharsets.UTF_8));
    assertThat(
            client
                .http()
                .send(
                    plain.copy().header("Authorization", "Basic " + basic).build(),
                    BodyHandlers.ofString())
                .body())
        .isEqualTo("1\n");
    URI inUrl =
        URI.create(query + "&user=" + engine.user() + "&password=" + encode(engine.password()));
    assertThat(
            client
                .http()
                .send(HttpRequest.newBuilder(inUrl).build(), BodyHandlers.ofString())
                .body())
        .isEqualTo("1\n");
  }

  @Test
  void answersAPingWithoutAPassword() throws Exception {
    HttpRequest ping = HttpRequest.newBuilder(engine.address().resolve("/ping")).build();
    assertThat(client.http().send(ping, BodyHandlers.ofString()).body()).isEqualTo("Ok.\n");
  }

  @Test
  void packsAndUnpacksGzip() throws Exception {
    client.ask("CREATE TABLE packed (a UInt64) ENGINE = MergeTree ORDER BY a");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(body)) {
      gzip.write("INSERT INTO packed FORMAT TSV\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> inserted =
        client
            .http()
            .send(
                client
                    .request("")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(inserted.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> packed =
        client
            .http()
            .send(
                client
                    .request("enable_http_compression=1")
                    .header("Accept-Encoding", "gzip")
                    .POST(BodyPublishers.ofString("SELECT sum(a) FROM packed"))
                    .build(),
                BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(plain.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("6\n");
    }
  }

  @Test
  void refusesABodyThatDoesNotUnpack() throws Exception {
    HttpResponse<String> response =
        client
            .http()
            .send(
                client
                    .request("")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofString("SELECT 1"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("Not in GZIP format");
  }
}
