package io.onelift.model;

import java.util.Locale;

/** What a training is doing. */
public enum Step {
  READING_LABEL,
  READING_TAGS,
  FITTING,
  MEASURING,
  SCORING;

  /** As JSON writes it. */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Told how far a training is. */
  @FunctionalInterface
  interface Listener {
    /**
     * Something was done.
     *
     * @param done 0 to 1
     */
    void at(Step step, double done);
  }
}
