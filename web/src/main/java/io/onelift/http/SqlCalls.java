package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.onelift.execute.Cancellation;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.execute.SqlRequest;
import io.onelift.execute.StreamFormat;
import io.onelift.execute.StreamedResult;
import io.onelift.json.Body;
import io.onelift.json.Json;
import io.onelift.json.ResultJson;
import io.onelift.json.SqlSchemaJson;
import io.onelift.resolve.Access;
import io.onelift.security.Permission;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * SQL on the semantic model: rows as JSON, or as a stream in the format that {@code Accept} names.
 */
final class SqlCalls implements Resource {
  private static final int BYTES_AT_ONCE = 1 << 16;
  private static final int MOST_ROWS = 50_000_000;

  private static final Map<String, StreamFormat> STREAMS =
      Map.of(
          "text/csv", StreamFormat.CSV,
          "application/x-ndjson", StreamFormat.JSON_LINES,
          "application/vnd.apache.arrow.stream", StreamFormat.ARROW,
          "application/vnd.apache.parquet", StreamFormat.PARQUET);

  private final QueryEngine queries;

  SqlCalls(QueryEngine queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/sql", Permission.READ, this::run),
        Route.get("/api/sql/schema", Permission.READ, this::schema));
  }

  private void run(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String sql = body.text("sql");
    Optional<JsonNode> params = body.optionalNode("params");
    if (params.isPresent() && !params.get().isContainerNode()) {
      body.problem("params", "must be an object of names, or a list for ? in their order");
    }
    int rows = body.integer("max_rows", 0, 0, MOST_ROWS);
    body.end();
    SqlRequest request = request(sql, params, rows);
    Access access = AccessControl.access(context);
    Optional<String> stream = stream(context);
    if (stream.isPresent()) {
      stream(context, request, access, stream.get());
    } else {
      context.json(ResultJson.of(rows(context, request, access)));
    }
  }

  private QueryResult rows(Context context, SqlRequest request, Access access) {
    Cancellation cancellation = new Cancellation();
    try (ClientWatch _ = ClientWatch.of(context, cancellation::cancel)) {
      return queries.sql(request, access, cancellation);
    }
  }

  /** The media type of a stream, when the caller asks for one. */
  private static Optional<String> stream(Context context) {
    String accept = Optional.ofNullable(context.header("Accept")).orElse("");
    return List.of(accept.split(",", -1)).stream()
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(STREAMS::containsKey)
        .findFirst();
  }

  private void stream(Context context, SqlRequest request, Access access, String type) {
    Cancellation cancellation = new Cancellation();
    StreamedResult result = open(context, request, access, STREAMS.get(type), cancellation);
    try (result) {
      context.contentType(type.equals("text/csv") ? "text/csv; charset=utf-8" : type);
      OutputStream out = context.res().getOutputStream();
      byte[] bytes = new byte[BYTES_AT_ONCE];
      for (int read = result.read(bytes); read >= 0; read = result.read(bytes)) {
        // Fails when the client has gone, and closing the result then stops the statement.
        out.write(bytes, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the first bytes are there, only the connection tells that the client has gone. */
  private StreamedResult open(
      Context context,
      SqlRequest request,
      Access access,
      StreamFormat format,
      Cancellation cancellation) {
    try (ClientWatch _ = ClientWatch.of(context, cancellation::cancel)) {
      return queries.stream(request, access, format, cancellation);
    }
  }

  private void schema(Context context) {
    context.json(SqlSchemaJson.of(queries.schema(AccessControl.access(context))));
  }

  private static SqlRequest request(String sql, Optional<JsonNode> params, int rows) {
    if (params.isEmpty()) {
      return new SqlRequest(sql, Map.of(), rows);
    }
    if (params.get().isArray()) {
      List<Object> values = new ArrayList<>();
      params.get().forEach(value -> values.add(plain(value)));
      return SqlRequest.positional(sql, values, rows);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    params.get().properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
    return new SqlRequest(sql, values, rows);
  }

  private static Object plain(JsonNode value) {
    return Json.MAPPER.convertValue(value, Object.class);
  }
}
