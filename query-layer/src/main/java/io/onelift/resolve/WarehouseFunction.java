package io.onelift.resolve;

import java.util.Locale;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** A function that ClickHouse has and that is called by its own name, letter case kept. */
public final class WarehouseFunction extends SqlFunction {
  private final String clickHouseName;

  WarehouseFunction(
      String clickHouseName, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
    this(clickHouseName.toUpperCase(Locale.ROOT), clickHouseName, returns, takes);
  }

  WarehouseFunction(
      String name,
      String clickHouseName,
      SqlReturnTypeInference returns,
      SqlOperandTypeChecker takes) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        returns,
        null,
        takes,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.clickHouseName = clickHouseName;
  }

  public String clickHouseName() {
    return clickHouseName;
  }
}
