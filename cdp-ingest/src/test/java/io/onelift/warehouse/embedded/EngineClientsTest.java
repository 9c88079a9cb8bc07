package io.onelift.warehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import io.onelift.warehouse.WarehouseExtension;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WarehouseExtension.class)
class EngineClientsTest {
  private final EmbeddedEngine engine;

  EngineClientsTest(EmbeddedEngine engine) {
    this.engine = engine;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "true,true"})
  void servesClientV2(boolean compressed, boolean overHttp) throws Exception {
    String table = "clients_" + compressed + "_" + overHttp;
    String data =
        IntStream.range(0, 50_000)
            .mapToObj(i -> i + "\tname " + i)
            .collect(Collectors.joining("\n"));
    try (Client client =
        new Client.Builder()
            .addEndpoint(engine.address().toString())
            .setUsername(engine.user())
            .setPassword(engine.password())
            .compressServerResponse(compressed)
            .compressClientRequest(compressed)
            .useHttpCompression(overHttp)
            .build()) {
      client
          .query("CREATE TABLE " + table + " (a UInt64, s String) ENGINE = MergeTree ORDER BY a")
          .get()
          .close();
      try (InsertResponse inserted =
          client
              .insert(
                  table,
                  new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)),
                  ClickHouseFormat.TSV)
              .get()) {
        assertThat(inserted.getWrittenRows()).isEqualTo(50_000);
      }
      List<GenericRecord> rows = client.queryAll("SELECT a, s FROM " + table + " ORDER BY a");
      assertThat(rows).hasSize(50_000);
      assertThat(rows.get(49_999).getString("s")).isEqualTo("name 49999");
      assertThatThrownBy(() -> client.queryAll("SELECT nope"))
          .rootCause()
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.getCode()).isEqualTo(47));
    }
  }

  @Test
  void servesJdbc() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", engine.user());
    properties.setProperty("password", engine.password());
    String url = "jdbc:clickhouse://127.0.0.1:" + engine.address().getPort() + "/default";
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE jdbc (a UInt64, s Nullable(String), t DateTime64(3, 'Asia/Shanghai'))"
              + " ENGINE = MergeTree ORDER BY a");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO jdbc (a, s, t) VALUES (?, ?, ?)")) {
        for (int i = 0; i < 1000; i++) {
          insert.setLong(1, i);
          insert.setString(2, i == 0 ? null : "it's\n\n\\ " + i);
          insert.setString(3, "2026-01-02 03:04:05.678");
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(1000);
      }
      assertThat(statement.executeUpdate("INSERT INTO jdbc SELECT 5000, 'one', now64(3)"))
          .isEqualTo(1);
      try (PreparedStatement query =
          connection.prepareStatement("SELECT s FROM jdbc WHERE a = ? AND s LIKE ?")) {
        query.setLong(1, 7);
        query.setString(2, "it's%");
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("it's\n\n\\ 7");
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT count(), countIf(s IS NULL) FROM jdbc")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(1001);
        assertThat(rows.getLong(2)).isEqualTo(1);
      }
      assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("26.");
      assertThatThrownBy(() -> statement.executeQuery("SELECT nope"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(47));
    }
  }
}
