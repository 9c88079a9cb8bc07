package io.onelift.resolve;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Optional<String> audience;
  private final Set<Stage> done;

  /** What has been taken care of at a scan. */
  private enum Stage {
    MASKED,
    GUARDED
  }

  /**
   * A column of a logical table.
   *
   * @param name as queries write it
   * @param physical the column of the warehouse it comes from; empty text when no data came for it
   *     yet, so that it is always null
   * @param tag the key of the tag whose value it is, which stands in the tag's own table; empty
   *     text for any other column
   * @param personal true when it must be masked for those who may not see personal data
   */
  public record Column(
      String name,
      String physical,
      String tag,
      ColumnType type,
      boolean nullable,
      boolean personal) {
    public Column(
        String name, String physical, ColumnType type, boolean nullable, boolean personal) {
      this(name, physical, "", type, nullable, personal);
    }

    /** A tag's value as a column of customers. */
    static Column ofTag(String name, String tag, ColumnType type, boolean personal) {
      return new Column(name, "", tag, type, type != ColumnType.LIST, personal);
    }

    public boolean isTag() {
      return !tag.isEmpty();
    }
  }

  public LogicalTable(String name, String physicalName, List<Column> columns) {
    this(name, physicalName, columns, Optional.empty(), Set.of());
  }

  private LogicalTable(
      String name,
      String physicalName,
      List<Column> columns,
      Optional<String> audience,
      Set<Stage> done) {
    this.name = name;
    this.physicalName = physicalName;
    this.columns = List.copyOf(columns);
    this.audience = audience;
    this.done = Set.copyOf(done);
  }

  /** The members of an audience, with the columns of this table. */
  LogicalTable ofAudience(String table, String key) {
    return new LogicalTable(table, physicalName, columns, Optional.of(key), done);
  }

  /** This table with other columns. */
  LogicalTable with(List<Column> others) {
    return new LogicalTable(name, physicalName, others, audience, done);
  }

  public String name() {
    return name;
  }

  public List<Column> columns() {
    return columns;
  }

  /** The audience whose members are the only rows. */
  public Optional<String> audience() {
    return audience;
  }

  /** The column that says whose row it is. */
  public Optional<Column> profile() {
    return columns.stream().filter(column -> column.type() == ColumnType.PROFILE).findFirst();
  }

  public boolean hasPersonal() {
    return columns.stream().anyMatch(Column::personal);
  }

  public boolean isMasked() {
    return done.contains(Stage.MASKED);
  }

  public boolean isGuarded() {
    return done.contains(Stage.GUARDED);
  }

  /** This table once its columns have been masked. */
  public LogicalTable masked() {
    return after(Stage.MASKED);
  }

  /** This table once rows have been taken out. */
  public LogicalTable guarded() {
    return after(Stage.GUARDED);
  }

  private LogicalTable after(Stage stage) {
    Set<Stage> stages = EnumSet.of(stage);
    stages.addAll(done);
    return new LogicalTable(name, physicalName, columns, audience, stages);
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
