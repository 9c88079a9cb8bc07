package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The published driver of Avatica, in a class loader of its own, as DBeaver would use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcStoryTest {
  private final Product product = Product.withBank();
  private URLClassLoader classes;
  private Driver driver;

  @BeforeAll
  void load() throws IOException, ReflectiveOperationException {
    Path web = Files.isDirectory(Path.of("src")) ? Path.of("") : Path.of("web");
    try (Stream<Path> jars = Files.list(web.resolve("target").resolve("jdbc-driver"))) {
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
      classes = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
    driver =
        (Driver)
            classes
                .loadClass("org.apache.calcite.avatica.remote.Driver")
                .getConstructor()
                .newInstance();
  }

  @AfterAll
  void unload() throws IOException {
    classes.close();
  }

  private Connection connect(String key) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("avatica_user", "dbeaver");
    properties.setProperty("avatica_password", key);
    properties.setProperty("authentication", "BASIC");
    return driver.connect("jdbc:avatica:remote:url=" + product.address() + "/jdbc", properties);
  }

  @Test
  void listsTablesAndColumns() throws SQLException {
    try (Connection connection = connect(product.adminKey())) {
      DatabaseMetaData data = connection.getMetaData();
      assertThat(texts(data.getTables(null, null, "%", new String[] {"TABLE"}), "TABLE_NAME"))
          .contains("events", "customers");
      assertThat(texts(data.getTables(null, null, "tag\\_%", null), "TABLE_NAME"))
          .contains("tag_city");
      try (ResultSet columns = data.getColumns(null, null, "events", "time")) {
        assertThat(columns.next()).isTrue();
        assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.TIMESTAMP);
        assertThat(columns.getString("TYPE_NAME")).isEqualTo("TIMESTAMP");
      }
      assertThat(texts(data.getColumns(null, null, "customers", null), "COLUMN_NAME"))
          .contains("profile_id", "city", "phone");
    }
  }

  @Test
  void runsStatementsAndFetchesAllRows() throws SQLException {
    try (Connection connection = connect(product.adminKey());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT message_id, time, CAST(time AS DATE) AS d, profile_id, event = 'login' AS l"
                  + " FROM events ORDER BY message_id LIMIT 2500")) {
        int count = 0;
        while (rows.next()) {
          count++;
          assertThat(rows.getString(1)).isNotEmpty();
          assertThat(rows.getTimestamp("time").toString()).startsWith(rows.getDate("d").toString());
          assertThat(rows.getLong("profile_id")).isPositive();
          rows.getBoolean("l");
          assertThat(rows.wasNull()).isFalse();
        }
        assertThat(count).isEqualTo(2_500);
      }
      assertThatThrownBy(() -> statement.executeQuery("SELECT nothing_of_that FROM events"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Column 'nothing_of_that' not found")
          .hasMessageNotContaining("at io.onelift");
    }
  }

  @Test
  void bindsParameters() throws SQLException {
    try (Connection connection = connect(product.adminKey());
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT COUNT(*) AS n FROM customers WHERE city = ? AND age > ?")) {
      assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
      statement.setString(1, "上海");
      statement.setInt(2, 30);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong("n"))
            .isEqualTo(
                product
                    .warehouse()
                    .query(
                        "SELECT count() AS n FROM profiles FINAL WHERE t_city = '上海' AND t_age >"
                            + " 30",
                        Map.of(),
                        row -> row.integer("n"))
                    .getFirst());
      }
    }
  }

  @Test
  void masksForTheAnalystAndRefusesStrangers() throws SQLException {
    try (Connection connection = connect(product.key("analyst"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT phone FROM customers WHERE phone IS NOT NULL")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("***");
      assertThat(rows.next()).isFalse();
    }
    assertThatThrownBy(() -> connect("no such key").createStatement().executeQuery("SELECT 1"))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(
            () -> connect(product.key("ingest")).createStatement().executeQuery("SELECT 1"))
        .isInstanceOf(Exception.class);
  }

  private static List<String> texts(ResultSet rows, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        texts.add(rows.getString(column));
      }
    }
    return texts;
  }
}
