package io.onelift.rewrite;

import io.onelift.resolve.ColumnType;
import io.onelift.resolve.LogicalTable;
import io.onelift.resolve.LogicalTable.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/**
 * Hides personal columns from those who may not see them: text becomes {@value #MASK}, everything
 * else nothing. It happens at the scan, so that filters and joins see the mask too and cannot be
 * used to guess.
 *
 * <pre>
 * Scan(customers)    becomes    Project(profile_id, phone = '***', birthday = NULL, …)
 *                                 Scan(customers, nothing personal)
 * </pre>
 */
final class MaskPersonalColumns extends RelRule<RelRule.Config> {
  static final String MASK = "***";

  private MaskPersonalColumns(Config config) {
    super(config);
  }

  static RelOptRule rule() {
    return RuleConfig.of(
            "MaskPersonalColumns",
            b -> b.operand(LogicalTableScan.class).noInputs(),
            MaskPersonalColumns::new)
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null || !table.hasPersonal()) {
      return;
    }
    RelBuilder builder = call.builder();
    builder.push(Scans.of(scan, List.of("masked", table.name()), table.withoutPersonal()));
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      RexNode value = builder.field(column.name());
      columns.add(column.personal() ? mask(builder, value, column.type()) : value);
      names.add(column.name());
    }
    call.transformTo(builder.project(columns, names, true).build());
  }

  private static RexNode mask(RelBuilder builder, RexNode value, ColumnType type) {
    RexBuilder rex = builder.getRexBuilder();
    RelDataType result = value.getType();
    RexNode nothing = rex.makeNullLiteral(result);
    return type == ColumnType.TEXT
        ? rex.makeCall(
            result,
            SqlStdOperatorTable.CASE,
            List.of(builder.isNull(value), nothing, rex.makeLiteral(MASK, result, false)))
        : type == ColumnType.LIST
            ? rex.makeCall(result, SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, List.of())
            : nothing;
  }
}
