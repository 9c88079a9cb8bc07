package io.onelift.semantic;

import io.onelift.event.ValueType;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.Source;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that can be asked for at one moment: what the product brings, what the project
 * declared, and what came with the data. Immutable; a changed model is another object with another
 * {@link #version()}.
 */
public final class SemanticModel {
  /** Stands for every event in a metric's definition. */
  public static final String ANY_EVENT = "*";

  /** Columns that every event has, usable like properties. */
  public static final Set<String> EVENT_COLUMNS = Set.of("event", "kind", "source");

  /** Times that every profile has, usable like traits. */
  public static final Set<String> PROFILE_TIMES = Set.of("first_seen", "last_seen");

  private final String version;
  private final Map<String, Metric> metrics;
  private final Map<String, Dimension> dimensions;
  private final Map<String, Names> events;
  private final Learned learned;

  private SemanticModel(
      String version,
      Map<String, Metric> metrics,
      Map<String, Dimension> dimensions,
      Map<String, Names> events,
      Learned learned) {
    this.version = version;
    this.metrics = Collections.unmodifiableMap(metrics);
    this.dimensions = Collections.unmodifiableMap(dimensions);
    this.events = Collections.unmodifiableMap(events);
    this.learned = learned;
  }

  static SemanticModel of(ModelDocument document, Learned learned, int documentVersion) {
    Map<String, Names> events = new LinkedHashMap<>();
    for (EventShape event : learned.events()) {
      events.put(event.name(), new Names(event.name(), event.name(), List.of()));
    }
    events.putAll(document.events());
    LearnedElements found = new LearnedElements(document, learned, events);
    return new SemanticModel(
        documentVersion + "-" + Integer.toHexString(learned.hashCode()),
        found.metrics(),
        found.dimensions(),
        events,
        learned);
  }

  /** Differs whenever anything that can be asked for differs. */
  public String version() {
    return version;
  }

  public Collection<Metric> metrics() {
    return metrics.values();
  }

  public Optional<Metric> metric(String key) {
    return Optional.ofNullable(metrics.get(key));
  }

  public Collection<Dimension> dimensions() {
    return dimensions.values();
  }

  public Optional<Dimension> dimension(String key) {
    return Optional.ofNullable(dimensions.get(key));
  }

  /** The names of every event seen or declared, by the event's own name. */
  public Map<String, Names> events() {
    return events;
  }

  public Learned learned() {
    return learned;
  }

  /** The dimensions that a metric can be split and filtered by. */
  public List<Dimension> dimensionsOf(Metric metric) {
    return dimensions.values().stream().filter(dimension -> applies(dimension, metric)).toList();
  }

  /**
   * True when the dimension has one value for everything the metric counts: traits and tags always
   * (the profile's current value), properties for metrics over events that carry them, time for
   * metrics that happen at a time.
   */
  public boolean applies(Dimension dimension, Metric metric) {
    return applies(dimension.source(), metric.definition());
  }

  private boolean applies(Source source, Metric.Definition definition) {
    return switch (definition) {
      case EventCount events -> appliesToEvent(source, events.event());
      case EventProfiles profiles -> appliesToEvent(source, profiles.event());
      case EventNumber number -> appliesToEvent(source, number.event());
      case ProfileCount count ->
          appliesToProfile(source)
              || (source instanceof TimeSource && !count.timeTrait().isEmpty());
      case ProfileNumber _ -> appliesToProfile(source);
      case Ratio ratio ->
          metric(ratio.numerator()).filter(m -> applies(source, m.definition())).isPresent()
              && metric(ratio.denominator())
                  .filter(m -> applies(source, m.definition()))
                  .isPresent();
    };
  }

  private static boolean appliesToProfile(Source source) {
    return switch (source) {
      case TraitSource _, TagSource _, BandSource _ -> true;
      case PropertySource _, TimeSource _ -> false;
    };
  }

  private boolean appliesToEvent(Source source, String event) {
    return switch (source) {
      case TraitSource _, TagSource _, BandSource _, TimeSource _ -> true;
      case PropertySource property ->
          EVENT_COLUMNS.contains(property.property())
              || event.equals(ANY_EVENT)
              // An event nobody sent yet may carry anything; the answer is empty, not wrong.
              || learned.event(event).isEmpty()
              || learned.event(event).orElseThrow().properties().contains(property.property());
    };
  }

  /** The type of a property, one of the columns every event has included. */
  public Optional<ValueType> propertyType(String property) {
    return EVENT_COLUMNS.contains(property)
        ? Optional.of(ValueType.TEXT)
        : learned.property(property).map(field -> field.type());
  }

  /** The type of a trait, one of the times every profile has included. */
  public Optional<ValueType> traitType(String trait) {
    return PROFILE_TIMES.contains(trait)
        ? Optional.of(ValueType.TIME)
        : learned.trait(trait).map(field -> field.type());
  }

  @Override
  public String toString() {
    return "SemanticModel "
        + version
        + ": "
        + metrics.keySet().stream().collect(Collectors.joining(", "));
  }
}
