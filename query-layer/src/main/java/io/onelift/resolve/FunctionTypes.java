package io.onelift.resolve;

import static org.apache.calcite.sql.type.OperandTypes.family;
import static org.apache.calcite.sql.type.OperandTypes.variadic;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** What ClickHouse's functions take and give, in Calcite's types. */
final class FunctionTypes {
  /** Nothing when an operand is nothing, as the four below. */
  static final SqlReturnTypeInference TEXT = nullable(SqlTypeName.VARCHAR);

  static final SqlReturnTypeInference REAL = nullable(SqlTypeName.DOUBLE);
  static final SqlReturnTypeInference WHOLE = nullable(SqlTypeName.BIGINT);
  static final SqlReturnTypeInference SMALL = nullable(SqlTypeName.INTEGER);
  static final SqlReturnTypeInference FLAG = nullable(SqlTypeName.BOOLEAN);
  static final SqlReturnTypeInference DAY = nullable(SqlTypeName.DATE);
  static final SqlReturnTypeInference MOMENT =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.TO_NULLABLE);

  /** May be nothing, whatever the operands are. */
  static final SqlReturnTypeInference MAYBE_TEXT = maybe(SqlTypeName.VARCHAR);

  static final SqlReturnTypeInference MAYBE_REAL = maybe(SqlTypeName.DOUBLE);
  static final SqlReturnTypeInference MAYBE_WHOLE = maybe(SqlTypeName.BIGINT);
  static final SqlReturnTypeInference MAYBE_DAY = maybe(SqlTypeName.DATE);
  static final SqlReturnTypeInference MAYBE_MOMENT =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.FORCE_NULLABLE);
  static final SqlReturnTypeInference MAYBE_FIRST =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  /** One of a list's items. */
  static final SqlReturnTypeInference ITEM = call -> item(call, 0);

  static final SqlReturnTypeInference TEXTS = call -> list(call, SqlTypeName.VARCHAR);
  static final SqlReturnTypeInference WHOLES = call -> list(call, SqlTypeName.BIGINT);
  static final SqlReturnTypeInference REALS = call -> list(call, SqlTypeName.DOUBLE);

  /** A list of what the last operand is; those before are constants. */
  static final SqlReturnTypeInference LAST_AS_LIST =
      call -> list(call, call.getOperandType(call.getOperandCount() - 1));

  static final SqlOperandTypeChecker ONE = any(1, 1);
  static final SqlOperandTypeChecker TWO = any(2, 2);
  static final SqlOperandTypeChecker DATE = family(SqlTypeFamily.DATETIME);
  static final SqlOperandTypeChecker NUMBER = family(SqlTypeFamily.NUMERIC);
  static final SqlOperandTypeChecker NUMBERS = family(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC);
  static final SqlOperandTypeChecker WORD = family(SqlTypeFamily.CHARACTER);
  static final SqlOperandTypeChecker WORDS =
      family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);
  static final SqlOperandTypeChecker LIST = family(SqlTypeFamily.ARRAY);
  static final SqlOperandTypeChecker LIST_AND_ANY = family(SqlTypeFamily.ARRAY, SqlTypeFamily.ANY);

  private FunctionTypes() {}

  static SqlOperandTypeChecker any(int from, int to) {
    return from == 0 ? OperandTypes.NILADIC : variadic(SqlOperandCountRanges.between(from, to));
  }

  /** The type of a list's items; anything when it is no list. */
  static RelDataType item(SqlOperatorBinding call, int operand) {
    RelDataType component = call.getOperandType(operand).getComponentType();
    return component == null ? call.getTypeFactory().createSqlType(SqlTypeName.ANY) : component;
  }

  static RelDataType list(SqlOperatorBinding call, SqlTypeName item) {
    return list(call, call.getTypeFactory().createSqlType(item));
  }

  static RelDataType list(SqlOperatorBinding call, RelDataType item) {
    return call.getTypeFactory().createArrayType(item, -1);
  }

  /** What {@code if} and {@code multiIf} give: of every second operand and of the last. */
  static RelDataType branches(SqlOperatorBinding call) {
    RelDataTypeFactory types = call.getTypeFactory();
    List<RelDataType> branches = new ArrayList<>();
    for (int i = 1; i < call.getOperandCount(); i += 2) {
      branches.add(call.getOperandType(i));
    }
    branches.add(call.getOperandType(call.getOperandCount() - 1));
    RelDataType common = types.leastRestrictive(branches);
    return common == null ? branches.getFirst() : common;
  }

  private static SqlReturnTypeInference nullable(SqlTypeName type) {
    return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
  }

  private static SqlReturnTypeInference maybe(SqlTypeName type) {
    return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.FORCE_NULLABLE);
  }
}
