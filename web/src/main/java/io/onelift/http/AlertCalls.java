package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.alert.Alert;
import io.onelift.alert.AlertJson;
import io.onelift.alert.Alerts;
import io.onelift.figure.Figures;
import io.onelift.figure.Period;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.json.FiringJson;
import io.onelift.json.Json;
import io.onelift.json.StoredJson;
import io.onelift.json.WatchedJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts on metrics, and what they fired on. */
final class AlertCalls implements Resource {
  private static final String PATH = "/api/alerts";

  private final Alerts alerts;
  private final Figures figures;

  AlertCalls(Alerts alerts, Figures figures) {
    this.alerts = alerts;
    this.figures = figures;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.READ, this::list),
        Route.post(PATH, Permission.DEFINE_REPORTS, this::create),
        Route.get(PATH + "/firings", Permission.READ, this::firings),
        Route.post(PATH + "/preview", Permission.READ, this::preview),
        Route.get(PATH + "/{key}", Permission.READ, this::show),
        Route.put(PATH + "/{key}", Permission.DEFINE_REPORTS, this::change),
        Route.delete(PATH + "/{key}", Permission.DEFINE_REPORTS, this::delete),
        Route.get(PATH + "/{key}/seen", Permission.READ, this::seen),
        Route.post(PATH + "/{key}/check", Permission.DEFINE_REPORTS, this::check));
  }

  private void list(Context context) {
    context.json(Map.of("alerts", alerts.list().stream().map(this::json).toList()));
  }

  private void show(Context context) {
    context.json(json(alerts.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    context.status(201).json(json(alerts.create(StoredJson.key(body), body, by)));
  }

  private void change(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    context.json(json(alerts.update(context.pathParam("key"), body, by)));
  }

  private void delete(Context context) {
    alerts.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private void firings(Context context) {
    int limit = Parameters.integer(context, "limit", 100, 1, 1_000);
    Optional<String> alert = Parameters.text(context, "alert");
    context.json(
        Map.of("firings", alerts.firings(alert, limit).stream().map(FiringJson::of).toList()));
  }

  private void preview(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    context.json(
        Map.of(
            "points",
            alerts.preview(body, days(context), AccessControl.access(context)).stream()
                .map(WatchedJson::of)
                .toList()));
  }

  private void seen(Context context) {
    Alert alert = alerts.require(context.pathParam("key")).value();
    context.json(
        Map.of(
            "points",
            alerts.seen(alert, days(context), AccessControl.access(context)).stream()
                .map(WatchedJson::of)
                .toList()));
  }

  private DayRange days(Context context) {
    Period period = Parameters.period(context);
    return period.days(figures.today());
  }

  private void check(Context context) {
    context.json(
        Map.of(
            "points",
            alerts.check(context.pathParam("key")).stream().map(WatchedJson::of).toList()));
  }

  private ObjectNode json(Stored<Alert> stored) {
    ObjectNode json = StoredJson.of(stored, AlertJson::print);
    alerts.firings(Optional.of(stored.key()), 1).stream()
        .findFirst()
        .ifPresent(last -> json.set("last", Json.MAPPER.valueToTree(FiringJson.of(last))));
    return json;
  }
}
