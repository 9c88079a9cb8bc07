package io.onelift.resolve;

import static io.onelift.resolve.FunctionTypes.MAYBE_FIRST;
import static io.onelift.resolve.FunctionTypes.MAYBE_REAL;
import static io.onelift.resolve.FunctionTypes.ONE;
import static io.onelift.resolve.FunctionTypes.any;
import static org.apache.calcite.sql.type.OperandTypes.family;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** ClickHouse's aggregates that people may call in SQL. */
final class CallableAggregates {
  private static final SqlReturnTypeInference COUNT = ReturnTypes.BIGINT;
  private static final SqlOperandTypeChecker NUMBER = FunctionTypes.NUMBER;
  private static final SqlOperandTypeChecker NUMBERS = FunctionTypes.NUMBERS;
  private static final SqlOperandTypeChecker NUMBER_IF =
      family(SqlTypeFamily.NUMERIC, SqlTypeFamily.BOOLEAN);
  private static final SqlOperandTypeChecker ANY_IF =
      family(SqlTypeFamily.ANY, SqlTypeFamily.BOOLEAN);
  private static final SqlReturnTypeInference LIST = ReturnTypes.TO_ARRAY;

  /** As R's type 7 and the standard's {@code PERCENTILE_CONT}. */
  static final WarehouseAggregate QUANTILE_INCLUSIVE =
      constants("quantileExactInclusive", MAYBE_REAL, any(1, 2));

  private CallableAggregates() {}

  static List<SqlOperator> all() {
    List<SqlOperator> all = new ArrayList<>();
    all.add(Functions.ARG_MAX);
    all.add(Functions.ARG_MIN);
    counts(all);
    numbers(all);
    values(all);
    sequences(all);
    return all;
  }

  private static void counts(List<SqlOperator> all) {
    for (String name : List.of("uniq", "uniqExact", "uniqHLL12", "uniqCombined")) {
      all.add(plain(name, COUNT, any(1, 8)));
      all.add(plain(name + "If", COUNT, any(2, 9)));
    }
    all.add(plain("countIf", COUNT, family(SqlTypeFamily.BOOLEAN)));
  }

  private static void numbers(List<SqlOperator> all) {
    all.add(plain("sumIf", MAYBE_FIRST, NUMBER_IF));
    for (String name : List.of("avgIf", "stddevPopIf", "stddevSampIf", "medianIf")) {
      all.add(plain(name, MAYBE_REAL, NUMBER_IF));
    }
    for (String name :
        List.of("median", "stddevPop", "stddevSamp", "varPop", "skewPop", "kurtPop")) {
      all.add(plain(name, MAYBE_REAL, NUMBER));
    }
    for (String name : List.of("corr", "covarPop", "covarSamp", "avgWeighted")) {
      all.add(plain(name, MAYBE_REAL, NUMBERS));
    }
    for (String name :
        List.of("quantile", "quantileExact", "quantileTDigest", "quantileExactInclusive")) {
      all.add(
          name.equals("quantileExactInclusive")
              ? QUANTILE_INCLUSIVE
              : constants(name, MAYBE_REAL, any(1, 2)));
      all.add(constants(name.replace("quantile", "quantiles"), FunctionTypes.REALS, any(2, 12)));
      all.add(constants(name + "If", MAYBE_REAL, any(2, 3)));
    }
  }

  private static void values(List<SqlOperator> all) {
    for (String name : List.of("any", "anyLast")) {
      all.add(plain(name, MAYBE_FIRST, ONE));
    }
    for (String name : List.of("minIf", "maxIf", "anyIf", "anyLastIf")) {
      all.add(plain(name, MAYBE_FIRST, ANY_IF));
    }
    for (String name : List.of("argMaxIf", "argMinIf")) {
      all.add(plain(name, MAYBE_FIRST, any(3, 3)));
    }
    for (String name : List.of("groupArray", "groupUniqArray")) {
      all.add(constants(name, FunctionTypes.LAST_AS_LIST, any(1, 2)));
      all.add(plain(name + "If", LIST, ANY_IF));
    }
    all.add(constants("topK", FunctionTypes.LAST_AS_LIST, any(1, 2)));
    all.add(plain("groupArrayArray", MAYBE_FIRST, FunctionTypes.LIST));
    all.add(plain("sumArray", MAYBE_REAL, FunctionTypes.LIST));
  }

  /**
   * Chains of conditions in time. {@code windowFunnel(86400)(time, …)} has its window in seconds
   * and looks at milliseconds; the patterns of {@code sequenceMatch} count whole seconds.
   */
  private static void sequences(List<SqlOperator> all) {
    all.add(constants("windowFunnel", ReturnTypes.INTEGER, any(3, 34)));
    all.add(plain("retention", FunctionTypes.WHOLES, any(1, 32)));
    all.add(constants("sequenceMatch", ReturnTypes.BOOLEAN, any(3, 34)));
    all.add(constants("sequenceCount", COUNT, any(3, 34)));
  }

  private static WarehouseAggregate plain(
      String name, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
    return new WarehouseAggregate(name, returns, takes);
  }

  private static WarehouseAggregate constants(
      String name, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
    return new WarehouseAggregate(
        name, "", true, returns.andThen(SqlTypeTransforms.FORCE_NULLABLE), takes);
  }
}
