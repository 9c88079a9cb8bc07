package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import io.onelift.warehouse.Warehouse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQL over HTTP: streams, policies, explanations, and clients that go away. */
class SqlStoryTest {
  private static final String ROWS =
      "SELECT message_id, event AS what, profile_id, time FROM events ORDER BY message_id LIMIT"
          + " 20000";

  private final Product product = Product.withBank();

  @Test
  void streamsCsvWithTheNamesOfTheStatement() throws IOException, InterruptedException {
    HttpResponse<byte[]> csv = stream("text/csv", ROWS);
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    List<String> lines = new String(csv.body(), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(20_001);
    assertThat(lines.getFirst()).isEqualTo("\"message_id\",\"what\",\"profile_id\",\"time\"");
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void streamsALineForEachRow() throws IOException, InterruptedException {
    HttpResponse<byte[]> lines = stream("application/x-ndjson", ROWS);
    List<String> rows = new String(lines.body(), StandardCharsets.UTF_8).lines().toList();
    assertThat(rows).hasSize(20_000);
    JsonNode first = Json.MAPPER.readTree(rows.getFirst());
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("message_id", "what", "profile_id", "time");
  }

  @Test
  void streamsArrowAndParquetThatClickHouseReadsBack() throws IOException, InterruptedException {
    Warehouse warehouse = product.warehouse();
    for (Map.Entry<String, String> format :
        Map.of(
                "application/vnd.apache.arrow.stream", "ArrowStream",
                "application/vnd.apache.parquet", "Parquet")
            .entrySet()) {
      String sql =
          "SELECT a.message_id AS message_id, a.profile_id AS profile_id FROM events a JOIN"
              + " customers b ON b.profile_id < 4 ORDER BY message_id LIMIT 150000";
      byte[] bytes = stream(format.getKey(), sql).body();
      warehouse.execute("DROP TABLE IF EXISTS streamed_back");
      warehouse.execute(
          "CREATE TABLE streamed_back (message_id Nullable(String), profile_id Nullable(Int64))"
              + " ENGINE = Memory");
      warehouse.write("streamed_back", new ByteArrayInputStream(bytes), format.getValue());
      List<Long> back =
          warehouse.query(
              "SELECT count() AS n FROM streamed_back WHERE message_id IS NOT NULL",
              Map.of(),
              row -> row.integer("n"));
      long expected =
          product
              .post("/api/sql", "{\"sql\":\"SELECT COUNT(*) AS n FROM (" + sql + ") t\"}")
              .path("rows")
              .path(0)
              .path(0)
              .asLong();
      assertThat(back).as(format.getValue()).containsExactly(expected);
    }
  }

  @Test
  void saysWhatIsWrongBeforeAnythingStreams() throws IOException, InterruptedException {
    HttpResponse<byte[]> wrong = stream("text/csv", "SELECT nope FROM events", 400);
    assertThat(wrong.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(new String(wrong.body(), StandardCharsets.UTF_8))
        .contains("line 1, column 8")
        .contains("For example: ");
  }

  @Test
  void explains() {
    JsonNode rows =
        product
            .post(
                "/api/sql",
                "{\"sql\":\"EXPLAIN SELECT city, COUNT(*) AS n FROM customers WHERE tag_city ="
                    + " '上海' GROUP BY city\"}")
            .path("rows");
    assertThat(rows.toString())
        .contains("[\"rules\",\"FilterTagsByBitmap\"]")
        .contains("LogicalAggregate")
        .contains("\"estimate\",\"profiles: ")
        .contains("GROUP BY");
  }

  @Test
  void answersTheSameByTagAndByTrait() {
    for (String where : List.of("tag_city = '上海'", "city = '上海'")) {
      assertThat(
              product
                  .post(
                      "/api/sql",
                      "{\"sql\":\"SELECT COUNT(*) AS n FROM customers WHERE " + where + "\"}")
                  .path("rows")
                  .path(0)
                  .path(0)
                  .asLong())
          .isEqualTo(shanghai());
    }
  }

  private long shanghai() {
    return product
        .warehouse()
        .query(
            "SELECT count() AS n FROM profiles FINAL WHERE t_city = '上海'",
            Map.of(),
            row -> row.integer("n"))
        .getFirst();
  }

  @Test
  void keepsEachRoleToItsRowsAndColumns() {
    String analyst = product.key("strategist");
    String before = product.admin("GET", "/api/policies", "").body();
    assertThat(before).contains("\"roles\"");
    String policy =
        "{\"roles\":{\"strategist\":{\"profiles\":{\"trait\":\"city\",\"in\":[\"上海\"]},"
            + "\"tables\":{\"customers\":{\"hidden\":[\"age\"],\"masked\":[\"gender\"]}}}}}";
    HttpResponse<String> saved = product.admin("PUT", "/api/policies", policy);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    try {
      String count = "{\"sql\":\"SELECT COUNT(*) AS n FROM customers\"}";
      assertThat(
              Product.json(product.as(analyst, "POST", "/api/sql", count)).at("/rows/0/0").asLong())
          .isEqualTo(shanghai());
      JsonNode schema = Product.json(product.as(analyst, "GET", "/api/sql/schema", ""));
      for (JsonNode table : schema.path("tables")) {
        if (table.path("name").asText().equals("customers")) {
          assertThat(table.path("columns").findValuesAsText("name"))
              .contains("city", "gender")
              .doesNotContain("age");
        }
      }
      assertThat(product.as(analyst, "PUT", "/api/policies", policy).statusCode()).isEqualTo(403);
      assertThat(product.as(analyst, "GET", "/api/policies", "").statusCode()).isEqualTo(403);
    } finally {
      product.admin("PUT", "/api/policies", "{\"roles\":{}}");
    }
  }

  @Test
  void namesEveryProblemOfAPolicy() {
    HttpResponse<String> wrong =
        product.admin(
            "PUT",
            "/api/policies",
            "{\"roles\":{\"admin\":{},\"analyst\":{\"tables\":{\"customers\":{\"hidden\":[\"profile_id\","
                + "\"ctiy\"],\"rows\":[{\"column\":\"age\",\"gte\":\"x\"}]},\"custmers\":{}}}}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("/roles/admin")
        .contains("Did you mean 'city'?")
        .contains("Did you mean 'customers'?")
        .contains("profile_id says whose row it is");
  }

  @Test
  @Timeout(60)
  void stopsAStatementWhoseClientHasGone() throws IOException {
    String marker = "whose client has gone";
    String sql =
        "SELECT COUNT(*) AS n FROM events a JOIN events b ON a.message_id <> b.message_id JOIN"
            + " events c ON b.message_id <> c.message_id WHERE a.event <> '"
            + marker
            + "'";
    byte[] body = Json.bytes(Map.of("sql", sql));
    URI address = URI.create(product.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head =
          "POST /api/sql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(product.adminKey(), body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      awaitRunning(marker, 1);
    }
    awaitRunning(marker, 0);
  }

  private void awaitRunning(String marker, long count) {
    String running =
        "SELECT count() AS n FROM system.processes WHERE query LIKE {text:String} AND query NOT"
            + " LIKE '%system.processes%'";
    long now = -1;
    while (now != count) {
      now =
          product
              .warehouse()
              .query(running, Map.of("text", "%" + marker + "%"), row -> row.integer("n"))
              .getFirst();
    }
  }

  private HttpResponse<byte[]> stream(String accept, String sql)
      throws IOException, InterruptedException {
    return stream(accept, sql, 200);
  }

  private HttpResponse<byte[]> stream(String accept, String sql, int status)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(product.address() + "/api/sql"))
              .header("Authorization", "Bearer " + product.adminKey())
              .header("Content-Type", "application/json")
              .header("Accept", accept)
              .POST(BodyPublishers.ofByteArray(Json.bytes(Map.of("sql", sql))))
              .build();
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      assertThat(response.statusCode())
          .as(
              new String(
                  response.body(),
                  0,
                  Math.min(500, response.body().length),
                  StandardCharsets.UTF_8))
          .isEqualTo(status);
      return response;
    }
  }
}
