package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.ExplanationJson;
import io.onelift.json.Json;
import io.onelift.json.ModelReportJson;
import io.onelift.json.ModelStateJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.ModelCatalog;
import io.onelift.model.ModelDefinition;
import io.onelift.model.ModelJson;
import io.onelift.model.Models;
import io.onelift.model.Trained;
import io.onelift.model.Trainings;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;

/** Models that learn who is like whom. */
final class PredictionCalls implements Resource {
  private final ModelCatalog catalog;
  private final Models models;
  private final Trainings trainings;
  private final Vocabulary names;
  private final IdentityGraph identities;

  PredictionCalls(Services.Learning learning, Vocabulary names, IdentityGraph identities) {
    this.catalog = learning.catalog();
    this.models = learning.models();
    this.trainings = learning.trainings();
    this.names = names;
    this.identities = identities;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/models", Permission.READ, this::list),
        Route.post("/api/models", Permission.DEFINE_AUDIENCES, this::create),
        Route.get("/api/models/{key}", Permission.READ, this::show),
        Route.put("/api/models/{key}", Permission.DEFINE_AUDIENCES, this::change),
        Route.delete("/api/models/{key}", Permission.DEFINE_AUDIENCES, this::delete),
        Route.post("/api/models/{key}/train", Permission.DEFINE_AUDIENCES, this::train),
        Route.get("/api/models/{key}/report", Permission.READ, this::report),
        Route.get("/api/models/{key}/explain", Permission.READ, this::explain));
  }

  private void list(Context context) {
    context.json(Map.of("models", catalog.list().stream().map(this::json).toList()));
  }

  private void show(Context context) {
    context.json(json(catalog.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    ModelDefinition model = ModelJson.parse(Json.tree(context.bodyAsBytes()), names);
    String by = AccessControl.caller(context).principal();
    context.status(201).json(json(catalog.create(model, by)));
  }

  private void change(Context context) {
    String key = context.pathParam("key");
    catalog.require(key);
    ModelDefinition model = ModelJson.parse(Json.tree(context.bodyAsBytes()), names);
    if (!model.key().equals(key)) {
      throw new InvalidInput("/key", "is '" + model.key() + "', but the path says '" + key + "'");
    }
    String by = AccessControl.caller(context).principal();
    context.json(json(catalog.update(model, by)));
  }

  private void delete(Context context) {
    models.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  /** Answers at once; the state says how far it is. */
  private void train(Context context) {
    Stored<ModelDefinition> model = catalog.require(context.pathParam("key"));
    trainings.begin(model.key(), AccessControl.caller(context).principal());
    context.status(202).json(json(model));
  }

  private void report(Context context) {
    String key = context.pathParam("key");
    Stored<Trained> newest = catalog.requireTrained(key);
    int version = Parameters.integer(context, "version", newest.version(), 1, Integer.MAX_VALUE);
    List<Stored<Trained>> all = catalog.trainings(key);
    Stored<Trained> wanted =
        all.stream()
            .filter(each -> each.version() == version)
            .findFirst()
            .orElseThrow(
                () ->
                    new NotFound(
                        "training of '" + key + "'",
                        Integer.toString(version),
                        "The newest is " + newest.version() + "."));
    context.json(ModelReportJson.of(wanted, all));
  }

  private void explain(Context context) {
    String key = context.pathParam("key");
    catalog.requireTrained(key);
    ProfileId profile = KnownProfile.of(Parameters.identifier(context), identities);
    context.json(ExplanationJson.of(profile, models.explain(key, profile.number())));
  }

  private ModelStateJson json(Stored<ModelDefinition> model) {
    return ModelStateJson.of(model, trainings.state(model.key()), catalog.trained(model.key()));
  }
}
