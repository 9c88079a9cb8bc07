package io.onelift.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.DeclaredPlan.PlannedField;
import io.onelift.event.DeclaredPlan.PlannedTrait;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events, properties and traits that were seen or declared, and their types. A name is global:
 * one property name has one type and one column, whichever event carries it; the declaration
 * decides the type, or else the first value. What was seen and is not declared is kept like all
 * else, and can be told apart.
 *
 * <p>The plan is kept where the data is: a learned field is a column of {@code events} or {@code
 * profiles} whose comment holds its name. Making the column and remembering the field are the same
 * statement, so no crash can come between them. Safe for use by many threads; one at a time learns.
 */
public final class TrackingPlan {
  /** Learned columns of a table; a ClickHouse part with many more is slow to write and to merge. */
  public static final int MAX_FIELDS = 1_000;

  /** Event names remembered; senders that put ids into names must not fill the memory. */
  static final int MAX_EVENTS = 5_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names that are the wire format's, not the project's. */
  private static final Set<String> PROTOCOL_EVENTS =
      Arrays.stream(EventKind.values())
          .filter(kind -> kind != EventKind.TRACK)
          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  /** What a learned column's comment holds, as JSON. */
  private record Comment(String name, boolean personal) {}

  /** One state of the plan; {@code carried} has the properties of each event, in their order. */
  record Known(
      Map<String, Field> properties, Map<String, Field> traits, Map<String, Set<String>> carried) {
    boolean carries(String event, String property) {
      Set<String> names = carried.get(event);
      return names != null && (property.isEmpty() || names.contains(property));
    }
  }

  /** What is declared, with what follows from it for single names. */
  private record Rules(DeclaredPlan plan, Map<String, TraitRule> traits, Protection protection) {}

  private final Warehouse warehouse;
  private final int maxFields;
  private volatile Known known;
  private volatile Rules rules;

  private TrackingPlan(Warehouse warehouse, int maxFields) {
    this.warehouse = warehouse;
    this.maxFields = maxFields;
    this.known = load();
    this.rules = rules(DeclaredPlan.NONE, Optional.empty());
  }

  /** The plan as the warehouse has it. */
  public static TrackingPlan open(Warehouse warehouse) {
    return new TrackingPlan(warehouse, MAX_FIELDS);
  }

  static TrackingPlan open(Warehouse warehouse, int maxFields) {
    return new TrackingPlan(warehouse, maxFields);
  }

  /** All learned properties, by name. */
  public List<Field> properties() {
    return sorted(known.properties().values());
  }

  /** All learned traits, by name. */
  public List<Field> traits() {
    return sorted(known.traits().values());
  }

  /**
   * The properties that an event was seen with or is declared to have; empty for an unknown one.
   */
  public List<Field> propertiesOf(String event) {
    Known now = known;
    Stream<String> planned =
        rules.plan().event(event).stream()
            .flatMap(e -> e.properties().stream())
            .map(PlannedField::name);
    return Stream.concat(now.carried().getOrDefault(event, Set.of()).stream(), planned)
        .distinct()
        .map(now.properties()::get)
        .sorted(Comparator.comparing(Field::name))
        .toList();
  }

  /** Names of all events seen or declared, those of the other kinds than track included. */
  public Set<String> events() {
    Set<String> names = new LinkedHashSet<>(known.carried().keySet());
    rules.plan().events().forEach(event -> names.add(event.name()));
    return names;
  }

  /** What is declared. */
  public DeclaredPlan declared() {
    return rules.plan();
  }

  /** True when an event came at least once. */
  public boolean isSeen(String event) {
    return known.carries(event, "");
  }

  /** True when an event came with this property at least once. */
  public boolean isSeen(String event, String property) {
    return known.carries(event, property);
  }

  /** True when an event is declared, or is one of those that every project has. */
  public boolean isPlanned(String event) {
    return PROTOCOL_EVENTS.contains(event) || rules.plan().event(event).isPresent();
  }

  /** True when an event is declared to have this property. */
  public boolean isPlanned(String event, String property) {
    return rules.plan().event(event).stream()
        .flatMap(e -> e.properties().stream())
        .anyMatch(field -> field.name().equals(property));
  }

  public boolean isPlannedTrait(String trait) {
    return rules.traits().containsKey(trait);
  }

  /** How values of a property are kept. */
  public Storage storage(String property) {
    return rules.protection().isHashedProperty(property) ? Storage.HASHED : Storage.PLAIN;
  }

  /** How values of a trait are kept. */
  public Storage storageOfTrait(String trait) {
    return rules.protection().isHashedTrait(trait) ? Storage.HASHED : Storage.PLAIN;
  }

  /** Makes events fit to be kept: values of hashed fields are replaced. */
  public Protection protection() {
    return rules.protection();
  }

  public Optional<Field> property(String name) {
    return Optional.ofNullable(known.properties().get(name));
  }

  public Optional<Field> trait(String name) {
    return Optional.ofNullable(known.traits().get(name));
  }

  /** How what is said of a trait becomes its value. */
  public TraitRule rule(String trait) {
    return rules.traits().getOrDefault(trait, TraitRule.LATEST);
  }

  /**
   * Puts a declaration in force in place of the one before: new fields get their columns, declared
   * flags are noted at the columns. It must have been checked against this plan.
   *
   * @param hash for hashed fields
   */
  synchronized void declare(DeclaredPlan plan, KeyedHash hash) {
    Map<String, Field> properties = new LinkedHashMap<>(known.properties());
    Map<String, Field> traits = new LinkedHashMap<>(known.traits());
    declare(
        "events",
        plan.events().stream().flatMap(event -> event.properties().stream()).distinct().toList(),
        properties);
    declare("profiles", plan.traits().stream().map(PlannedTrait::field).toList(), traits);
    known = new Known(properties, traits, known.carried());
    rules = rules(plan, Optional.of(hash));
  }

  private void declare(String table, List<PlannedField> planned, Map<String, Field> fields) {
    List<Field> added = new ArrayList<>();
    List<Field> changed = new ArrayList<>();
    boolean trait = table.equals("profiles");
    for (PlannedField field : planned) {
      Field old = fields.get(field.name());
      boolean personal =
          field
              .personal()
              .orElseGet(
                  () -> old == null ? FieldNames.isPersonal(field.name(), trait) : old.personal());
      if (old == null || old.personal() != personal) {
        String column = FieldNames.column(trait ? "t_" : "p_", field.name());
        Field now = new Field(field.name(), column, field.type(), personal);
        (old == null ? added : changed).add(now);
        fields.put(field.name(), now);
      }
    }
    addColumns(table, added);
    if (!changed.isEmpty()) {
      warehouse.execute(
          "ALTER TABLE "
              + table
              + changed.stream()
                  .map(
                      field ->
                          " COMMENT COLUMN %s %s"
                              .formatted(Warehouse.identifier(field.column()), comment(field)))
                  .collect(Collectors.joining(",")));
    }
  }

  private static Rules rules(DeclaredPlan plan, Optional<KeyedHash> hash) {
    Map<String, TraitRule> traits = new LinkedHashMap<>();
    plan.traits().forEach(trait -> traits.put(trait.field().name(), trait.rule()));
    Set<String> hashed =
        plan.events().stream()
            .flatMap(event -> event.properties().stream())
            .filter(field -> field.storage() == Storage.HASHED)
            .map(PlannedField::name)
            .collect(Collectors.toSet());
    Set<String> hashedTraits =
        plan.traits().stream()
            .map(PlannedTrait::field)
            .filter(field -> field.storage() == Storage.HASHED)
            .map(PlannedField::name)
            .collect(Collectors.toSet());
    return new Rules(plan, traits, new Protection(hash, hashed, hashedTraits));
  }

  /** A draft on the plan as it is now. */
  public PlanDraft draft() {
    return new PlanDraft(known, maxFields, warehouse.zone());
  }

  /**
   * Makes what a draft learned durable: creates the columns, so that the next insert can use them.
   * When it throws, nothing is known to be learned and {@link #reload} tells what is.
   */
  public synchronized void learn(PlanDraft draft) {
    addColumns("events", draft.properties.values());
    addColumns("profiles", draft.traits.values());
    warehouse.insert(
        "event_properties",
        List.of("event", "property"),
        draft.carried.stream().map(c -> List.<Object>of(c.event(), c.property())).toList());
    if (!draft.properties.isEmpty() || !draft.traits.isEmpty() || !draft.carried.isEmpty()) {
      publish(draft);
    }
  }

  /** Reads the plan from the warehouse again, after a failure left open what was learned. */
  public synchronized void reload() {
    known = load();
  }

  private void publish(PlanDraft draft) {
    Map<String, Field> properties = new LinkedHashMap<>(known.properties());
    properties.putAll(draft.properties);
    Map<String, Field> traits = new LinkedHashMap<>(known.traits());
    traits.putAll(draft.traits);
    Map<String, Set<String>> carried = new LinkedHashMap<>(known.carried());
    Map<String, Set<String>> changed = new HashMap<>();
    for (PlanDraft.Carried pair : draft.carried) {
      Set<String> names =
          changed.computeIfAbsent(
              pair.event(),
              event -> new LinkedHashSet<>(carried.getOrDefault(event, new LinkedHashSet<>())));
      if (!pair.property().isEmpty()) {
        names.add(pair.property());
      }
    }
    carried.putAll(changed);
    known = new Known(properties, traits, carried);
  }

  private void addColumns(String table, Collection<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(
          "ADD COLUMN IF NOT EXISTS %s %s COMMENT %s"
              .formatted(
                  Warehouse.identifier(field.column()), columnType(field.type()), comment(field)));
    }
    warehouse.execute("ALTER TABLE " + table + " " + String.join(", ", columns));
  }

  private String columnType(ValueType type) {
    return switch (type) {
      case TEXT -> "LowCardinality(Nullable(String))";
      case NUMBER -> "Nullable(Float64)";
      case BOOLEAN -> "Nullable(Bool)";
      case TIME -> "Nullable(DateTime64(3, '" + warehouse.zone().getId() + "'))";
      case LIST -> "Array(String)";
    };
  }

  /** The comment as a literal: definitions take no parameters. */
  private static String comment(Field field) {
    String json = Flat.json(Map.of("name", field.name(), "personal", field.personal()));
    return "'" + json.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Known load() {
    Map<String, Field> properties = fields("events");
    Map<String, Set<String>> carried = new LinkedHashMap<>();
    warehouse.forEach(
        "SELECT event, property FROM event_properties FINAL ORDER BY event, property",
        Map.of(),
        row -> {
          String property = row.text("property");
          Set<String> names =
              carried.computeIfAbsent(row.text("event"), event -> new LinkedHashSet<>());
          if (properties.containsKey(property)) {
            names.add(property);
          }
        });
    return new Known(properties, fields("profiles"), carried);
  }

  private Map<String, Field> fields(String table) {
    Map<String, Field> fields = new LinkedHashMap<>();
    warehouse.forEach(
        "SELECT name, type, comment FROM system.columns WHERE database = {database:String} AND"
            + " table = {table:String} AND startsWith(comment, '{') ORDER BY position",
        Map.of("database", warehouse.config().database(), "table", table),
        row -> {
          Comment comment = read(row.text("comment"));
          ValueType type = valueType(row.text("type"));
          fields.put(
              comment.name(),
              new Field(comment.name(), row.text("name"), type, comment.personal()));
        });
    return fields;
  }

  private static Comment read(String json) {
    try {
      return JSON.readValue(json, Comment.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A learned column's comment must be JSON with its name, and is: " + json, e);
    }
  }

  private static ValueType valueType(String columnType) {
    if (columnType.startsWith("Array")) {
      return ValueType.LIST;
    }
    if (columnType.contains("DateTime64")) {
      return ValueType.TIME;
    }
    if (columnType.contains("Float64")) {
      return ValueType.NUMBER;
    }
    return columnType.contains("Bool") ? ValueType.BOOLEAN : ValueType.TEXT;
  }

  private static List<Field> sorted(Collection<Field> fields) {
    return fields.stream().sorted(Comparator.comparing(Field::name)).toList();
  }
}
