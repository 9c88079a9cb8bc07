package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.figure.FigureJson;
import io.onelift.figure.Figures;
import io.onelift.json.AnswerJson;
import io.onelift.json.ChangeJson;
import io.onelift.json.Json;
import io.onelift.rootcause.ChangeExplainer;
import io.onelift.rootcause.ChangeRequest;
import io.onelift.security.Permission;
import java.util.List;

/** Metrics by their keys, without a word of SQL. */
final class MetricCalls implements Resource {
  private final Figures figures;
  private final ChangeExplainer changes;

  MetricCalls(Figures figures, ChangeExplainer changes) {
    this.figures = figures;
    this.changes = changes;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/metrics/query", Permission.READ, this::query),
        Route.post("/api/metrics/explain-change", Permission.READ, this::explain));
  }

  private void query(Context context) {
    context.json(
        AnswerJson.of(
            figures.answer(
                FigureJson.parse(Json.tree(context.bodyAsBytes()), ""),
                AccessControl.access(context)),
            figures.model()));
  }

  private void explain(Context context) {
    ChangeRequest request = ChangeRequest.parse(Json.tree(context.bodyAsBytes()), figures.today());
    context.json(
        ChangeJson.of(changes.explain(request, AccessControl.access(context)), figures.model()));
  }
}
