package io.onelift.semantic;

import io.onelift.collect.ItemTable;
import io.onelift.event.Field;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.Source;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Subject.OfProperty;
import io.onelift.semantic.Subject.OfTable;
import io.onelift.semantic.Subject.OfTrait;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to what was declared what nobody has to declare: every trait, tag, property and column of an
 * imported table is a dimension under its own name, every event counts as times and as profiles,
 * every table counts its rows, and every table with a key of one column is a subject.
 */
final class LearnedElements {
  private final Map<String, Metric> metrics;
  private final Map<String, Dimension> dimensions;
  private final Map<String, Subject> subjects;

  LearnedElements(
      ModelDocument document,
      Learned learned,
      Map<String, Names> events,
      Collection<DataTable> tables) {
    subjects = new LinkedHashMap<>(document.subjects());
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
    for (Subject subject : document.subjects().values()) {
      boolean ofEvents =
          subject.identity() instanceof OfProperty || subject.identity() instanceof OfTrait;
      if (ofEvents) {
        add(defined, active(subject));
      }
    }
    for (DataTable table : tables) {
      // The items are a table before any came, so their columns are dimensions once declared.
      if (!table.name().equals(ItemTable.NAME)) {
        table(declared, defined, table);
      }
    }
  }

  private void table(Set<Source> declared, Set<Definition> defined, DataTable table) {
    add(defined, rows(table));
    boolean single = table.key().size() == 1;
    for (Field column : table.columns()) {
      Source source = new ColumnSource(table.name(), column.name(), "");
      String plain = column.name().replace('_', ' ');
      boolean taken = !(single && table.key().contains(column.name())) && isNamed(plain);
      String called = taken ? table.names().en().replace('_', ' ') + " " + plain : plain;
      Names names = new Names(called, called, List.of());
      String key = key(table.name()) + "_" + key(column.name());
      add(declared, new Dimension(key, names, column.type(), source, List.of()), "column_");
    }
    if (single) {
      OfTable identity = new OfTable(table.name(), table.key().getFirst());
      String key = key(table.name());
      if (subjects.values().stream().noneMatch(s -> s.identity().equals(identity))) {
        subjects.putIfAbsent(key, new Subject(key, table.names(), identity));
      }
    }
  }

  private boolean isNamed(String name) {
    return dimensions.values().stream()
        .anyMatch(d -> d.names().en().equals(name) || d.names().zh().equals(name));
  }

  private static Metric rows(DataTable table) {
    Names names = table.names();
    return new Metric(
        key(table.name()) + "_rows",
        new Names(names.zh() + "行数", names.en().replace('_', ' ') + " rows", List.of()),
        "How many rows the table '" + table.name() + "' has",
        new TableCount(table.name(), List.of(), Optional.empty()),
        Format.NUMBER);
  }

  private static Metric active(Subject subject) {
    Names names = subject.names();
    return new Metric(
        "active_" + subject.key(),
        new Names("活跃" + names.zh() + "数", "Active " + names.en(), List.of()),
        "How many different '" + subject.key() + "' had any event",
        new SubjectCount(new EventCount(SemanticModel.ANY_EVENT, List.of()), subject.key()),
        Format.NUMBER);
  }

  Map<String, Subject> subjects() {
    return subjects;
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
