package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.security.Permission;
import io.onelift.semantic.SemanticCatalog;
import java.util.List;
import java.util.Map;

/** The semantic model as a document. */
final class ModelCalls implements Resource {
  private final SemanticCatalog catalog;

  ModelCalls(SemanticCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/catalog/model", Permission.READ, this::show),
        Route.put("/api/catalog/model", Permission.ADMINISTER, this::save));
  }

  private void show(Context context) {
    context.contentType("application/yaml; charset=utf-8").result(catalog.yaml().orElse(""));
  }

  private void save(Context context) {
    int version = catalog.save(context.body(), AccessControl.caller(context).principal());
    context.json(Map.of("version", version));
  }
}
