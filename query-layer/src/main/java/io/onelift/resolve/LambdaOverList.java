package io.onelift.resolve;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlLambdaScope;
import org.apache.calcite.sql.validate.SqlValidator;

/**
 * Checks the operands of ClickHouse's functions of higher order: {@code arrayMap(x -> x + 1, list)}
 * or {@code arrayMap((x, y) -> x + y, one, other)}. A parameter has the type of its list's items.
 */
final class LambdaOverList implements SqlOperandTypeChecker {
  @Override
  public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
    boolean fits =
        call.operand(0) instanceof SqlLambda lambda
            && lambda.getParameters().size() == call.getOperandCount() - 1
            && fits(call, lambda);
    if (!fits && throwOnFailure) {
      throw call.newValidationSignatureError();
    }
    return fits;
  }

  private static boolean fits(SqlCallBinding call, SqlLambda lambda) {
    SqlValidator validator = call.getValidator();
    SqlLambdaScope scope = (SqlLambdaScope) validator.getLambdaScope(lambda);
    for (int i = 1; i < call.getOperandCount(); i++) {
      RelDataType item = SqlTypeUtil.deriveType(call, call.operand(i)).getComponentType();
      if (item == null) {
        return false;
      }
      scope.getParameterTypes().put(lambda.getParameters().get(i - 1).toString(), item);
    }
    // It was validated before its parameters had types.
    lambda.accept(new Forgetting(validator));
    validator.validateLambda(lambda);
    return true;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.between(2, 4);
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return name + "(x -> …, <ARRAY>)";
  }

  private static final class Forgetting extends SqlBasicVisitor<Void> {
    private final SqlValidator validator;

    Forgetting(SqlValidator validator) {
      this.validator = validator;
    }

    @Override
    public Void visit(SqlIdentifier name) {
      validator.removeValidatedNodeType(name);
      return null;
    }

    @Override
    public Void visit(SqlCall call) {
      validator.removeValidatedNodeType(call);
      for (SqlNode operand : call.getOperandList()) {
        if (operand != null) {
          operand.accept(this);
        }
      }
      return null;
    }
  }
}
