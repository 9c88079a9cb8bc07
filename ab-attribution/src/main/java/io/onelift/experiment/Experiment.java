package io.onelift.experiment;

import io.onelift.tag.EventMeasure.PropertyTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A question put to chance: variants, one of them the control, and the metrics they are compared
 * by.
 *
 * @param key lower case letters, digits, {@code _} and {@code -}; also the seed of the assignment,
 *     so that two experiments on the same people are independent of each other
 * @param name as people read it
 * @param variants two or more, exactly one of them the control
 * @param metrics one or more
 * @param placement the placement whose decisions assign it; empty when only flags do
 * @param startedAt empty while it is a draft
 * @param stoppedAt when it is stopped
 */
public record Experiment(
    String key,
    String name,
    State state,
    List<Variant> variants,
    List<Metric> metrics,
    Optional<String> placement,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt) {
  public Experiment {
    variants = List.copyOf(variants);
    metrics = List.copyOf(metrics);
  }

  /** An experiment nobody is assigned to yet. */
  public static Experiment draft(
      String key,
      String name,
      List<Variant> variants,
      List<Metric> metrics,
      Optional<String> placement) {
    return new Experiment(
        key, name, State.DRAFT, variants, metrics, placement, Optional.empty(), Optional.empty());
  }

  /** Where it is in its life. Only a running experiment assigns anybody. */
  public enum State {
    DRAFT,
    RUNNING,
    STOPPED
  }

  /**
   * One of the ways.
   *
   * @param weight positive, on any scale: its share is its part of the sum
   */
  public record Variant(String key, String name, double weight, boolean control) {}

  /**
   * What is compared, over the metric's events of a profile at or after its first exposure.
   *
   * @param event the event's name
   * @param property the number that is summed; empty for a conversion
   * @param where tests on properties of the event, all of which must hold
   */
  public record Metric(
      String key,
      String name,
      String event,
      Kind kind,
      Optional<String> property,
      List<PropertyTest> where) {
    public Metric {
      where = List.copyOf(where);
    }

    /** The share of exposed profiles with the event. */
    public static Metric conversion(String key, String name, String event) {
      return new Metric(key, name, event, Kind.CONVERSION, Optional.empty(), List.of());
    }

    /** The sum of a property per exposed profile, 0 for those without the event. */
    public static Metric sum(String key, String name, String event, String property) {
      return new Metric(key, name, event, Kind.SUM, Optional.of(property), List.of());
    }
  }

  /** How a profile's events become its number. */
  public enum Kind {
    /** 1 with at least one event, else 0; compared as proportions. */
    CONVERSION,
    /** The sum of a property; compared as means. */
    SUM
  }

  /** The control variant. */
  public Variant control() {
    return variants.stream().filter(Variant::control).findFirst().orElseThrow();
  }
}
