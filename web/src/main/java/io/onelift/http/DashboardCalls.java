package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.dashboard.Dashboard;
import io.onelift.dashboard.DashboardJson;
import io.onelift.dashboard.Dashboards;
import io.onelift.json.Json;
import io.onelift.json.StoredJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;

/** Saved dashboards. */
final class DashboardCalls implements Resource {
  private static final String PATH = "/api/dashboards";

  private final Dashboards dashboards;

  DashboardCalls(Dashboards dashboards) {
    this.dashboards = dashboards;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.READ, this::list),
        Route.post(PATH, Permission.DEFINE_REPORTS, this::create),
        Route.get(PATH + "/{key}", Permission.READ, this::show),
        Route.put(PATH + "/{key}", Permission.DEFINE_REPORTS, this::change),
        Route.delete(PATH + "/{key}", Permission.DEFINE_REPORTS, this::delete),
        Route.post(PATH + "/{key}/cards", Permission.DEFINE_REPORTS, this::add));
  }

  private void list(Context context) {
    context.json(
        Map.of("dashboards", dashboards.list().stream().map(DashboardCalls::json).toList()));
  }

  private void show(Context context) {
    context.json(json(dashboards.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    context.status(201).json(json(dashboards.create(StoredJson.key(body), body, by(context))));
  }

  private void change(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    context.json(json(dashboards.update(context.pathParam("key"), body, by(context))));
  }

  private void delete(Context context) {
    dashboards.delete(context.pathParam("key"), by(context));
    context.status(204);
  }

  private void add(Context context) {
    JsonNode card = Json.tree(context.bodyAsBytes());
    context.status(201).json(json(dashboards.add(context.pathParam("key"), card, by(context))));
  }

  private static String by(Context context) {
    return AccessControl.caller(context).principal();
  }

  private static ObjectNode json(Stored<Dashboard> stored) {
    return StoredJson.of(stored, DashboardJson::print);
  }
}
