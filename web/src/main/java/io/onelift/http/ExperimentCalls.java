package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentReports;
import io.onelift.json.Body;
import io.onelift.json.ExperimentJson;
import io.onelift.json.ExperimentReportJson;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Map.of("experiments", experiments.list().stream().map(ExperimentJson::of).toList()));
  }

  private void show(Context context) {
    context.json(ExperimentJson.of(experiments.experiment(context.pathParam("key"))));
  }

  private void create(Context context) {
    Experiment draft = ExperimentJson.read(Body.parse(context.bodyAsBytes()), Optional.empty());
    context
        .status(201)
        .json(
            ExperimentJson.of(
                experiments.create(draft, AccessControl.caller(context).principal())));
  }

  private void change(Context context) {
    Experiment known = experiments.experiment(context.pathParam("key"));
    Experiment changed =
        ExperimentJson.read(Body.parse(context.bodyAsBytes()), Optional.of(known.key()));
    context.json(
        ExperimentJson.of(experiments.update(changed, AccessControl.caller(context).principal())));
  }

  private void start(Context context) {
    context.json(
        ExperimentJson.of(
            experiments.start(
                context.pathParam("key"), AccessControl.caller(context).principal())));
  }

  private void stop(Context context) {
    context.json(
        ExperimentJson.of(
            experiments.stop(context.pathParam("key"), AccessControl.caller(context).principal())));
  }

  private void report(Context context) {
    context.json(ExperimentReportJson.of(reports.report(context.pathParam("key"))));
  }
}
