package io.onelift.rewrite;

import io.onelift.resolve.Access;
import io.onelift.resolve.ColumnType;
import io.onelift.resolve.Functions;
import io.onelift.resolve.LogicalTable;
import io.onelift.resolve.LogicalTable.Column;
import io.onelift.resolve.PhysicalTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Reads a logical table from the warehouse's own: learned columns under their physical names,
 * profiles with all merges applied, nothing where no data came yet.
 *
 * <pre>
 * Scan(events)    becomes    Project(event, profile_id = currentProfile(profile_no), amount = p_amount, …)
 *                              Scan(physical events)
 * </pre>
 */
final class ExpandLogicalTables extends RelRule<RelRule.Config> {
  private final Access access;

  private ExpandLogicalTables(Config config, Access access) {
    super(config);
    this.access = access;
  }

  static RelOptRule rule(Access access) {
    return RuleConfig.of(
            "ExpandLogicalTables",
            b -> b.operand(LogicalTableScan.class).noInputs(),
            config -> new ExpandLogicalTables(config, access))
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null) {
      return;
    }
    if (table.hasPersonal() && !access.personalData()) {
      throw new IllegalStateException(
          "The personal columns of " + table.name() + " are not masked");
    }
    PhysicalTable physical = table.physical();
    RelBuilder builder = call.builder();
    builder.push(Scans.of(scan, List.of("warehouse", physical.name()), physical));
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(value(builder, column, physical));
      names.add(column.name());
    }
    call.transformTo(builder.project(columns, names, true).build());
  }

  private static RexNode value(RelBuilder builder, Column column, PhysicalTable table) {
    if (column.physical().isEmpty()) {
      RelDataType type = column.type().in(builder.getTypeFactory(), true);
      return builder.getRexBuilder().makeNullLiteral(type);
    }
    RexNode field = builder.field(column.physical());
    return column.type() == ColumnType.PROFILE && table.keepsOldProfiles()
        ? builder.call(Functions.CURRENT_PROFILE, field)
        : field;
  }
}
