package io.onelift.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.execute.QueryEngine;
import io.onelift.resolve.Access;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler.HandlerResponse;
import org.apache.calcite.avatica.remote.JsonHandler;

/**
 * Answers Avatica's thin client (serialization JSON, its default). What a caller sees and may use
 * is what the caller of {@code POST /api/sql} sees and may use. Safe for use by many threads.
 */
public final class JdbcEnd {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final QueryEngine queries;
  private final Supplier<ZoneId> zone;
  private final OpenStatements statements = new OpenStatements();

  /**
   * @param zone whose clock times are given
   */
  public JdbcEnd(QueryEngine queries, Supplier<ZoneId> zone) {
    this.queries = queries;
    this.zone = zone;
  }

  /**
   * One answer.
   *
   * @param status of HTTP
   */
  public record Answer(int status, String json) {}

  /**
   * Answers one request.
   *
   * @param caller whose statements these are; nobody else's are found
   */
  public Answer answer(String request, String caller, Access access) {
    JsonHandler handler =
        new JsonHandler(
            new JdbcService(queries, access, statements.of(caller), zone.get()),
            NoopMetricsSystem.getInstance());
    HandlerResponse<String> response = handler.apply(request);
    return new Answer(
        response.getStatusCode(),
        response.getStatusCode() == 200
            ? response.getResponse()
            : withoutTraces(response.getResponse()));
  }

  /** Where in the product something was thrown is nothing for a client. */
  private static String withoutTraces(String error) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(error);
      json.putArray("exceptions");
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avatica wrote an error that is no JSON", e);
    }
  }
}
