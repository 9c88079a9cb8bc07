package io.onelift.collect;

import io.onelift.event.Field;
import io.onelift.event.Flat;
import io.onelift.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets properties of events that were taken without them. Setting one again changes nothing. Safe
 * for use by many threads.
 */
final class Corrections {
  /**
   * Of one statement: its values travel in the address of the request, which may have a megabyte.
   */
  static final int MAX_ADDRESS = 500_000;

  private final Warehouse warehouse;

  Corrections(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Those of the message ids whose events are in the warehouse. */
  Set<String> present(List<String> messageIds) {
    return new HashSet<>(
        warehouse.query(
            "SELECT message_id FROM events WHERE message_id IN {ids:Array(String)}",
            Map.of("ids", messageIds),
            row -> row.text("message_id")));
  }

  /** Sets them; when this returns, every query sees them. */
  void set(List<Retry.SetProperty> properties) {
    Map<Field, List<Retry.SetProperty>> byField = new LinkedHashMap<>();
    properties.forEach(p -> byField.computeIfAbsent(p.field(), f -> new ArrayList<>()).add(p));
    byField.forEach(this::set);
  }

  private void set(Field field, List<Retry.SetProperty> properties) {
    List<String> ids = new ArrayList<>();
    List<String> values = new ArrayList<>();
    int bytes = 0;
    for (Retry.SetProperty property : properties) {
      String value = text(property.value());
      int more = inAddress(property.messageId()) + inAddress(value);
      if (bytes + more > MAX_ADDRESS) {
        update(field, ids, values);
        ids.clear();
        values.clear();
        bytes = 0;
      }
      ids.add(property.messageId());
      values.add(value);
      bytes += more;
    }
    update(field, ids, values);
  }

  /** What a text takes in an address at most, its quotes and comma included. */
  static int inAddress(String text) {
    return 3 * (text.getBytes(StandardCharsets.UTF_8).length + 3);
  }

  private void update(Field field, List<String> ids, List<String> values) {
    if (ids.isEmpty()) {
      return;
    }
    warehouse.execute(
        "ALTER TABLE events UPDATE "
            + Warehouse.identifier(field.column())
            + " = "
            + read(field)
            + " WHERE message_id IN {ids:Array(String)} SETTINGS mutations_sync = 1",
        new HashMap<>(Map.of("ids", ids, "values", values)));
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case Instant time -> Long.toString(time.toEpochMilli());
      case Boolean flag -> flag ? "1" : "0";
      default -> Flat.json(value);
    };
  }

  private static String read(Field field) {
    String value = "{values:Array(String)}[indexOf({ids:Array(String)}, message_id)]";
    return switch (field.type()) {
      case TEXT -> value;
      case NUMBER -> "toFloat64(" + value + ")";
      case BOOLEAN -> "toBool(toUInt8(" + value + "))";
      case TIME -> "fromUnixTimestamp64Milli(toInt64(" + value + "))";
      case LIST -> "JSONExtract(" + value + ", 'Array(String)')";
    };
  }
}
