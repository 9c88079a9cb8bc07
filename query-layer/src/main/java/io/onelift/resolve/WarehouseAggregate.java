package io.onelift.resolve;

import java.util.Locale;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.util.Optionality;

/**
 * An aggregate function that ClickHouse has and that is called by its own name, letter case kept.
 *
 * @see #parameters()
 */
public final class WarehouseAggregate extends SqlAggFunction {
  private final String clickHouseName;
  private final String parameters;
  private final boolean hasConstants;

  WarehouseAggregate(
      String clickHouseName, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
    this(clickHouseName, "", false, returns, takes);
  }

  WarehouseAggregate(
      String clickHouseName,
      String parameters,
      boolean hasConstants,
      SqlReturnTypeInference returns,
      SqlOperandTypeChecker takes) {
    super(
        clickHouseName.toUpperCase(Locale.ROOT) + parameters,
        null,
        SqlKind.OTHER_FUNCTION,
        returns,
        null,
        takes,
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.FORBIDDEN);
    this.clickHouseName = clickHouseName;
    this.parameters = parameters;
    this.hasConstants = hasConstants;
  }

  public String clickHouseName() {
    return clickHouseName;
  }

  /** Constants in ClickHouse's first pair of parentheses; empty when there are none. */
  public String parameters() {
    return parameters;
  }

  /**
   * True when the constants before the other operands, or behind them, are what ClickHouse takes in
   * a first pair of parentheses: {@code quantile(x, 0.9)} is written {@code quantile(0.9)(x)}
   * there.
   */
  public boolean hasConstants() {
    return hasConstants;
  }
}
