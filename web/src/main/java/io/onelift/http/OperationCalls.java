package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.security.Permission;
import io.onelift.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a load balancer asks. */
final class OperationCalls implements Resource {
  private final Warehouse warehouse;

  OperationCalls(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/health", Permission.OPEN, OperationCalls::health),
        Route.get("/api/ready", Permission.OPEN, this::ready));
  }

  private static void health(Context context) {
    context.json(Map.of("status", "up"));
  }

  private void ready(Context context) {
    if (!warehouse.reachable(Duration.ofSeconds(2))) {
      throw Refusal.unavailable(
          "The warehouse does not answer; it may be restarting.", Duration.ofSeconds(3));
    }
    context.json(Map.of("status", "ready"));
  }
}
