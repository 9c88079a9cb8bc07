package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * A table that questions can be about, besides events and customers.
 *
 * @param name as queries write it
 * @param columns in the order of the table
 * @param key names of the columns that together name a row; empty when none are known
 * @param time the column that says when a row happened; empty text when rows have no time
 */
public record DataTable(
    String name, Names names, List<Field> columns, List<String> key, String time) {
  public DataTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  public Optional<Field> column(String called) {
    return columns.stream().filter(field -> field.name().equals(called)).findFirst();
  }

  /** The only column of its type time; empty text when there is none or there are several. */
  static String onlyTime(List<Field> columns) {
    List<Field> times = columns.stream().filter(f -> f.type() == ValueType.TIME).toList();
    return times.size() == 1 ? times.getFirst().name() : "";
  }
}
