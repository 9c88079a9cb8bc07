package io.onelift.export;

import io.onelift.webhook.WebhookConfig;

/** Where members go. */
public sealed interface ExportFormat {
  /** A file with a heading: profile, identifiers, a column per trait. */
  record Csv() implements ExportFormat {}

  /** A file with a JSON object a line. */
  record JsonLines() implements ExportFormat {}

  /** A file with typed columns. */
  record Parquet() implements ExportFormat {}

  /** Signed deliveries of some members each. */
  record Webhook(WebhookConfig to) implements ExportFormat {}

  /** As JSON writes it. */
  default String json() {
    return switch (this) {
      case Csv() -> "csv";
      case JsonLines() -> "jsonl";
      case Parquet() -> "parquet";
      case Webhook _ -> "webhook";
    };
  }
}
