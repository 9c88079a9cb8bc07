package io.onelift.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ClickHouse server as people write it: {@code http://user:password@host:8123/database} or {@code
 * jdbc:clickhouse://host:8123/database?user=…&password=…}.
 *
 * @param server scheme, host and port
 */
record WarehouseAddress(URI server, String user, String password, String database) {
  private static final String EXAMPLE =
      "Write http://user:password@host:8123/database or jdbc:clickhouse://host:8123/database";

  /**
   * @throws CommandFailure when it is no such address
   */
  static WarehouseAddress parse(String text) {
    String plain =
        text.replaceFirst("^jdbc:(clickhouse|ch):(https?:)?", "$2").replaceFirst("^//", "http://");
    try {
      URI uri = new URI(plain);
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
      if (!scheme.matches("https?") || uri.getHost() == null) {
        throw new CommandFailure("--warehouse is no ClickHouse address. " + EXAMPLE + ".");
      }
      Map<String, String> query = query(uri);
      boolean secure = scheme.equals("https") || "true".equals(query.get("ssl"));
      int port = uri.getPort() > 0 ? uri.getPort() : secure ? 8443 : 8123;
      String[] login = Optional.ofNullable(uri.getUserInfo()).orElse("default:").split(":", 2);
      String path = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
      return new WarehouseAddress(
          new URI(secure ? "https" : "http", null, uri.getHost(), port, null, null, null),
          query.getOrDefault("user", login[0]),
          query.getOrDefault("password", login.length > 1 ? login[1] : ""),
          query.getOrDefault("database", path.isEmpty() ? "onelift" : path));
    } catch (URISyntaxException e) {
      throw new CommandFailure("--warehouse is no address: " + e.getReason() + ". " + EXAMPLE, e);
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> values = new HashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return server + "/" + database;
  }
}
