package io.onelift.rewrite;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Lets the warehouse look up rows by conditions that can never fail, although rows are guarded: a
 * comparison of a column with a constant tells nothing of a row that the guard takes out.
 *
 * <pre>
 * Filter(event = 'login' AND intDiv(1, amount) = 1)    becomes    Filter(intDiv(1, amount) = 1)
 *   wall                                                            wall
 *     Filter(guard)                                                   Filter(event = 'login')
 *                                                                       Filter(guard)
 * </pre>
 */
final class PushSafeFilters extends RelRule<RelRule.Config> {
  private static final Set<SqlKind> SAFE =
      EnumSet.of(
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_FALSE);

  private PushSafeFilters(Config config) {
    super(config);
  }

  static RelOptRule rule() {
    return RuleConfig.of(
            "PushSafeFilters",
            b ->
                b.operand(LogicalFilter.class)
                    .oneInput(i -> i.operand(LogicalSort.class).anyInputs()),
            PushSafeFilters::new)
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    LogicalSort wall = call.rel(1);
    if (!GuardRows.isWall(wall)) {
      return;
    }
    List<RexNode> safe = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    RexNode condition =
        RexUtil.expandSearch(filter.getCluster().getRexBuilder(), null, filter.getCondition());
    for (RexNode part : RelOptUtil.conjunctions(condition)) {
      (isSafe(part) ? safe : others).add(part);
    }
    if (safe.isEmpty()) {
      return;
    }
    RelNode below = call.builder().push(wall.getInput()).filter(safe).build();
    call.transformTo(call.builder().push(GuardRows.wall(below)).filter(others).build());
  }

  private static boolean isSafe(RexNode node) {
    return switch (node) {
      case RexInputRef _, RexLiteral _ -> true;
      case RexCall call ->
          SAFE.contains(call.getKind())
              && call.getOperands().stream().allMatch(PushSafeFilters::isSafe);
      default -> false;
    };
  }
}
