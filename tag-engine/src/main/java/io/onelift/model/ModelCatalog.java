package io.onelift.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.audience.Rule;
import io.onelift.audience.Rules;
import io.onelift.event.Conflict;
import io.onelift.event.NotFound;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import io.onelift.tag.NearestName;
import io.onelift.tag.TagUser;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of the project: definitions, and what was learned from them. Every change and every
 * training is a new version in the metastore; reads of the newest come from memory. Safe for use by
 * many threads of one process.
 */
public final class ModelCatalog {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonCodec<ModelDefinition> CODEC =
      new JsonCodec<>(model -> ModelJson.print(model).toString(), ModelCatalog::read);

  private final Definitions<ModelDefinition> definitions;
  private final Definitions<Trained> trainings;
  private final Definitions<Failure> failures;
  private final Map<String, Stored<ModelDefinition>> models = new ConcurrentHashMap<>();
  private final Map<String, Stored<Trained>> trained = new ConcurrentHashMap<>();

  /** Why the last training of a model failed. */
  private final Map<String, String> failed = new ConcurrentHashMap<>();

  /** What the metastore keeps of a training that failed. */
  record Failure(String reason) {}

  /** Opens the catalogue. */
  public ModelCatalog(Metastore metastore) {
    this.definitions = metastore.definitions("model", CODEC);
    this.trainings = metastore.definitions("model_fit", TrainedJson.CODEC);
    this.failures = metastore.definitions("model_failure", Failure.class);
    definitions.list().forEach(stored -> models.put(stored.key(), stored));
    trainings.list().forEach(stored -> trained.put(stored.key(), stored));
    failures.list().forEach(stored -> failed.put(stored.key(), stored.value().reason()));
  }

  private static ModelDefinition read(String json) {
    try {
      return ModelJson.read(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored model is not JSON", e);
    }
  }

  /** All models, by key. */
  public List<Stored<ModelDefinition>> list() {
    return models.values().stream().sorted(Comparator.comparing(Stored::key)).toList();
  }

  public Optional<Stored<ModelDefinition>> find(String key) {
    return Optional.ofNullable(models.get(key));
  }

  /**
   * The model with this key.
   *
   * @throws NotFound when there is none, with the nearest key
   */
  public Stored<ModelDefinition> require(String key) {
    return find(key)
        .orElseThrow(() -> new NotFound("model", key, NearestName.hint(key, models.keySet())));
  }

  /**
   * Saves a new model.
   *
   * @param by who saves
   * @throws Conflict when the key is taken
   */
  public synchronized Stored<ModelDefinition> create(ModelDefinition model, String by) {
    return keep(
        definitions
            .create(model.key(), model, by)
            .orElseThrow(
                () ->
                    new Conflict(
                        "There is a model '" + model.key() + "' already; choose another key.")));
  }

  /**
   * Saves a new version of a model; what was learned stays until it is trained again.
   *
   * @throws NotFound when there is no such model
   */
  public synchronized Stored<ModelDefinition> update(ModelDefinition model, String by) {
    require(model.key());
    return keep(definitions.save(model.key(), model, by));
  }

  private Stored<ModelDefinition> keep(Stored<ModelDefinition> stored) {
    models.put(stored.key(), stored);
    return stored;
  }

  synchronized void delete(String key, String by) {
    require(key);
    definitions.delete(key, by);
    trainings.delete(key, by);
    models.remove(key);
    trained.remove(key);
    forgetFailure(key, by);
  }

  /** Keeps what was learned; nothing happens when the model was deleted meanwhile. */
  synchronized Optional<Stored<Trained>> learned(String key, Trained found, String by) {
    if (!models.containsKey(key)) {
      return Optional.empty();
    }
    Stored<Trained> stored = trainings.save(key, found, by);
    trained.put(key, stored);
    forgetFailure(key, by);
    return Optional.of(stored);
  }

  private void forgetFailure(String key, String by) {
    if (failed.remove(key) != null) {
      failures.delete(key, by);
    }
  }

  /** Keeps why a training failed; nothing happens when the model was deleted meanwhile. */
  synchronized void failed(String key, String reason, String by) {
    if (models.containsKey(key)) {
      failures.save(key, new Failure(reason), by);
      failed.put(key, reason);
    }
  }

  /** Why the last training failed; empty when it did not. */
  Optional<String> failure(String key) {
    return Optional.ofNullable(failed.get(key));
  }

  /** What was learned last. */
  public Optional<Stored<Trained>> trained(String key) {
    return Optional.ofNullable(trained.get(key));
  }

  /**
   * What was learned last.
   *
   * @throws NotFound when there is no such model
   * @throws Conflict when it was never trained
   */
  public Stored<Trained> requireTrained(String key) {
    require(key);
    return trained(key)
        .orElseThrow(
            () ->
                new Conflict(
                    "The model '"
                        + key
                        + "' is not trained yet; POST /api/models/"
                        + key
                        + "/train does it."));
  }

  /** Every training of a model, the newest first. */
  public List<Stored<Trained>> trainings(String key) {
    require(key);
    return trainings.history(key);
  }

  /** The models that use a tag. */
  public List<TagUser> usingTag(String tag) {
    List<TagUser> using = new ArrayList<>();
    for (Stored<ModelDefinition> model : list()) {
      boolean learned =
          trained(model.key()).filter(each -> each.value().fit().tags().contains(tag)).isPresent();
      if (learned || names(model.value(), tag)) {
        using.add(new TagUser(TagUser.Kind.MODEL, model.key()));
      }
    }
    return using;
  }

  private static boolean names(ModelDefinition model, String tag) {
    List<Rule> rules = new ArrayList<>(List.of(model.label()));
    model.population().ifPresent(rules::add);
    boolean[] found = {false};
    for (Rule rule : rules) {
      Rules.walk(
          rule,
          node -> found[0] |= node instanceof Rule.HasTag(String used, var _) && used.equals(tag));
    }
    return found[0];
  }
}
