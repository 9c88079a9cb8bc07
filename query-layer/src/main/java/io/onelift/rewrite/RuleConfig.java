package io.onelift.rewrite;

import java.util.function.Function;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilderFactory;

/** What Calcite wants to know of a rule. */
record RuleConfig(
    Function<RelRule.Config, RelOptRule> make,
    String description,
    RelRule.OperandTransform operandSupplier,
    RelBuilderFactory relBuilderFactory)
    implements RelRule.Config {

  static RuleConfig of(
      String description,
      RelRule.OperandTransform operands,
      Function<RelRule.Config, RelOptRule> make) {
    return new RuleConfig(make, description, operands, RelFactories.LOGICAL_BUILDER);
  }

  @Override
  public RelOptRule toRule() {
    return make.apply(this);
  }

  @Override
  public RelRule.Config withRelBuilderFactory(RelBuilderFactory factory) {
    return new RuleConfig(make, description, operandSupplier, factory);
  }

  @Override
  public RelRule.Config withDescription(String description) {
    return new RuleConfig(make, description, operandSupplier, relBuilderFactory);
  }

  @Override
  public RelRule.Config withOperandSupplier(RelRule.OperandTransform transform) {
    return new RuleConfig(make, description, transform, relBuilderFactory);
  }
}
