package io.onelift.imports;

import io.onelift.event.Field;
import java.util.List;

/**
 * A table that came from a file.
 *
 * @param name as the user calls it
 * @param physical its name in the warehouse
 * @param fields in the order of the file
 */
public record ImportedTable(String name, String physical, List<Field> fields, long rows) {
  public ImportedTable {
    fields = List.copyOf(fields);
  }
}
