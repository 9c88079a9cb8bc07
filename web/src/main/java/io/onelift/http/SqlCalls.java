package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.SqlRequest;
import io.onelift.json.Body;
import io.onelift.json.Json;
import io.onelift.json.ResultJson;
import io.onelift.security.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL on the semantic model. */
final class SqlCalls implements Resource {
  private final QueryEngine queries;

  SqlCalls(QueryEngine queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/sql", Permission.READ, this::run));
  }

  private void run(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String sql = body.text("sql");
    Optional<JsonNode> params = body.optionalNode("params");
    if (params.isPresent() && !params.get().isContainerNode()) {
      body.problem("params", "must be an object of names, or a list for ? in their order");
    }
    int rows = body.integer("max_rows", 0, 0, 1_000_000);
    body.end();
    context.json(
        ResultJson.of(queries.sql(request(sql, params, rows), AccessControl.access(context))));
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
