package io.onelift.resolve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A table as people see it. A rule of {@code rewrite} turns its scan into one of the physical
 * table; until then nothing can be printed, so no way around masking exists.
 *
 * @see Column
 */
public final class LogicalTable extends AbstractTable {
  private final String name;
  private final String physicalName;
  private final List<Column> columns;

  /**
   * A column of a logical table.
   *
   * @param name as queries write it
   * @param physical the column of the warehouse it comes from; empty text when no data came for it
   *     yet, so that it is always null
   * @param personal true when it must be masked for those who may not see personal data
   */
  public record Column(
      String name, String physical, ColumnType type, boolean nullable, boolean personal) {}

  public LogicalTable(String name, String physicalName, List<Column> columns) {
    this.name = name;
    this.physicalName = physicalName;
    this.columns = List.copyOf(columns);
  }

  public String name() {
    return name;
  }

  public List<Column> columns() {
    return columns;
  }

  public boolean hasPersonal() {
    return columns.stream().anyMatch(Column::personal);
  }

  /** This table once its personal columns have been taken care of. */
  public LogicalTable withoutPersonal() {
    return new LogicalTable(
        name,
        physicalName,
        columns.stream()
            .map(c -> new Column(c.name(), c.physical(), c.type(), c.nullable(), false))
            .toList());
  }

  /** The table of the warehouse, with just the columns that this one needs. */
  public PhysicalTable physical() {
    Map<String, Column> needed = new LinkedHashMap<>();
    for (Column column : columns) {
      if (!column.physical().isEmpty()) {
        needed.putIfAbsent(column.physical(), column);
      }
    }
    return new PhysicalTable(physicalName, needed);
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (Column column : columns) {
      row.add(column.name(), column.type().in(types, column.nullable()));
    }
    return row.build();
  }
}
