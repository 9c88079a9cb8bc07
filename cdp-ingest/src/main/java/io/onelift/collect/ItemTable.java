package io.onelift.collect;

import io.onelift.event.Field;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.TypedValue;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table {@code items}. A property is kept as text in a map and read through a computed column,
 * whose type the first value decides and whose comment holds the property's name. Safe for use by
 * many threads; one at a time writes.
 */
public final class ItemTable {
  /** The table's name, for queries and in the warehouse. */
  public static final String NAME = "items";

  /** Properties that get a column; what is beyond stays in the map. */
  private static final int MAX_PROPERTIES = 500;

  private static final List<String> COLUMNS =
      List.of("item_type", "item_id", "properties", "updated_at", "deleted");

  private static final List<Field> FIXED =
      List.of(
          new Field("item_type", "item_type", ValueType.TEXT, false),
          new Field("item_id", "item_id", ValueType.TEXT, false),
          new Field("updated_at", "updated_at", ValueType.TIME, false));

  private final Warehouse warehouse;
  private volatile Map<String, Field> learned;

  private ItemTable(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.learned = load();
  }

  /** The table as the warehouse has it. */
  public static ItemTable open(Warehouse warehouse) {
    return new ItemTable(warehouse);
  }

  /** Its columns as queries see them. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>(FIXED);
    fields.addAll(learned.values());
    return fields;
  }

  /** How many items there are. */
  public long count() {
    return warehouse
        .query("SELECT count() AS n FROM items FINAL", Map.of(), row -> row.integer("n"))
        .getFirst();
  }

  /**
   * Writes items; writing them again changes nothing.
   *
   * @return the properties that were left out, because they are not of the type that was learned
   */
  synchronized List<Rejection> write(List<Item> items) {
    List<Rejection> misfits = new ArrayList<>(0);
    Map<String, Field> known = new LinkedHashMap<>(learned);
    List<List<Object>> rows = new ArrayList<>(items.size());
    for (Item item : items) {
      rows.add(
          List.of(
              item.type(),
              item.id(),
              texts(item, known, misfits),
              item.at(),
              item.deleted() ? 1 : 0));
    }
    learn(known);
    warehouse.insert(NAME, COLUMNS, rows);
    return misfits;
  }

  private Map<String, String> texts(Item item, Map<String, Field> known, List<Rejection> misfits) {
    Map<String, String> texts = new LinkedHashMap<>();
    Flat.of(item.properties())
        .forEach(
            (name, value) -> {
              if (known.size() < MAX_PROPERTIES) {
                known.computeIfAbsent(name, n -> field(n, TypedValue.typeOf(value)));
              }
              Field field = known.get(name);
              Optional<Object> typed =
                  field == null
                      ? Optional.of(value)
                      : TypedValue.as(field.type(), value, warehouse.zone());
              typed.ifPresentOrElse(
                  fits -> texts.put(name, Flat.text(fits)),
                  () -> misfits.add(misfit(item, name, value, field.type())));
            });
    return texts;
  }

  private static Field field(String name, ValueType type) {
    return new Field(name, "i_" + Fingerprint.of(name).hex().substring(0, 16), type, false);
  }

  private static Rejection misfit(Item item, String name, Object value, ValueType type) {
    return new Rejection(
        item.receivedAt(),
        item.source(),
        "",
        name,
        List.of(
            "'%s' of items is learned as a %s, and %s is none; send one, or use another name"
                .formatted(name, type.name().toLowerCase(Locale.ROOT), MessageFields.shown(value))),
        Flat.json(Map.of("item_type", item.type(), "item_id", item.id(), name, value)));
  }

  private void learn(Map<String, Field> known) {
    List<String> columns = new ArrayList<>();
    known.forEach(
        (name, field) -> {
          if (!learned.containsKey(name)) {
            columns.add(
                "ADD COLUMN IF NOT EXISTS %s %s ALIAS %s COMMENT %s"
                    .formatted(
                        Warehouse.identifier(field.column()),
                        type(field.type()),
                        value(field),
                        literal(name)));
          }
        });
    if (!columns.isEmpty()) {
      warehouse.execute("ALTER TABLE items " + String.join(", ", columns));
      learned = Collections.unmodifiableMap(known);
    }
  }

  private String type(ValueType type) {
    return switch (type) {
      case TEXT -> "Nullable(String)";
      case NUMBER -> "Nullable(Float64)";
      case BOOLEAN -> "Nullable(Bool)";
      case TIME -> "Nullable(DateTime64(3, '" + warehouse.zone().getId() + "'))";
      case LIST -> "Array(String)";
    };
  }

  private String value(Field field) {
    String name = literal(field.name());
    String text = "properties[" + name + "]";
    return switch (field.type()) {
      case TEXT -> "if(mapContains(properties, " + name + "), " + text + ", NULL)";
      case NUMBER -> "toFloat64OrNull(" + text + ")";
      case BOOLEAN -> "if(" + text + " = '', NULL, " + text + " = 'true')";
      case TIME ->
          "parseDateTime64BestEffortOrNull("
              + text
              + ", 3, "
              + literal(warehouse.zone().getId())
              + ")";
      case LIST -> "JSONExtract(" + text + ", 'Array(String)')";
    };
  }

  /** A literal: definitions take no parameters. */
  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Map<String, Field> load() {
    Map<String, Field> fields = new LinkedHashMap<>();
    warehouse.forEach(
        "SELECT name, type, comment FROM system.columns WHERE database = {database:String} AND"
            + " table = 'items' AND default_kind = 'ALIAS' ORDER BY position",
        Map.of("database", warehouse.config().database()),
        row -> {
          String name = row.text("comment");
          fields.put(name, new Field(name, row.text("name"), read(row.text("type")), false));
        });
    return fields;
  }

  private static ValueType read(String type) {
    if (type.startsWith("Array")) {
      return ValueType.LIST;
    }
    if (type.contains("DateTime64")) {
      return ValueType.TIME;
    }
    if (type.contains("Float64")) {
      return ValueType.NUMBER;
    }
    return type.contains("Bool") ? ValueType.BOOLEAN : ValueType.TEXT;
  }
}
