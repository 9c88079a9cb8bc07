package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Refold;
import io.onelift.event.DeclaredPlan;
import io.onelift.event.PlanCatalog;
import io.onelift.json.Body;
import io.onelift.json.PlanJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Optional;

/** The declared tracking plan. */
final class PlanCalls implements Resource {
  private final PlanCatalog plans;
  private final Collector collector;
  private final Refold refold;

  PlanCalls(PlanCatalog plans, Collector collector) {
    this.plans = plans;
    this.collector = collector;
    this.refold = new Refold(collector);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/plan", Permission.READ, this::show),
        Route.put("/api/plan", Permission.ADMINISTER, this::save));
  }

  private void show(Context context) {
    context.json(PlanJson.of(plans.current()));
  }

  private void save(Context context) {
    DeclaredPlan plan = PlanJson.read(Body.parse(context.bodyAsBytes()));
    String by = AccessControl.caller(context).principal();
    Stored<DeclaredPlan> saved = Waiting.await(collector.exclusively(_ -> plans.save(plan, by)));
    refold.start();
    context.json(PlanJson.of(Optional.of(saved)));
  }
}
