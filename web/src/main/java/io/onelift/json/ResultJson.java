package io.onelift.json;

import io.onelift.execute.QueryResult;
import java.time.Instant;
import java.util.List;

/** Rows of an answer, as the contract has them. */
public record ResultJson(
    List<QueryResult.Column> columns,
    List<List<Object>> rows,
    int rowCount,
    boolean truncated,
    long elapsedMs,
    String executedSql,
    boolean fromCache,
    Instant asOf) {
  public static ResultJson of(QueryResult result) {
    return new ResultJson(
        result.columns(),
        result.rows(),
        result.rows().size(),
        result.truncated(),
        result.elapsed().toMillis(),
        result.executedSql(),
        result.fromCache(),
        result.asOf());
  }
}
