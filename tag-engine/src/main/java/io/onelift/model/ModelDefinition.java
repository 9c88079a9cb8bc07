package io.onelift.model;

import io.onelift.audience.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is to learn.
 *
 * @param key letters, digits and underscores, at most 64
 * @param name what people call it
 * @param description may be empty
 * @param label who is positive: the seeds, the won leads, those who converted
 * @param population who the model is about; empty means everybody
 * @param without tags that must not be used
 * @param seed decides who is held out; the same seed and data give the same model
 * @param scoreTag the number tag that holds the scores once it is trained; empty makes none
 * @param gradeTag the enum tag that holds the grades; empty makes none
 */
public record ModelDefinition(
    String key,
    String name,
    String description,
    Kind kind,
    Rule label,
    Optional<Rule> population,
    Set<String> without,
    long seed,
    Optional<String> scoreTag,
    Optional<String> gradeTag) {
  public ModelDefinition {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(label, "label");
    without = Set.copyOf(without);
  }

  /** What a model is for; all of them learn alike. */
  public enum Kind {
    /** Who is like the seeds. */
    LOOKALIKE,
    /** How promising a lead is, with grades. */
    LEAD_SCORE,
    /** How probable it is that somebody converts. */
    PROPENSITY;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> ofJson(String word) {
      return Arrays.stream(values()).filter(kind -> kind.json().equals(word)).findFirst();
    }
  }
}
