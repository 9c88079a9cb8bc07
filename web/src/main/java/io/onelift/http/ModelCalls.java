package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.event.NotFound;
import io.onelift.json.ModelJson.DiffJson;
import io.onelift.json.ModelJson.ProblemsJson;
import io.onelift.json.ModelJson.VersionsJson;
import io.onelift.security.Permission;
import io.onelift.semantic.LineDiff;
import io.onelift.semantic.ModelVersion;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The semantic model as a document, with every version it ever had. */
final class ModelCalls implements Resource {
  private static final String YAML = "application/yaml; charset=utf-8";
  private static final int MOST_VERSIONS = Integer.MAX_VALUE;

  private final SemanticCatalog catalog;

  ModelCalls(SemanticCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/catalog/model", Permission.READ, this::show),
        Route.put("/api/catalog/model", Permission.ADMINISTER, this::save),
        Route.post("/api/catalog/model/check", Permission.READ, this::check),
        Route.get("/api/catalog/model/versions", Permission.READ, this::versions),
        Route.get("/api/catalog/model/versions/{version}", Permission.READ, this::version),
        Route.post(
            "/api/catalog/model/versions/{version}/restore", Permission.ADMINISTER, this::restore),
        Route.get("/api/catalog/model/diff", Permission.READ, this::diff));
  }

  private void show(Context context) {
    context.contentType(YAML).result(catalog.yaml().orElse(""));
  }

  private void save(Context context) {
    String comment = Parameters.text(context, "comment").orElse("");
    int version = catalog.save(context.body(), comment, AccessControl.caller(context).principal());
    context.json(Map.of("version", version));
  }

  private void check(Context context) {
    context.json(new ProblemsJson(catalog.placedProblems(context.body())));
  }

  private void versions(Context context) {
    context.json(VersionsJson.of(catalog.versions()));
  }

  private void version(Context context) {
    context.contentType(YAML).result(text(context.pathParam("version")));
  }

  private void restore(Context context) {
    String version = context.pathParam("version");
    int saved =
        catalog.save(
            text(version),
            Parameters.text(context, "comment").orElse("Version " + version + " restored"),
            AccessControl.caller(context).principal());
    context.json(Map.of("version", saved));
  }

  private void diff(Context context) {
    int newest = catalog.versions().stream().mapToInt(ModelVersion::version).max().orElse(0);
    int to = Parameters.integer(context, "to", newest, 0, MOST_VERSIONS);
    int from = Parameters.integer(context, "from", Math.max(0, to - 1), 0, MOST_VERSIONS);
    context.json(
        DiffJson.of(
            from, to, LineDiff.between(text(Integer.toString(from)), text(Integer.toString(to)))));
  }

  private String text(String version) {
    return Optional.of(version)
        .filter(text -> text.matches("\\d{1,9}"))
        .flatMap(text -> catalog.yaml(Integer.parseInt(text)))
        .orElseThrow(
            () ->
                new NotFound(
                    "version of the semantic model",
                    version,
                    NearestName.hint(
                        version,
                        catalog.versions().stream()
                            .map(v -> Integer.toString(v.version()))
                            .toList())));
  }
}
