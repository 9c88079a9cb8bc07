package io.onelift.resolve;

import io.onelift.bitmap.TagTables;
import io.onelift.event.Field;
import io.onelift.resolve.LogicalTable.Column;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tables that a model offers: {@code events}, {@code customers}, every imported table under its
 * name, and every tag as {@code tag_KEY}. A property or trait whose name is that of a column every
 * row has is reached by its physical name ({@code p_…}, {@code t_…}).
 */
public final class LogicalSchema {
  public static final String EVENTS = SemanticModel.EVENTS;
  public static final String CUSTOMERS = SemanticModel.CUSTOMERS;
  public static final String PROFILE = SemanticModel.PROFILE;
  public static final String TIME = "time";

  /** Identifiers and whose they are, for joins only: no statement of people can name it. */
  static final String IDENTIFIERS = "identifiers of customers";

  private static final String TAG = "tag_";

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

  private final Map<String, LogicalTable> tables = new LinkedHashMap<>();

  public LogicalSchema(SemanticModel model) {
    add(EVENTS, "events", columns(EVENT_COLUMNS, model.learned().properties()));
    add(CUSTOMERS, "profiles", columns(CUSTOMER_COLUMNS, model.learned().traits()));
    for (TagShape tag : model.learned().tags()) {
      add(tagTable(tag.key()), TagTables.name(tag.key()), tagColumns(tag));
    }
    for (TableShape table : model.learned().tables()) {
      // An imported table never hides one of those above.
      if (!tables.containsKey(table.name())) {
        add(table.name(), table.physicalName(), columns(List.of(), table.columns()));
      }
    }
  }

  /** The tables of a model and those that only the product itself may read. */
  static LogicalSchema internal(SemanticModel model) {
    LogicalSchema schema = new LogicalSchema(model);
    schema.add(IDENTIFIERS, "identifiers", IDENTIFIER_COLUMNS);
    return schema;
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

  private void add(String name, String physical, List<Column> columns) {
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

  /** Every name of a column, for suggestions. */
  public SortedSet<String> columnNames() {
    TreeSet<String> names = new TreeSet<>();
    tables.values().forEach(table -> table.columns().forEach(c -> names.add(c.name())));
    return names;
  }
}
