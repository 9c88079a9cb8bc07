package io.onelift.analysis;

import java.util.Locale;
import java.util.Optional;

/**
 * A column of an answer.
 *
 * @param type one of text, number, boolean, date, time, list
 * @param label what people read in place of the name; empty when the name says it
 */
public record AnalysisColumn(String name, String type, Role role, Optional<String> label) {
  /** What a column is for. */
  public enum Role {
    TIME,
    COHORT,
    AUDIENCE,
    DIMENSION,
    STEP,
    PERIOD,
    BUCKET,
    LABEL,
    MEASURE,
    RATE,
    /** Seconds. */
    DURATION,
    FORECAST;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static AnalysisColumn of(String name, String type, Role role) {
    return new AnalysisColumn(name, type, role, Optional.empty());
  }

  public static AnalysisColumn number(String name, Role role) {
    return of(name, "number", role);
  }
}
