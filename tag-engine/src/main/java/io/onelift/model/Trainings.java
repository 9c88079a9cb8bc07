package io.onelift.model;

import io.onelift.compute.Pace;
import io.onelift.compute.PacedWorker;
import io.onelift.event.Conflict;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.TagValuesNow.Usable;
import io.onelift.model.TrainingState.Phase;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains models in the background, one at a time, and lets tags that hold scores follow: after a
 * training, after a tag that a model uses was refreshed, and every day where days count. Safe for
 * use by many threads.
 */
public final class Trainings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final ModelCatalog catalog;
  private final People people;
  private final TagValuesNow tags;
  private final Trainer trainer;
  private final Clock clock;
  private final Map<String, TrainingState> states = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Stored<Trained>>> running = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("model-training").daemon().factory());

  /** Wakes what days move. */
  private final PacedWorker days;

  /**
   * Starts with nothing to train.
   *
   * @param wekaHome a folder for what Weka writes
   */
  public Trainings(
      ModelCatalog catalog, People people, TagValuesNow tags, Path wekaHome, Clock clock) {
    this.catalog = catalog;
    this.people = people;
    this.tags = tags;
    this.trainer = new Trainer(new LogisticRegression(wekaHome));
    this.clock = clock;
    this.days = new PacedWorker("model-days", Pace.STANDARD, this::dayPassed);
    catalog.list().forEach(model -> scheduleDay(model.key()));
  }

  /** Calls back with the key of each tag whose scores are no longer right. */
  public void listen(Consumer<String> outdated) {
    listeners.add(outdated);
  }

  public TrainingState state(String model) {
    TrainingState state = states.get(model);
    return state != null
        ? state
        : catalog
            .failure(model)
            .map(TrainingState::failed)
            .orElseGet(() -> TrainingState.over(catalog.trained(model).isPresent()));
  }

  /**
   * Trains a model; a training of it that has not begun yet, or runs, is the answer.
   *
   * @param by who asked
   * @return completes with what was learned, or with why nothing was
   * @throws io.onelift.event.NotFound when there is no such model
   */
  public CompletableFuture<Stored<Trained>> train(String model, String by) {
    catalog.require(model);
    return running.computeIfAbsent(
        model,
        key -> {
          states.put(key, TrainingState.queued());
          return CompletableFuture.supplyAsync(() -> run(key, by), worker);
        });
  }

  /** The same, for those who ask for the state later; its failure is in the state. */
  public void begin(String model, String by) {
    var _ = train(model, by);
  }

  private Stored<Trained> run(String model, String by) {
    try {
      Stored<Trained> learned = learn(model, by);
      states.remove(model);
      return learned;
    } catch (RuntimeException e) {
      LOG.warn("Training the model '{}' failed", model, e);
      catalog.failed(model, e.getMessage() == null ? e.toString() : e.getMessage(), by);
      states.remove(model);
      throw e;
    } finally {
      running.remove(model);
    }
  }

  private Stored<Trained> learn(String model, String by) {
    states.put(model, TrainingState.at(Step.READING_LABEL, 0));
    Stored<ModelDefinition> definition = catalog.require(model);
    ModelDefinition wanted = definition.value();
    RoaringBitmap population = people.population(wanted);
    RoaringBitmap positives = people.positives(wanted, population);
    LabelLineage label = new LabelLineage(wanted.label(), tags.catalog()::find, people.audiences());
    Usable usable = tags.usable(wanted, label);
    Instant now = clock.instant();
    Trained trained =
        trainer.train(
            new Trainer.Material(
                definition.version(),
                population,
                positives,
                usable.tags(),
                usable.leftOut(),
                wanted.seed(),
                now,
                tags.zone()),
            (step, done) -> states.put(model, TrainingState.at(step, done)));
    Stored<Trained> stored =
        catalog
            .learned(model, trained, by)
            .orElseThrow(() -> new Conflict("The model was deleted meanwhile"));
    states.put(model, TrainingState.at(Step.SCORING, .9));
    wanted.scoreTag().ifPresent(key -> define(key, wanted, TagType.NUMBER, by));
    wanted.gradeTag().ifPresent(key -> define(key, wanted, TagType.ENUM, by));
    outdate(model);
    scheduleDay(model);
    return stored;
  }

  /** Makes the tag of the scores, unless it is there. */
  private void define(String key, ModelDefinition model, TagType type, String by) {
    if (tags.catalog().find(key).isEmpty()) {
      String en = type == TagType.NUMBER ? " score" : " grade";
      String zh = type == TagType.NUMBER ? " 分数" : " 等级";
      tags.catalog()
          .create(
              new Tag(
                  key,
                  new TagNames(model.name() + zh, model.name() + en),
                  "",
                  "model",
                  type,
                  new TagDefinition.FromModel(model.key()),
                  0),
              by);
    }
  }

  private void outdate(String model) {
    tags.scoredBy(model).forEach(tag -> listeners.forEach(listener -> listener.accept(tag.key())));
  }

  /** Says that a tag has new values. */
  public void refreshed(String tag) {
    for (Stored<ModelDefinition> model : catalog.list()) {
      if (catalog
          .trained(model.key())
          .filter(trained -> trained.value().fit().tags().contains(tag))
          .isPresent()) {
        outdate(model.key());
      }
    }
  }

  private void scheduleDay(String model) {
    Optional<Fit> fit = catalog.trained(model).map(trained -> trained.value().fit());
    if (fit.filter(Fit::isMovedByTime).isPresent()) {
      days.schedule(model, DAY);
    }
  }

  private void dayPassed(String model) {
    outdate(model);
    scheduleDay(model);
  }

  /** True while a training of this model waits or runs. */
  public boolean isBusy(String model) {
    Phase phase = state(model).phase();
    return phase == Phase.QUEUED || phase == Phase.TRAINING;
  }

  @Override
  public void close() {
    worker.shutdownNow();
    days.close();
  }
}
