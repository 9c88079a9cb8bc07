package io.onelift.resolve;

import io.onelift.tag.Predicate;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * Says what calls mean whose meaning depends on the types of their operands: the length of a text
 * or of a list, and the tests of metrics.
 */
final class FitTypes extends RelHomogeneousShuttle {
  private final RelBuilder builder;
  private final Predicates predicates;
  private final List<Predicate> tests;

  FitTypes(RelBuilder builder, Predicates predicates, List<Predicate> tests) {
    this.builder = builder;
    this.predicates = predicates;
    this.tests = tests;
  }

  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node).accept(new Calls());
  }

  private final class Calls extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
      return visited.clone(visited.rel.accept(FitTypes.this));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      return visited instanceof RexCall inner ? fitting(inner) : visited;
    }

    private RexNode fitting(RexCall call) {
      SqlOperator operator = call.getOperator();
      if (operator.equals(Functions.LENGTH) && isCollection(call.getOperands().getFirst())) {
        return builder
            .getRexBuilder()
            .makeCall(call.getType(), Functions.ITEMS, call.getOperands());
      }
      if (operator.equals(Functions.MODEL_TEST)) {
        int number =
            ((RexLiteral) call.getOperands().get(1)).getValueAs(BigDecimal.class).intValueExact();
        return predicates.test(call.getOperands().getFirst(), tests.get(number), "/sql");
      }
      return call;
    }
  }

  private static boolean isCollection(RexNode value) {
    SqlTypeName type = value.getType().getSqlTypeName();
    return type == SqlTypeName.ARRAY || type == SqlTypeName.MAP || type == SqlTypeName.MULTISET;
  }
}
