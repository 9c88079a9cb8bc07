package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Metric.OverRows;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that can be asked for at one moment: what the product brings, what the project
 * declared, and what came with the data. Immutable; a changed model is another object with another
 * {@link #version()}.
 */
public final class SemanticModel {
  /** Stands for every event in a metric's definition. */
  public static final String ANY_EVENT = "*";

  /** The table of events, by the name that queries use. */
  public static final String EVENTS = "events";

  /** The table of profiles, by the name that queries use. */
  public static final String CUSTOMERS = "customers";

  /** The profile's number in events and customers. */
  public static final String PROFILE = "profile_id";

  /** Columns that every event has, usable like properties. */
  public static final Set<String> EVENT_COLUMNS = Set.of("event", "kind", "source");

  /** Times that every profile has, usable like traits. */
  public static final Set<String> PROFILE_TIMES = Set.of("first_seen", "last_seen");

  static final Set<String> OWN_TABLES = Set.of(EVENTS, CUSTOMERS);

  private final String version;
  private final Map<String, Metric> metrics;
  private final Map<String, Dimension> dimensions;
  private final Map<String, Names> events;
  private final Map<String, Subject> subjects;
  private final Map<String, DataTable> tables;
  private final JoinGraph joins;
  private final Learned learned;
  private final Reach reach;

  private SemanticModel(
      String version,
      LearnedElements elements,
      Map<String, Names> events,
      Map<String, DataTable> tables,
      JoinGraph joins,
      Learned learned) {
    this.version = version;
    this.metrics = Collections.unmodifiableMap(elements.metrics());
    this.dimensions = Collections.unmodifiableMap(elements.dimensions());
    this.subjects = Collections.unmodifiableMap(elements.subjects());
    this.events = Collections.unmodifiableMap(events);
    this.tables = Collections.unmodifiableMap(tables);
    this.joins = joins;
    this.learned = learned;
    this.reach = new Reach(this, joins);
  }

  static SemanticModel of(ModelDocument document, Learned learned, int documentVersion) {
    Map<String, Names> events = new LinkedHashMap<>();
    for (EventShape event : learned.events()) {
      events.put(event.name(), new Names(event.name(), event.name(), List.of()));
    }
    events.putAll(document.events());
    Map<String, DataTable> tables = tables(document, learned);
    return new SemanticModel(
        documentVersion + "-" + Integer.toHexString(learned.hashCode()),
        new LearnedElements(document, learned, events, tables.values()),
        events,
        tables,
        new JoinGraph(new FoundJoins(document.tables(), tables).of(learned.tables())),
        learned);
  }

  private static Map<String, DataTable> tables(ModelDocument document, Learned learned) {
    Map<String, DataTable> tables = new LinkedHashMap<>();
    for (TableShape shape : learned.tables()) {
      // An imported table never hides one of the product's own.
      if (!OWN_TABLES.contains(shape.name())) {
        Optional<TableDeclaration> said = Optional.ofNullable(document.tables().get(shape.name()));
        tables.put(
            shape.name(),
            new DataTable(
                shape.name(),
                said.map(TableDeclaration::names)
                    .orElseGet(() -> new Names(shape.name(), shape.name(), List.of())),
                shape.columns(),
                said.map(TableDeclaration::key).filter(k -> !k.isEmpty()).orElse(shape.key()),
                said.flatMap(TableDeclaration::time)
                    .orElseGet(() -> DataTable.onlyTime(shape.columns()))));
      }
    }
    return tables;
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

  /** What can be counted; {@link Subject#CUSTOMER} is always among them. */
  public Collection<Subject> subjects() {
    return subjects.values();
  }

  public Optional<Subject> subject(String key) {
    return Optional.ofNullable(subjects.get(key));
  }

  /** The tables besides events and customers. */
  public Collection<DataTable> tables() {
    return tables.values();
  }

  public Optional<DataTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Every join, as declared or found; each can be gone both ways. */
  public List<Join> joins() {
    return joins.joins();
  }

  /**
   * How rows of a table reach another.
   *
   * @param via a column that the way starts with; empty text when any may
   */
  public Route route(String from, String to, String via) {
    return reach.route(from, to, via);
  }

  /** Why rows of a table do not find one row of another each; empty when they do. */
  Optional<String> reached(String from, String to) {
    return reach.reached(from, to, "");
  }

  public Learned learned() {
    return learned;
  }

  /** The dimensions that a metric can be split and filtered by. */
  public List<Dimension> dimensionsOf(Metric metric) {
    return dimensions.values().stream().filter(dimension -> applies(dimension, metric)).toList();
  }

  /**
   * True when the dimension has one value for everything the metric counts: traits and tags where
   * the profile is known (its current value), properties for metrics over events that carry them,
   * columns of tables that a row finds one row of, time for metrics that happen at a time.
   */
  public boolean applies(Dimension dimension, Metric metric) {
    return objection(dimension, metric).isEmpty();
  }

  /** Why a dimension does not apply to a metric, and the way out; empty when it does. */
  public Optional<String> objection(Dimension dimension, Metric metric) {
    return reach.objection(dimension.source(), metric.definition());
  }

  /** What a definition needs and is not there, or not any more; empty when it can be computed. */
  public Optional<String> missing(OverRows definition) {
    return reach.missing(definition);
  }

  /** The table whose rows are counted: events, customers or an imported one. */
  public String root(OverRows definition) {
    return reach.root(definition);
  }

  /** The tables whose rows a metric is computed over, for itself or inside of it. */
  public Set<String> roots(Metric metric) {
    if (metric.definition() instanceof OverRows rows) {
      return Set.of(root(rows));
    }
    return metric.definition().uses().stream()
        .flatMap(key -> metric(key).stream())
        .flatMap(part -> roots(part).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The column whose time must be in the asked range; empty text when the range means nothing. */
  public String timeOf(OverRows definition) {
    return reach.timeOf(definition);
  }

  /**
   * Where the rows of a table hold the key of a subject: a property of events, a trait of customers
   * or a column, of the table itself or of one that its rows reach; empty when they do not.
   */
  public Optional<ColumnPlace> keyOf(Subject subject, String table) {
    return reach.keyOf(subject, table);
  }

  /** A column of a table: a property when that is the events, a trait when it is the customers. */
  public record ColumnPlace(String table, String column) {}

  /** The type of a property, one of the columns every event has included. */
  public Optional<ValueType> propertyType(String property) {
    return EVENT_COLUMNS.contains(property)
        ? Optional.of(ValueType.TEXT)
        : learned.property(property).map(Field::type);
  }

  /** The type of a trait, one of the times every profile has included. */
  public Optional<ValueType> traitType(String trait) {
    return PROFILE_TIMES.contains(trait)
        ? Optional.of(ValueType.TIME)
        : learned.trait(trait).map(Field::type);
  }

  @Override
  public String toString() {
    return "SemanticModel "
        + version
        + ": "
        + metrics.keySet().stream().collect(Collectors.joining(", "));
  }
}
