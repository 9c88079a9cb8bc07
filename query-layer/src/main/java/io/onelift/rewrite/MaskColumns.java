package io.onelift.rewrite;

import io.onelift.resolve.Access;
import io.onelift.resolve.ColumnType;
import io.onelift.resolve.LogicalSchema;
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
 * Hides columns from those who may not see them: personal ones from most roles, others as a policy
 * says. Text becomes {@value #MASK}, everything else nothing, and a hidden column nothing at all.
 * It happens at the scan, so that filters and joins see the mask too and cannot be used to guess.
 *
 * <pre>
 * Scan(customers)    becomes    Project(profile_id, phone = '***', birthday = NULL, …)
 *                                 Scan(customers, masked)
 * </pre>
 */
final class MaskColumns extends RelRule<RelRule.Config> {
  static final String MASK = "***";

  private final Access access;

  private MaskColumns(Config config, Access access) {
    super(config);
    this.access = access;
  }

  static RelOptRule rule(Access access) {
    return RuleConfig.of(
            "MaskColumns",
            b -> b.operand(LogicalTableScan.class).noInputs(),
            config -> new MaskColumns(config, access))
        .toRule();
  }

  /** Whether something of a table has to be masked for somebody. */
  static boolean concerns(LogicalTable table, Access access) {
    return table.columns().stream()
        .anyMatch(column -> isMasked(table, column, access) || isHidden(table, column, access));
  }

  static boolean isMasked(LogicalTable table, Column column, Access access) {
    return (column.personal() && !access.personalData())
        || access.policy().of(LogicalSchema.governed(table)).masked().contains(column.name());
  }

  private static boolean isHidden(LogicalTable table, Column column, Access access) {
    return column.type() != ColumnType.PROFILE
        && access.policy().of(LogicalSchema.governed(table)).hidden().contains(column.name());
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null || table.isMasked() || !concerns(table, access)) {
      return;
    }
    RelBuilder builder = call.builder();
    builder.push(Scans.of(scan, List.of("masked", table.name()), table.masked()));
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      RexNode value = builder.field(column.name());
      columns.add(
          isHidden(table, column, access)
              ? nothing(builder, value, column.type())
              : isMasked(table, column, access) ? mask(builder, value, column.type()) : value);
      names.add(column.name());
    }
    call.transformTo(builder.project(columns, names, true).build());
  }

  private static RexNode mask(RelBuilder builder, RexNode value, ColumnType type) {
    RexBuilder rex = builder.getRexBuilder();
    RelDataType result = value.getType();
    return type == ColumnType.TEXT
        ? rex.makeCall(
            result,
            SqlStdOperatorTable.CASE,
            List.of(
                builder.isNull(value),
                rex.makeNullLiteral(result),
                rex.makeLiteral(MASK, result, false)))
        : nothing(builder, value, type);
  }

  private static RexNode nothing(RelBuilder builder, RexNode value, ColumnType type) {
    RexBuilder rex = builder.getRexBuilder();
    return switch (type) {
      case LIST ->
          rex.makeCall(value.getType(), SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, List.of());
      case TEXT, NUMBER, BOOLEAN, TIME ->
          value.getType().isNullable()
              ? rex.makeNullLiteral(value.getType())
              : rex.makeNullLiteral(
                  rex.getTypeFactory().createTypeWithNullability(value.getType(), true));
      case PROFILE -> value;
    };
  }
}
