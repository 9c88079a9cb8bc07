package io.onelift.resolve;

import io.onelift.bitmap.TagTables;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.resolve.LogicalTable.Column;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tables that a model offers: {@code events}, {@code customers}, every imported table under its
 * name, every tag as {@code tag_KEY}, and every audience as {@code audience_KEY}. A property or
 * trait whose name is that of a column every row has is reached by its physical name ({@code p_…},
 * {@code t_…}).
 */
public final class LogicalSchema {
  public static final String EVENTS = SemanticModel.EVENTS;
  public static final String CUSTOMERS = SemanticModel.CUSTOMERS;
  public static final String PROFILE = SemanticModel.PROFILE;
  public static final String TIME = "time";

  /** Identifiers and whose they are, for joins only: no statement of people can name it. */
  static final String IDENTIFIERS = "identifiers of customers";

  private static final String TAG = "tag_";
  private static final String AUDIENCE = "audience_";

  private static final List<Column> EVENT_COLUMNS =
      List.of(
          new Column("event", "event", ColumnType.TEXT, false, false),
          new Column(TIME, "time", ColumnType.TIME, false, false),
          new Column("received_at", "received_at", ColumnType.TIME, false, false),
          new Column(PROFILE, "profile_no", ColumnType.PROFILE, false, false),
          new Column("message_id", "message_id", ColumnType.TEXT, false, false),
          new Column("kind", "kind", ColumnType.TEXT, false, false),
          new Column("source", "source", ColumnType.TEXT, false, false));
  private static final List<Column> CUSTOMER_COLUMNS =
      List.of(
          new Column(PROFILE, "profile_no", ColumnType.PROFILE, false, false),
          new Column("first_seen", "first_seen", ColumnType.TIME, false, false),
          new Column("last_seen", "last_seen", ColumnType.TIME, false, false));

  private static final List<Column> IDENTIFIER_COLUMNS =
      List.of(
          new Column("type", "type", ColumnType.TEXT, false, false),
          new Column("value", "value", ColumnType.TEXT, false, false),
          new Column(PROFILE, "profile_no", ColumnType.PROFILE, false, false));

  private final Map<String, LogicalTable> tables;
  private final SemanticModel model;

  /** Everything but audiences, for those who may see all of it. */
  public LogicalSchema(SemanticModel model) {
    this(model, all(model));
  }

  private LogicalSchema(SemanticModel model, Map<String, LogicalTable> tables) {
    this.model = model;
    this.tables = Collections.unmodifiableMap(tables);
  }

  /**
   * What somebody may ask for.
   *
   * @param audiences keys; each is a table {@code audience_KEY} with the columns of customers
   */
  public static LogicalSchema of(SemanticModel model, Set<String> audiences, Access access) {
    Map<String, LogicalTable> tables = all(model);
    for (String key : new TreeSet<>(audiences)) {
      tables.putIfAbsent(AUDIENCE + key, tables.get(CUSTOMERS).ofAudience(AUDIENCE + key, key));
    }
    tables.replaceAll((_, table) -> shown(table, access));
    return new LogicalSchema(model, tables);
  }

  /** What is hidden from somebody is not there for them. */
  private static LogicalTable shown(LogicalTable table, Access access) {
    Set<String> hidden = access.policy().of(governed(table)).hidden();
    return hidden.isEmpty()
        ? table
        : table.with(
            table.columns().stream()
                .filter(
                    column ->
                        !hidden.contains(column.name()) || column.type() == ColumnType.PROFILE)
                .toList());
  }

  /** The table whose policy holds: an audience's members are customers. */
  public static String governed(LogicalTable table) {
    return table.audience().isPresent() ? CUSTOMERS : table.name();
  }

  /** With the tags that a statement names as columns of its customers, {@code tag_KEY}. */
  LogicalSchema with(Set<String> mentioned, Access access) {
    List<Column> columns =
        model.learned().tags().stream()
            .filter(tag -> mentioned.contains(tagTable(tag.key())))
            .map(
                tag ->
                    Column.ofTag(
                        tagTable(tag.key()), tag.key(), ColumnType.of(tag.type()), tag.personal()))
            .filter(column -> access.policy().shows(column.name(), column.tag()))
            .filter(column -> !access.policy().of(CUSTOMERS).hidden().contains(column.name()))
            .toList();
    if (columns.isEmpty()) {
      return this;
    }
    Map<String, LogicalTable> wider = new LinkedHashMap<>(tables);
    wider.replaceAll(
        (name, table) ->
            name.equals(CUSTOMERS) || table.audience().isPresent()
                ? table.with(
                    Stream.concat(
                            table.columns().stream(),
                            columns.stream()
                                .filter(
                                    c ->
                                        table.columns().stream()
                                            .noneMatch(known -> known.name().equals(c.name()))))
                        .toList())
                : table);
    return new LogicalSchema(model, wider);
  }

  private static Map<String, LogicalTable> all(SemanticModel model) {
    Map<String, LogicalTable> tables = new LinkedHashMap<>();
    add(tables, EVENTS, "events", columns(EVENT_COLUMNS, model.learned().properties()));
    add(tables, CUSTOMERS, "profiles", columns(CUSTOMER_COLUMNS, model.learned().traits()));
    for (TagShape tag : model.learned().tags()) {
      add(tables, tagTable(tag.key()), TagTables.name(tag.key()), tagColumns(tag));
    }
    for (TableShape table : model.learned().tables()) {
      // An imported table never hides one of those above.
      if (!tables.containsKey(table.name())) {
        add(tables, table.name(), table.physicalName(), columns(List.of(), table.columns()));
      }
    }
    return tables;
  }

  /** The tables of a model and those that only the product itself may read. */
  static LogicalSchema internal(SemanticModel model) {
    Map<String, LogicalTable> tables = all(model);
    add(tables, IDENTIFIERS, "identifiers", IDENTIFIER_COLUMNS);
    return new LogicalSchema(model, tables);
  }

  /** The table of a tag: a row for each profile that has a value, in a column of its name. */
  static String tagTable(String key) {
    return TAG + key;
  }

  /** The key of the tag whose table this is. */
  public static Optional<String> tagOf(LogicalTable table) {
    return Optional.of(table.name())
        .filter(name -> name.startsWith(TAG))
        .map(name -> name.substring(TAG.length()))
        .filter(key -> table.physical().name().equals(TagTables.name(key)));
  }

  private static List<Column> tagColumns(TagShape tag) {
    return List.of(
        new Column(PROFILE, "profile_no", ColumnType.PROFILE, false, false),
        new Column(tag.key(), "value", ColumnType.of(tag.type()), false, tag.personal()));
  }

  private static void add(
      Map<String, LogicalTable> tables, String name, String physical, List<Column> columns) {
    tables.put(name, new LogicalTable(name, physical, columns));
  }

  private static List<Column> columns(List<Column> fixed, List<Field> learned) {
    Map<String, Column> columns = new LinkedHashMap<>();
    fixed.forEach(column -> columns.put(column.name(), column));
    for (Field field : learned) {
      ColumnType type = ColumnType.of(field.type());
      String name = columns.containsKey(field.name()) ? field.column() : field.name();
      columns.put(
          name, new Column(name, field.column(), type, type != ColumnType.LIST, field.personal()));
    }
    return new ArrayList<>(columns.values());
  }

  /** The column under which a property of events is found. */
  public static String propertyColumn(Field property) {
    return EVENT_COLUMNS.stream().anyMatch(column -> column.name().equals(property.name()))
        ? property.column()
        : property.name();
  }

  /** The column under which a trait of customers is found. */
  public static String traitColumn(Field trait) {
    return CUSTOMER_COLUMNS.stream().anyMatch(column -> column.name().equals(trait.name()))
        ? trait.column()
        : trait.name();
  }

  public Map<String, LogicalTable> tables() {
    return tables;
  }

  /** The types of columns, by the names of table and column; a profile's number is a number. */
  public Map<String, Map<String, ValueType>> types() {
    Map<String, Map<String, ValueType>> types = new LinkedHashMap<>();
    for (LogicalTable table : tables.values()) {
      Map<String, ValueType> columns = new LinkedHashMap<>();
      table.columns().forEach(column -> columns.put(column.name(), column.type().valueType()));
      types.put(table.name(), columns);
    }
    return types;
  }

  /** Every name of a column, for suggestions. */
  public SortedSet<String> columnNames() {
    TreeSet<String> names = new TreeSet<>();
    tables.values().forEach(table -> table.columns().forEach(c -> names.add(c.name())));
    model.learned().tags().forEach(tag -> names.add(tagTable(tag.key())));
    return names;
  }
}
