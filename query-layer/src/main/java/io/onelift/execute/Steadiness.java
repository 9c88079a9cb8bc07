package io.onelift.execute;

import io.onelift.resolve.Functions;
import io.onelift.resolve.WarehouseFunction;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlOperator;

/** Whether a statement gives the same as long as its tables stay as they are. */
final class Steadiness {
  /** ClickHouse's functions that look at the clock, or draw by chance. */
  private static final Set<String> UNSTEADY =
      Set.of("now", "now64", "today", "yesterday", "rand", "rand32", "rand64", "generateUUIDv4");

  private Steadiness() {}

  /**
   * False when the time or chance decide over what the statement gives.
   *
   * @param audiences whether the members of audiences are looked at elsewhere; else a statement
   *     that names one is not steady
   */
  static boolean isSteady(RelNode tree, boolean audiences) {
    Expressions expressions = new Expressions(audiences);
    tree.accept(expressions);
    return expressions.steady
        && tree.getInputs().stream().allMatch(input -> isSteady(input, audiences));
  }

  private static final class Expressions extends RexShuttle {
    private final boolean audiences;
    private boolean steady = true;

    Expressions(boolean audiences) {
      this.audiences = audiences;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      SqlOperator operator = call.getOperator();
      steady &=
          operator.isDeterministic()
              && !operator.isDynamicFunction()
              && (audiences || !operator.equals(Functions.IN_AUDIENCE))
              && !(operator instanceof WarehouseFunction own
                  && UNSTEADY.contains(own.clickHouseName()));
      return super.visitCall(call);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      steady &= isSteady(query.rel, audiences);
      return super.visitSubQuery(query);
    }
  }
}
