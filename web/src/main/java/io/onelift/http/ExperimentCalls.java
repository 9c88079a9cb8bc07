package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentJson;
import io.onelift.experiment.ExperimentReports;
import io.onelift.json.ExperimentReportJson;
import io.onelift.json.Json;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;

/** Which is better. */
final class ExperimentCalls implements Resource {
  private final ExperimentCatalog experiments;
  private final ExperimentReports reports;

  ExperimentCalls(ExperimentCatalog experiments, ExperimentReports reports) {
    this.experiments = experiments;
    this.reports = reports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/experiments", Permission.READ, this::list),
        Route.post("/api/experiments", Permission.DEFINE_OFFERS, this::create),
        Route.get("/api/experiments/{key}", Permission.READ, this::show),
        Route.put("/api/experiments/{key}", Permission.DEFINE_OFFERS, this::change),
        Route.post("/api/experiments/{key}/start", Permission.DEFINE_OFFERS, this::start),
        Route.post("/api/experiments/{key}/stop", Permission.DEFINE_OFFERS, this::stop),
        Route.get("/api/experiments/{key}/report", Permission.READ, this::report));
  }

  private void list(Context context) {
    context.json(
        Map.of("experiments", experiments.list().stream().map(ExperimentJson::print).toList()));
  }

  private void show(Context context) {
    context.json(ExperimentJson.print(experiments.experiment(context.pathParam("key"))));
  }

  private void create(Context context) {
    Experiment draft = ExperimentJson.parse(Json.tree(context.bodyAsBytes()));
    context
        .status(201)
        .json(
            ExperimentJson.print(
                experiments.create(draft, AccessControl.caller(context).principal())));
  }

  private void change(Context context) {
    Experiment known = experiments.experiment(context.pathParam("key"));
    JsonNode body = Json.tree(context.bodyAsBytes());
    if (body instanceof ObjectNode object) {
      object.put("key", known.key());
    }
    Experiment changed = ExperimentJson.parse(body);
    context.json(
        ExperimentJson.print(
            experiments.update(changed, AccessControl.caller(context).principal())));
  }

  private void start(Context context) {
    context.json(
        ExperimentJson.print(
            experiments.start(
                context.pathParam("key"), AccessControl.caller(context).principal())));
  }

  private void stop(Context context) {
    context.json(
        ExperimentJson.print(
            experiments.stop(context.pathParam("key"), AccessControl.caller(context).principal())));
  }

  private void report(Context context) {
    context.json(ExperimentReportJson.of(reports.report(context.pathParam("key"))));
  }
}
