package io.onelift.resolve;

import static org.apache.calcite.sql.type.OperandTypes.family;
import static org.apache.calcite.sql.type.OperandTypes.variadic;

import java.math.BigDecimal;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** ClickHouse's functions beyond the standard ones, with their types. */
public final class Functions {
  /** A fraction, also of whole numbers; nothing when the divisor is zero. */
  public static final WarehouseFunction DIVIDE =
      new WarehouseFunction("divide", FunctionTypes.MAYBE_REAL, FunctionTypes.NUMBERS);

  /** Whole units between two times: {@code dateDiff('day', from, to)}, boundaries crossed. */
  public static final WarehouseFunction DATE_DIFF =
      new WarehouseFunction("dateDiff", FunctionTypes.WHOLE, FunctionTypes.any(3, 3));

  /** Whole days of 24 hours from the second time to the first. */
  public static final WarehouseFunction WHOLE_DAYS =
      new WarehouseFunction("wholeDays", FunctionTypes.WHOLE, FunctionTypes.TWO);

  /** A time and a number of units: {@code dateAdd('day', 3, time)}. */
  public static final WarehouseFunction DATE_ADD =
      new WarehouseFunction("dateAdd", ReturnTypes.ARG2_NULLABLE, FunctionTypes.any(3, 3));

  /** Midnight before the time. */
  public static final WarehouseFunction TO_DATE =
      new WarehouseFunction("toDate", FunctionTypes.DAY, FunctionTypes.ONE);

  public static final WarehouseFunction START_OF_HOUR =
      new WarehouseFunction("toStartOfHour", FunctionTypes.MOMENT, FunctionTypes.DATE);

  /** Monday of the week. */
  public static final WarehouseFunction START_OF_WEEK =
      new WarehouseFunction("toMonday", FunctionTypes.DAY, FunctionTypes.DATE);

  public static final WarehouseFunction START_OF_MONTH =
      new WarehouseFunction("toStartOfMonth", FunctionTypes.DAY, FunctionTypes.DATE);
  public static final WarehouseFunction START_OF_QUARTER =
      new WarehouseFunction("toStartOfQuarter", FunctionTypes.DAY, FunctionTypes.DATE);
  public static final WarehouseFunction START_OF_YEAR =
      new WarehouseFunction("toStartOfYear", FunctionTypes.DAY, FunctionTypes.DATE);

  /** The profile that a number belongs to after all merges. */
  public static final WarehouseFunction CURRENT_PROFILE =
      new WarehouseFunction("currentProfile", FunctionTypes.WHOLE, FunctionTypes.ONE);

  /** Membership in a saved audience: {@code IN_AUDIENCE(profile_id, 'key')}. */
  public static final WarehouseFunction IN_AUDIENCE =
      new WarehouseFunction(
          "IN_AUDIENCE",
          "inAudience",
          FunctionTypes.FLAG,
          family(SqlTypeFamily.NUMERIC, SqlTypeFamily.CHARACTER));

  /** Membership in a bitmap that is bound under a name. */
  public static final WarehouseFunction IN_BITMAP =
      new WarehouseFunction("inBitmap", FunctionTypes.FLAG, FunctionTypes.TWO);

  /** Text within text, letter case ignored. */
  public static final WarehouseFunction CONTAINS =
      new WarehouseFunction("containsText", FunctionTypes.FLAG, FunctionTypes.WORDS);

  public static final WarehouseFunction HAS_ANY =
      new WarehouseFunction("hasAny", FunctionTypes.FLAG, FunctionTypes.TWO);
  public static final WarehouseFunction NOT_EMPTY =
      new WarehouseFunction("notEmpty", FunctionTypes.FLAG, FunctionTypes.ONE);
  public static final WarehouseFunction LIST_CONTAINS =
      new WarehouseFunction("listContainsText", FunctionTypes.FLAG, FunctionTypes.TWO);

  /** Milliseconds since the epoch. */
  public static final WarehouseFunction EPOCH_MILLIS =
      new WarehouseFunction("toUnixTimestamp64Milli", FunctionTypes.WHOLE, FunctionTypes.ONE);

  /** A whole number from 0, as ClickHouse's funnels want it. */
  public static final WarehouseFunction UNSIGNED =
      new WarehouseFunction("toUInt64", FunctionTypes.WHOLE, FunctionTypes.ONE);

  /** Any value as text that is never missing. */
  public static final WarehouseFunction AS_TEXT =
      new WarehouseFunction("asText", ReturnTypes.VARCHAR, FunctionTypes.ONE);

  /** A number as one that is never missing. */
  public static final WarehouseFunction AS_NUMBER =
      new WarehouseFunction("asNumber", ReturnTypes.DOUBLE, FunctionTypes.ONE);

  /** A profile's number that is never missing, in the bits that profiles have. */
  public static final WarehouseFunction AS_PROFILE =
      new WarehouseFunction("asProfile", ReturnTypes.BIGINT, FunctionTypes.ONE);

  /** One row for each item of a list. */
  public static final WarehouseFunction ARRAY_JOIN =
      new WarehouseFunction(
          "arrayJoin", call -> call.getOperandType(0).getComponentType(), FunctionTypes.ONE);

  /** Letters of a text; {@link FitTypes} takes {@link #ITEMS} for a list. */
  static final WarehouseFunction LENGTH =
      new WarehouseFunction("length", "lengthUTF8", FunctionTypes.WHOLE, FunctionTypes.ONE);

  /** Items of a list or a map. */
  static final WarehouseFunction ITEMS =
      new WarehouseFunction("items", "length", FunctionTypes.WHOLE, FunctionTypes.ONE);

  /**
   * A test of the model on a value: {@code modelTest(value, 3)} is the fourth of those that a
   * statement's metrics need. {@link FitTypes} writes it out.
   */
  static final WarehouseFunction MODEL_TEST =
      new WarehouseFunction("modelTest", FunctionTypes.FLAG, FunctionTypes.TWO);

  public static final WarehouseAggregate ARG_MAX =
      new WarehouseAggregate("argMax", FunctionTypes.MAYBE_FIRST, FunctionTypes.any(2, 4));

  public static final WarehouseAggregate ARG_MIN =
      new WarehouseAggregate("argMin", FunctionTypes.MAYBE_FIRST, FunctionTypes.any(2, 3));

  /** How many different combinations of values; one with a value missing is none. */
  static final WarehouseAggregate COMBINATIONS =
      new WarehouseAggregate("uniqExact", ReturnTypes.BIGINT, FunctionTypes.any(1, 8));

  /** A set of profiles as ClickHouse stores it. */
  public static final WarehouseAggregate BITMAP_STATE =
      new WarehouseAggregate(
          "groupBitmapState", ReturnTypes.explicit(SqlTypeName.VARBINARY), FunctionTypes.ONE);

  /** How many different profiles; nothing, as every aggregate of ClickHouse over nothing here. */
  public static final WarehouseAggregate BITMAP_SIZE =
      new WarehouseAggregate(
          "groupBitmap",
          ReturnTypes.explicit(SqlTypeName.BIGINT).andThen(SqlTypeTransforms.FORCE_NULLABLE),
          FunctionTypes.ONE);

  private Functions() {}

  /** The value below which this share of the values lies, between neighbours where none does. */
  static WarehouseAggregate quantile(double level) {
    return new WarehouseAggregate(
        "quantileExactInclusive",
        BigDecimal.valueOf(level).toPlainString(),
        false,
        FunctionTypes.MAYBE_REAL,
        family(SqlTypeFamily.NUMERIC));
  }

  /**
   * The longest chain of conditions that follow each other, each at a greater number than the one
   * before and the last at most {@code window} after the first; operands are the number and the
   * conditions.
   */
  public static WarehouseAggregate funnel(long window) {
    return new WarehouseAggregate(
        "windowFunnel",
        Long.toString(window),
        false,
        ReturnTypes.INTEGER,
        variadic(SqlOperandCountRanges.from(2)));
  }
}
