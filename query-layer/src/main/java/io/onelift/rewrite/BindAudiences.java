package io.onelift.rewrite;

import io.onelift.resolve.Functions;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Asks a bitmap instead of the audience: its members are known to the tag engine and travel as a
 * bound value.
 *
 * <pre>
 * IN_AUDIENCE(profile_id, 'vip')    becomes    inBitmap(profile_id, 'audience:vip')
 * </pre>
 */
public final class BindAudiences extends RelRule<RelRule.Config> {
  /** Stands before an audience's key in the name of its bitmap. */
  public static final String PREFIX = "audience:";

  private BindAudiences(Config config) {
    super(config);
  }

  static RelOptRule rule() {
    return RuleConfig.of(
            "BindAudiences", b -> b.operand(RelNode.class).anyInputs(), BindAudiences::new)
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    RelNode node = call.rel(0);
    RelNode bound = node.accept(new Binding(node));
    if (!bound.equals(node)) {
      call.transformTo(bound);
    }
  }

  private static final class Binding extends RexShuttle {
    private final RelNode node;

    Binding(RelNode node) {
      this.node = node;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (visited instanceof RexCall inner && inner.getOperator().equals(Functions.IN_AUDIENCE)) {
        String key = ((RexLiteral) inner.getOperands().get(1)).getValueAs(String.class);
        return node.getCluster()
            .getRexBuilder()
            .makeCall(
                inner.getType(),
                Functions.IN_BITMAP,
                List.of(
                    inner.getOperands().get(0),
                    node.getCluster().getRexBuilder().makeLiteral(PREFIX + key)));
      }
      return visited;
    }
  }
}
