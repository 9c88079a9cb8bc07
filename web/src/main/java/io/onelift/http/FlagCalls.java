package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.ProfileId;
import io.onelift.experiment.Assignment;
import io.onelift.experiment.Assignments;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.Body;
import io.onelift.json.FlagJson;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Experiments as flags, by OpenFeature's remote evaluation protocol (OFREP): the flag's key is the
 * experiment's, its value the variant's key. Errors are in the protocol's own form.
 */
final class FlagCalls implements Resource {
  private final ExperimentCatalog experiments;
  private final Assignments assignments;
  private final IdentityGraph identities;

  FlagCalls(ExperimentCatalog experiments, Assignments assignments, IdentityGraph identities) {
    this.experiments = experiments;
    this.assignments = assignments;
    this.identities = identities;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/ofrep/v1/evaluate/flags/{flag}", Permission.DECIDE, this::one),
        Route.post("/ofrep/v1/evaluate/flags", Permission.DECIDE, this::all));
  }

  private void one(Context context) {
    String key = context.pathParam("flag");
    Optional<Experiment> experiment = experiments.find(key);
    if (experiment.isEmpty()) {
      fail(context, 404, key, "FLAG_NOT_FOUND", "There is no experiment '" + key + "'.");
      return;
    }
    try {
      context.json(evaluate(experiment.get(), identifier(context)));
    } catch (InvalidInput e) {
      fail(context, 400, key, code(e), String.valueOf(e.getMessage()));
    }
  }

  private void all(Context context) {
    try {
      Identifier identifier = identifier(context);
      context.json(
          Map.of(
              "flags",
              experiments.list().stream()
                  .filter(experiment -> experiment.state() == Experiment.State.RUNNING)
                  .map(experiment -> evaluate(experiment, identifier))
                  .toList()));
    } catch (InvalidInput e) {
      context
          .status(400)
          .json(Map.of("errorCode", code(e), "errorDetails", String.valueOf(e.getMessage())));
    }
  }

  private FlagJson evaluate(Experiment experiment, Identifier identifier) {
    String control = experiment.control().key();
    if (experiment.state() != Experiment.State.RUNNING) {
      return new FlagJson(experiment.key(), control, control, "DISABLED");
    }
    Optional<ProfileId> profile = identities.find(identifier);
    Optional<String> variant =
        profile
            .flatMap(found -> assignments.assign(experiment.key(), found))
            .map(Assignment::variant);
    // Somebody nobody has met yet has no profile that could keep a variant.
    return variant
        .map(assigned -> new FlagJson(experiment.key(), assigned, assigned, "SPLIT"))
        .orElseGet(() -> new FlagJson(experiment.key(), control, control, "DEFAULT"));
  }

  /** The targeting key is a user id unless the context names another {@code id_type}. */
  private static Identifier identifier(Context context) {
    JsonNode evaluation = Body.parse(context.bodyAsBytes()).node("context");
    String key = evaluation.path("targetingKey").asText("").strip();
    if (key.isEmpty()) {
      throw new InvalidInput(
          "/context/targetingKey", "is missing; give the user id of whom the flag is for");
    }
    return new Identifier(evaluation.path("id_type").asText(Identifier.USER_ID), key);
  }

  private static String code(InvalidInput problem) {
    return problem.problems().getFirst().pointer().endsWith("targetingKey")
        ? "TARGETING_KEY_MISSING"
        : "INVALID_CONTEXT";
  }

  private static void fail(Context context, int status, String key, String code, String details) {
    context.status(status).json(Map.of("key", key, "errorCode", code, "errorDetails", details));
  }
}
