package io.onelift.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table of the warehouse. */
public final class PhysicalTable extends AbstractTable {
  private final String name;
  private final Map<String, LogicalTable.Column> columns;

  PhysicalTable(String name, Map<String, LogicalTable.Column> columns) {
    this.name = name;
    this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  public String name() {
    return name;
  }

  /** True when rows keep the profile they were written with, whatever was merged since. */
  public boolean keepsOldProfiles() {
    return name.equals("events") || name.equals("identifiers");
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    columns.forEach(
        (physical, column) -> row.add(physical, column.type().in(types, column.nullable())));
    return row.build();
  }
}
