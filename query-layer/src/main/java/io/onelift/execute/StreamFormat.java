package io.onelift.execute;

import java.util.Map;

/** What a result can stream as; ClickHouse writes each of them itself. */
public enum StreamFormat {
  /** Comma-separated, a line of names first. */
  CSV("CSVWithNames", Map.of()),
  /** An object a line. */
  JSON_LINES("JSONEachRow", Map.of()),
  /** Apache Arrow's stream of record batches. */
  ARROW(
      "ArrowStream",
      Map.of(
          "output_format_arrow_string_as_string", "1",
          "output_format_arrow_compression_method", "none")),
  /** A Parquet file; its end can only be written when all rows are known. */
  PARQUET("Parquet", Map.of("output_format_parquet_string_as_string", "1"));

  private final String clickHouse;

  @SuppressWarnings("ImmutableEnumChecker") // Of Map.of.
  private final Map<String, String> settings;

  StreamFormat(String clickHouse, Map<String, String> settings) {
    this.clickHouse = clickHouse;
    this.settings = settings;
  }

  String clickHouse() {
    return clickHouse;
  }

  Map<String, String> settings() {
    return settings;
  }
}
