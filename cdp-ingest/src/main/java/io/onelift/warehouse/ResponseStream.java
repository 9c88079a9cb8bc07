package io.onelift.warehouse;

import com.clickhouse.client.api.query.QueryResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** A result's bytes that end their response when closed. */
final class ResponseStream extends FilterInputStream {
  private final String sql;
  private final QueryResponse response;

  ResponseStream(String sql, QueryResponse response) {
    super(response.getInputStream());
    this.sql = sql;
    this.response = response;
  }

  @Override
  public void close() throws IOException {
    try {
      response.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Faults.of(sql, e);
    }
  }
}
