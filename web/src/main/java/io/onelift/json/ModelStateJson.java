package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.ModelDefinition;
import io.onelift.model.ModelJson;
import io.onelift.model.Report;
import io.onelift.model.Step;
import io.onelift.model.Trained;
import io.onelift.model.TrainingState;
import java.time.Instant;
import java.util.Optional;

/**
 * A model with how far it is.
 *
 * @param definition as somebody would send it
 * @param done how far the training is, 0 to 1
 * @param error why the last training failed
 * @param trained what was learned last; absent before the first training
 */
public record ModelStateJson(
    String key,
    String name,
    String description,
    String kind,
    JsonNode definition,
    int version,
    String state,
    double done,
    Optional<String> step,
    Optional<String> error,
    Optional<TrainedJson> trained,
    Instant updatedAt,
    String updatedBy) {
  public static ModelStateJson of(
      Stored<ModelDefinition> stored, TrainingState state, Optional<Stored<Trained>> trained) {
    ModelDefinition model = stored.value();
    return new ModelStateJson(
        model.key(),
        model.name(),
        model.description(),
        model.kind().json(),
        ModelJson.print(model),
        stored.version(),
        state.phase().json(),
        state.done(),
        state.step().map(Step::json),
        state.error(),
        trained.map(TrainedJson::of),
        stored.updatedAt(),
        stored.updatedBy());
  }

  /**
   * A training at a glance.
   *
   * @param version of the training, from 1
   * @param definition version of the definition that it was trained from
   */
  public record TrainedJson(
      int version,
      int definition,
      Instant trainedAt,
      String trainedBy,
      double auc,
      long population,
      long positives) {
    public static TrainedJson of(Stored<Trained> stored) {
      Report report = stored.value().report();
      return new TrainedJson(
          stored.version(),
          stored.value().fit().definition(),
          stored.value().fit().trainedAt(),
          stored.updatedBy(),
          report.auc().value(),
          report.population(),
          report.positives());
    }
  }
}
