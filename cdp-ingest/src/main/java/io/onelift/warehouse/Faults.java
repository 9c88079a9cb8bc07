package io.onelift.warehouse;

import com.clickhouse.client.api.ServerException;
import io.onelift.warehouse.WarehouseException.Fault;
import java.io.IOException;
import java.util.Set;

/** Says of a client's exception whose fault it is. */
final class Faults {
  /** Memory, time, rows, bytes and concurrency, by ClickHouse's error codes. */
  private static final Set<Integer> LIMITS =
      Set.of(158, 159, 160, 202, 241, 242, 307, 396, 453, 473);

  /** The statement was stopped, the server is shutting down, or it cannot be reached. */
  private static final Set<Integer> AWAY = Set.of(210, 209, 236, 279, 394, 999, 1002);

  private static final int LONGEST = 2_000;

  private Faults() {}

  static WarehouseException of(String what, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof WarehouseException known) {
        return known;
      }
      if (cause instanceof ServerException server) {
        return server(what, server);
      }
    }
    return new WarehouseException(
        Fault.UNAVAILABLE,
        0,
        "The warehouse did not answer: " + reason(thrown) + ". Try again.",
        thrown);
  }

  private static WarehouseException server(String what, ServerException server) {
    int code = server.getCode();
    Fault fault =
        LIMITS.contains(code)
            ? Fault.LIMIT
            : AWAY.contains(code) || server.getTransportProtocolCode() == 503
                ? Fault.UNAVAILABLE
                : Fault.REJECTED;
    return new WarehouseException(
        fault, code, "ClickHouse refused " + shortened(what) + ": " + server.getMessage(), server);
  }

  /** Statements may hold megabytes of values. */
  private static String shortened(String what) {
    return what.length() > LONGEST ? what.substring(0, LONGEST) + "…" : what;
  }

  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null && !(deepest instanceof IOException)) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
