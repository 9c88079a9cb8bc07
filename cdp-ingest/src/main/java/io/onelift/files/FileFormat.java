package io.onelift.files;

import java.util.Locale;
import java.util.Optional;

/** How a file is written. Text may be compressed with gzip. */
public enum FileFormat {
  /** Cells between separators, one row a line (RFC 4180). */
  CSV,
  /** One JSON object per line. */
  JSONL,
  PARQUET;

  /** True when the first row already knows every column. */
  public boolean hasFixedColumns() {
    return this != JSONL;
  }

  /** What the ending of a file's name says; empty when it says nothing. */
  public static Optional<FileFormat> ofName(String fileName) {
    String plain = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
      case "csv", "tsv", "txt" -> Optional.of(CSV);
      case "jsonl", "ndjson", "json" -> Optional.of(JSONL);
      case "parquet", "pq" -> Optional.of(PARQUET);
      default -> Optional.empty();
    };
  }
}
