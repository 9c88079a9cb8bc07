package io.onelift.bench;

import io.onelift.warehouse.embedded.EmbeddedEngine;
import io.onelift.warehouse.embedded.EngineConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The engine alone: an engine like the product's, with one plain typed table of the same fields,
 * that takes the same JSON as {@code INSERT … FORMAT JSONEachRow}.
 */
final class Rival implements AutoCloseable {
  private static final String TABLE =
      """
      CREATE TABLE plain_events (
        messageId String, type LowCardinality(String), event LowCardinality(String),
        userId String, anonymousId String, timestamp DateTime64(3),
        properties Tuple(product_id LowCardinality(String), category LowCardinality(String),
          price Float64, quantity Float64, currency LowCardinality(String),
          channel LowCardinality(String), in_stock Bool, position Float64),
        traits Tuple(city LowCardinality(String), age Float64, email String, balance Float64,
          vip Bool),
        context Tuple(library Tuple(name LowCardinality(String), version LowCardinality(String)),
          ip String, locale LowCardinality(String), os Tuple(name LowCardinality(String)),
          page Tuple(path LowCardinality(String), referrer LowCardinality(String)),
          campaign Tuple(source LowCardinality(String), name LowCardinality(String)))
      ) ENGINE = MergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (event, timestamp)
      """;

  private final EmbeddedEngine engine;

  Rival(Path directory) {
    engine = EmbeddedEngine.start(EngineConfig.in(directory));
    statement(TABLE).post("");
  }

  /** Takes bodies of {@link Traffic#lines}. */
  Endpoint endpoint() {
    return statement("INSERT INTO plain_events FORMAT JSONEachRow");
  }

  private Endpoint statement(String sql) {
    String query =
        "/?date_time_input_format=best_effort&query="
            + URLEncoder.encode(sql, StandardCharsets.UTF_8);
    return new Endpoint(URI.create(engine.address() + query), engine.user(), engine.password());
  }

  ProcessHandle handle() {
    return ProcessHandle.of(engine.pid()).orElseThrow();
  }

  @Override
  public void close() {
    engine.close();
  }
}
