package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.Source;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to what was declared what nobody has to declare: every trait, tag and property is a
 * dimension under its own name, every event counts as times and as profiles.
 */
final class LearnedElements {
  private final Map<String, Metric> metrics;
  private final Map<String, Dimension> dimensions;

  LearnedElements(ModelDocument document, Learned learned, Map<String, Names> events) {
    metrics = new LinkedHashMap<>(document.metrics());
    dimensions = new LinkedHashMap<>(document.dimensions());
    Set<Source> declared =
        dimensions.values().stream().map(Dimension::source).collect(Collectors.toSet());
    for (Field trait : learned.traits()) {
      add(declared, plain(key(trait.name()), trait, new TraitSource(trait.name())), "trait_");
    }
    for (Learned.TagShape tag : learned.tags()) {
      Source source = new TagSource(tag.key());
      add(declared, new Dimension(tag.key(), tag.names(), tag.type(), source, List.of()), "tag_");
    }
    for (Field property : learned.properties()) {
      Source source = new PropertySource(property.name());
      add(declared, plain(key(property.name()), property, source), "event_");
    }
    Set<Definition> defined =
        metrics.values().stream().map(Metric::definition).collect(Collectors.toSet());
    for (EventShape event : learned.events()) {
      Names names = events.get(event.name());
      add(defined, times(event.name(), names));
      add(defined, people(event.name(), names));
    }
  }

  Map<String, Metric> metrics() {
    return metrics;
  }

  Map<String, Dimension> dimensions() {
    return dimensions;
  }

  private void add(Set<Source> declared, Dimension dimension, String prefix) {
    if (declared.contains(dimension.source())) {
      return;
    }
    String key =
        dimensions.containsKey(dimension.key()) ? prefix + dimension.key() : dimension.key();
    dimensions.putIfAbsent(
        key,
        new Dimension(
            key, dimension.names(), dimension.type(), dimension.source(), dimension.labels()));
  }

  private void add(Set<Definition> defined, Metric metric) {
    if (!defined.contains(metric.definition())) {
      metrics.putIfAbsent(metric.key(), metric);
    }
  }

  private static Dimension plain(String key, Field field, Source source) {
    Names names = new Names(field.name(), field.name(), List.of());
    return new Dimension(key, names, field.type(), source, List.of());
  }

  private static Metric times(String event, Names names) {
    return new Metric(
        key(event) + "_count",
        new Names(names.zh() + "次数", names.en() + " count", names.synonyms()),
        "How many times '" + event + "' happened",
        new EventCount(event, List.of()),
        Format.NUMBER);
  }

  private static Metric people(String event, Names names) {
    return new Metric(
        key(event) + "_profiles",
        new Names(names.zh() + "人数", names.en() + " profiles", List.of()),
        "How many profiles did '" + event + "'",
        new EventProfiles(event, List.of()),
        Format.NUMBER);
  }

  /** Letters of any script and digits, in lower case; the rest becomes underscores. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT)
        .codePoints()
        .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : "_")
        .collect(Collectors.joining());
  }
}
