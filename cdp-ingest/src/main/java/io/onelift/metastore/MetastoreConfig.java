package io.onelift.metastore;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Where the control-plane database is.
 *
 * @param url a JDBC address of SQLite or PostgreSQL
 */
public record MetastoreConfig(String url, String user, String password) {
  public MetastoreConfig {
    if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "The metastore is SQLite or PostgreSQL, not "
              + url.replaceAll("\\?.*", "")
              + ". Use jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE.");
    }
  }

  /** A file, created when it is missing. */
  public static MetastoreConfig sqlite(Path file) {
    return new MetastoreConfig("jdbc:sqlite:" + file.toAbsolutePath(), "", "");
  }

  public static MetastoreConfig postgres(String url, String user, String password) {
    return new MetastoreConfig(url, user, password);
  }

  boolean isSqlite() {
    return url.startsWith("jdbc:sqlite:");
  }

  Properties properties() {
    Properties properties = new Properties();
    if (isSqlite()) {
      // One writer at a time waits for the other; readers never wait.
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "FULL");
      properties.setProperty("busy_timeout", "10000");
      properties.setProperty("transaction_mode", "IMMEDIATE");
    }
    return properties;
  }

  @Override
  public String toString() {
    return "MetastoreConfig[" + url.replaceAll("\\?.*", "") + "]";
  }
}
