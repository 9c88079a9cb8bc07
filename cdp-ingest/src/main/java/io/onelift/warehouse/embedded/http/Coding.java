package io.onelift.warehouse.embedded.http;

import io.onelift.warehouse.embedded.engine.StatementException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a body is compressed. */
enum Coding {
  IDENTITY,
  GZIP,
  DEFLATE,
  /** LZ4's own frames, which client-v2 calls HTTP compression. */
  LZ4,
  ZSTD,
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
      case "lz4" -> LZ4;
      case "zstd" -> ZSTD;
      default ->
          throw new StatementException(
              48,
              "NOT_IMPLEMENTED",
              "Content-Encoding "
                  + name
                  + " is not understood here: send gzip, deflate, lz4, zstd or none");
    };
  }

  /** The first of ours that an Accept-Encoding names. */
  static Coding accepted(String header) {
    String names = header.toLowerCase(Locale.ROOT);
    return Stream.of(LZ4, ZSTD, GZIP, DEFLATE)
        .filter(coding -> names.contains(coding.headerName().orElseThrow()))
        .findFirst()
        .orElse(IDENTITY);
  }

  /** For Content-Encoding. */
  Optional<String> headerName() {
    return switch (this) {
      case GZIP -> Optional.of("gzip");
      case DEFLATE -> Optional.of("deflate");
      case LZ4 -> Optional.of("lz4");
      case ZSTD -> Optional.of("zstd");
      case IDENTITY, BLOCKS -> Optional.empty();
    };
  }
}
