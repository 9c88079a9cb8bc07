package io.onelift.experiment;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.experiment.Experiment.State;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The experiments and their lives: draft → running → stopped. Reads come from memory; every change
 * is in the metastore before it is seen. Safe for use by many threads.
 */
public final class ExperimentCatalog {
  private final Definitions<Experiment> definitions;
  private final Clock clock;
  private final Map<String, Experiment> experiments = new ConcurrentSkipListMap<>();

  public ExperimentCatalog(Metastore metastore, Clock clock) {
    this.clock = clock;
    definitions = metastore.definitions("experiment", ExperimentJson.codec());
    definitions.list().forEach(stored -> experiments.put(stored.key(), stored.value()));
  }

  /** All experiments, by key. */
  public List<Experiment> list() {
    return List.copyOf(experiments.values());
  }

  public Optional<Experiment> find(String key) {
    return Optional.ofNullable(experiments.get(key));
  }

  /**
   * The experiment of that key.
   *
   * @throws NotFound when there is no such experiment
   */
  public Experiment experiment(String key) {
    return find(key)
        .orElseThrow(
            () -> new NotFound("experiment", key, "There are " + experiments.keySet() + "."));
  }

  /**
   * Adds a draft under a key that is free.
   *
   * @param by who saves, for the history
   * @throws InvalidInput with everything that is wrong
   * @throws Conflict when there is an experiment of that key
   */
  public synchronized Experiment create(Experiment experiment, String by) {
    if (experiments.containsKey(experiment.key())) {
      throw new Conflict(
          "There is an experiment '"
              + experiment.key()
              + "' already; change it or take another key.");
    }
    check(experiment);
    return put(
        Experiment.draft(
            experiment.key(),
            experiment.name(),
            experiment.variants(),
            experiment.metrics(),
            experiment.placement()),
        by);
  }

  /**
   * Changes a definition; its state and times stay. Once it has started, variants and placement are
   * fixed: other weights would mix two experiments in one figure.
   *
   * @throws InvalidInput with everything that is wrong
   * @throws Conflict when a fixed part would change
   * @throws NotFound when there is no such experiment
   */
  public synchronized Experiment update(Experiment changed, String by) {
    Experiment now = experiment(changed.key());
    check(changed);
    if (now.state() != State.DRAFT
        && !(now.variants().equals(changed.variants())
            && now.placement().equals(changed.placement()))) {
      throw new Conflict(
          "The experiment '"
              + now.key()
              + "' has started, so its variants, weights and placement stay; stop it and create a"
              + " new one.");
    }
    return put(
        new Experiment(
            now.key(),
            changed.name(),
            now.state(),
            changed.variants(),
            changed.metrics(),
            changed.placement(),
            now.startedAt(),
            now.stoppedAt()),
        by);
  }

  /**
   * From draft to running: from now on people are assigned.
   *
   * @throws Conflict when it is not a draft
   */
  public synchronized Experiment start(String key, String by) {
    Experiment now = expect(key, State.DRAFT, "start");
    return put(in(now, State.RUNNING, Optional.of(now()), Optional.empty()), by);
  }

  /**
   * From running to stopped, for good: nobody is assigned any more and later events are in no
   * figure.
   *
   * @throws Conflict when it is not running
   */
  public synchronized Experiment stop(String key, String by) {
    Experiment now = expect(key, State.RUNNING, "stop");
    return put(in(now, State.STOPPED, now.startedAt(), Optional.of(now())), by);
  }

  /** The running experiments that name this placement, by key. */
  public List<Experiment> runningOn(String placement) {
    return experiments.values().stream()
        .filter(e -> e.state() == State.RUNNING && e.placement().equals(Optional.of(placement)))
        .toList();
  }

  private Experiment expect(String key, State state, String what) {
    Experiment now = experiment(key);
    if (now.state() != state) {
      throw new Conflict(
          "Only a "
              + name(state)
              + " experiment can "
              + what
              + "; '"
              + key
              + "' is "
              + name(now.state())
              + ".");
    }
    return now;
  }

  private static String name(State state) {
    return switch (state) {
      case DRAFT -> "draft";
      case RUNNING -> "running";
      case STOPPED -> "stopped";
    };
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static Experiment in(
      Experiment experiment, State state, Optional<Instant> started, Optional<Instant> stopped) {
    return new Experiment(
        experiment.key(),
        experiment.name(),
        state,
        experiment.variants(),
        experiment.metrics(),
        experiment.placement(),
        started,
        stopped);
  }

  private Experiment put(Experiment experiment, String by) {
    definitions.save(experiment.key(), experiment, by);
    experiments.put(experiment.key(), experiment);
    return experiment;
  }

  private static void check(Experiment experiment) {
    List<Problem> problems = ExperimentCheck.problems(experiment);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }
}
