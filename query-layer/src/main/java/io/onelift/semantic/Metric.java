package io.onelift.semantic;

import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import java.util.List;

/**
 * A figure people ask for, with one definition for everybody.
 *
 * @param key lower case with underscores
 * @param description one sentence on what is counted, in the language of the model's author
 */
public record Metric(
    String key, Names names, String description, Definition definition, Format format) {

  /** How the figure reads. */
  public enum Format {
    NUMBER,
    MONEY,
    PERCENT
  }

  /** How the figure is computed. */
  public sealed interface Definition {}

  /** How many events of a name. */
  public record EventCount(String event, List<PropertyTest> where) implements Definition {
    public EventCount {
      where = List.copyOf(where);
    }
  }

  /** How many different profiles did an event. */
  public record EventProfiles(String event, List<PropertyTest> where) implements Definition {
    public EventProfiles {
      where = List.copyOf(where);
    }
  }

  /** The sum or average of a number property over events. */
  public record EventNumber(String event, List<PropertyTest> where, Fold fold, String property)
      implements Definition {
    public EventNumber {
      where = List.copyOf(where);
    }
  }

  /**
   * How many profiles fulfil trait tests.
   *
   * @param timeTrait the trait whose time must fall into the asked range (for example {@code
   *     registered_at}); empty text when the metric is a state that has no range
   */
  public record ProfileCount(List<TraitTest> where, String timeTrait) implements Definition {
    public ProfileCount {
      where = List.copyOf(where);
    }
  }

  /** The sum or average of a number trait over profiles; a state as of now. */
  public record ProfileNumber(List<TraitTest> where, Fold fold, String trait)
      implements Definition {
    public ProfileNumber {
      where = List.copyOf(where);
    }
  }

  /** One metric over another, both by key. */
  public record Ratio(String numerator, String denominator) implements Definition {}

  /** A test on one trait. */
  public record TraitTest(String trait, Predicate predicate) {}

  /** How numbers become one. */
  public enum Fold {
    SUM,
    AVERAGE
  }
}
