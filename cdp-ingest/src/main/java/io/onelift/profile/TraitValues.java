package io.onelift.profile;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Row;
import java.util.List;
import java.util.Map;

/** Reads learned columns of the current row as typed values. */
final class TraitValues {
  private TraitValues() {}

  /** Puts the values that are set, by the fields' names. */
  static void read(Row row, List<Field> fields, Map<String, Object> into) {
    for (Field field : fields) {
      if (field.type() == ValueType.LIST) {
        List<String> list = row.list(field.column());
        if (!list.isEmpty()) {
          into.put(field.name(), list);
        }
      } else if (!row.isNull(field.column())) {
        into.put(field.name(), value(row, field));
      }
    }
  }

  private static Object value(Row row, Field field) {
    return switch (field.type()) {
      case TEXT -> row.text(field.column());
      case NUMBER -> row.number(field.column());
      case BOOLEAN -> row.flag(field.column());
      case TIME -> row.time(field.column());
      case LIST -> row.list(field.column());
    };
  }
}
