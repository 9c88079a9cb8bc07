package io.onelift.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the training of a model is.
 *
 * @param done 0 to 1 while it runs, 1 afterwards
 * @param step what it is doing; empty unless it runs
 * @param error why the last training failed; what was learned before stays
 */
public record TrainingState(Phase phase, double done, Optional<Step> step, Optional<String> error) {

  /** What is going on. */
  public enum Phase {
    /** Never trained. */
    NEW,
    QUEUED,
    TRAINING,
    TRAINED,
    FAILED;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static TrainingState queued() {
    return new TrainingState(Phase.QUEUED, 0, Optional.empty(), Optional.empty());
  }

  static TrainingState at(Step step, double done) {
    return new TrainingState(Phase.TRAINING, done, Optional.of(step), Optional.empty());
  }

  static TrainingState over(boolean trained) {
    return new TrainingState(
        trained ? Phase.TRAINED : Phase.NEW, trained ? 1 : 0, Optional.empty(), Optional.empty());
  }

  static TrainingState failed(String error) {
    return new TrainingState(Phase.FAILED, 0, Optional.empty(), Optional.of(error));
  }
}
