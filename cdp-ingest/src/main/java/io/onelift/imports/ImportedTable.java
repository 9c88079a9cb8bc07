package io.onelift.imports;

import io.onelift.event.Field;
import java.util.List;
import java.util.Optional;

/**
 * A table that came from a file.
 *
 * @param name as the user calls it
 * @param physical its name in the warehouse
 * @param fields in the order of the file
 * @param key names of the fields that together name a row; empty when none were found
 * @param keyConfirmed the user named them; else they were found
 */
public record ImportedTable(
    String name,
    String physical,
    List<Field> fields,
    long rows,
    List<String> key,
    boolean keyConfirmed,
    List<TableJoin> joins) {
  public ImportedTable {
    fields = List.copyOf(fields);
    // Tables that were kept before there were keys have none.
    key = key == null ? List.of() : List.copyOf(key);
    joins = joins == null ? List.of() : List.copyOf(joins);
  }

  ImportedTable withJoins(List<TableJoin> found) {
    return new ImportedTable(name, physical, fields, rows, key, keyConfirmed, found);
  }

  Optional<Field> field(String called) {
    return fields.stream().filter(field -> field.name().equals(called)).findFirst();
  }
}
