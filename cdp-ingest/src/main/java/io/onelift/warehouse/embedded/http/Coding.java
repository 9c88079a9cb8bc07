package io.onelift.warehouse.embedded.http;

import io.onelift.warehouse.embedded.engine.StatementException;
import java.util.Locale;

/** How a body is compressed. */
enum Coding {
  IDENTITY,
  GZIP,
  DEFLATE,
  /** ClickHouse's own blocks: {@code compress=1}, {@code decompress=1}. */
  BLOCKS;

  /**
   * @param name a Content-Encoding
   */
  static Coding named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw new StatementException(
              48,
              "NOT_IMPLEMENTED",
              "Content-Encoding " + name + " is not understood here: send gzip, deflate or none");
    };
  }

  /** The best that an Accept-Encoding names. */
  static Coding accepted(String header) {
    String names = header.toLowerCase(Locale.ROOT);
    return names.contains("gzip") ? GZIP : names.contains("deflate") ? DEFLATE : IDENTITY;
  }
}
