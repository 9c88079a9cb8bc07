package io.onelift.rewrite;

import java.util.List;
import org.apache.calcite.linq4j.tree.TableExpressionFactory;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;

/** Makes scans of other tables in place of a scan. */
final class Scans {
  private Scans() {}

  /**
   * @param name unlike that of any other table: planners take scans of the same name for the same
   */
  static LogicalTableScan of(LogicalTableScan instead, List<String> name, Table table) {
    RelDataTypeFactory types = instead.getCluster().getTypeFactory();
    RelOptTable found =
        RelOptTableImpl.create(
            instead.getTable().getRelOptSchema(),
            table.getRowType(types),
            name,
            table,
            (TableExpressionFactory) null);
    return LogicalTableScan.create(instead.getCluster(), found, List.of());
  }
}
