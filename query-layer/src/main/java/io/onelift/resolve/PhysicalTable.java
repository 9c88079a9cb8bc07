package io.onelift.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** The table of a tag: the profiles that have a value, and the value. */
  public static PhysicalTable ofTag(String name, ColumnType type) {
    Map<String, LogicalTable.Column> columns = new LinkedHashMap<>();
    columns.put(
        "profile_no",
        new LogicalTable.Column("profile_no", "profile_no", ColumnType.PROFILE, false, false));
    columns.put("value", new LogicalTable.Column("value", "value", type, false, false));
    return new PhysicalTable(name, columns);
  }

  public String name() {
    return name;
  }

  /** True for the column of the profiles' numbers. */
  public boolean isProfile(int column) {
    return List.copyOf(columns.values()).get(column).type() == ColumnType.PROFILE;
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
