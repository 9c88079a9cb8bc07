package io.onelift.resolve;

import static org.apache.calcite.sql.type.OperandTypes.family;
import static org.apache.calcite.sql.type.OperandTypes.variadic;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** ClickHouse's functions beyond the standard ones, with their types. */
public final class Functions {
  private static final SqlReturnTypeInference TEXT = nullable(SqlTypeName.VARCHAR);
  private static final SqlReturnTypeInference REAL = nullable(SqlTypeName.DOUBLE);
  private static final SqlReturnTypeInference WHOLE = nullable(SqlTypeName.BIGINT);
  private static final SqlReturnTypeInference SMALL = nullable(SqlTypeName.INTEGER);
  private static final SqlReturnTypeInference FLAG = nullable(SqlTypeName.BOOLEAN);
  private static final SqlReturnTypeInference DAY = nullable(SqlTypeName.DATE);
  private static final SqlReturnTypeInference MOMENT =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.TO_NULLABLE);
  private static final SqlReturnTypeInference MAYBE_REAL =
      ReturnTypes.explicit(SqlTypeName.DOUBLE).andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference MAYBE_FIRST =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlOperandTypeChecker ONE = any(1, 1);
  private static final SqlOperandTypeChecker TWO = any(2, 2);
  private static final SqlOperandTypeChecker DATE = family(SqlTypeFamily.DATETIME);
  private static final SqlOperandTypeChecker NUMBERS =
      family(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC);
  private static final SqlOperandTypeChecker WORDS =
      family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);

  /** A fraction, also of whole numbers; nothing when the divisor is zero. */
  public static final WarehouseFunction DIVIDE =
      new WarehouseFunction("divide", MAYBE_REAL, NUMBERS);

  /** Whole units between two times: {@code dateDiff('day', from, to)}, boundaries crossed. */
  public static final WarehouseFunction DATE_DIFF =
      new WarehouseFunction("dateDiff", WHOLE, any(3, 3));

  /** Whole days of 24 hours from the second time to the first. */
  public static final WarehouseFunction WHOLE_DAYS = new WarehouseFunction("wholeDays", WHOLE, TWO);

  /** A time and a number of units: {@code dateAdd('day', 3, time)}. */
  public static final WarehouseFunction DATE_ADD =
      new WarehouseFunction("dateAdd", ReturnTypes.ARG2_NULLABLE, any(3, 3));

  /** Midnight before the time. */
  public static final WarehouseFunction TO_DATE = new WarehouseFunction("toDate", DAY, ONE);

  public static final WarehouseFunction START_OF_HOUR =
      new WarehouseFunction("toStartOfHour", MOMENT, DATE);

  /** Monday of the week. */
  public static final WarehouseFunction START_OF_WEEK =
      new WarehouseFunction("toMonday", DAY, DATE);

  public static final WarehouseFunction START_OF_MONTH =
      new WarehouseFunction("toStartOfMonth", DAY, DATE);
  public static final WarehouseFunction START_OF_QUARTER =
      new WarehouseFunction("toStartOfQuarter", DAY, DATE);
  public static final WarehouseFunction START_OF_YEAR =
      new WarehouseFunction("toStartOfYear", DAY, DATE);

  /** The profile that a number belongs to after all merges. */
  public static final WarehouseFunction CURRENT_PROFILE =
      new WarehouseFunction("currentProfile", WHOLE, ONE);

  /** Membership in a saved audience: {@code IN_AUDIENCE(profile_id, 'key')}. */
  public static final WarehouseFunction IN_AUDIENCE =
      new WarehouseFunction(
          "IN_AUDIENCE",
          "inAudience",
          FLAG,
          family(SqlTypeFamily.NUMERIC, SqlTypeFamily.CHARACTER));

  /** Membership in a bitmap that is bound under a name. */
  public static final WarehouseFunction IN_BITMAP = new WarehouseFunction("inBitmap", FLAG, TWO);

  /** Text within text, letter case ignored. */
  public static final WarehouseFunction CONTAINS =
      new WarehouseFunction("containsText", FLAG, WORDS);

  public static final WarehouseFunction HAS_ANY = new WarehouseFunction("hasAny", FLAG, TWO);
  public static final WarehouseFunction NOT_EMPTY = new WarehouseFunction("notEmpty", FLAG, ONE);
  public static final WarehouseFunction LIST_CONTAINS =
      new WarehouseFunction("listContainsText", FLAG, TWO);

  /** Milliseconds since the epoch. */
  public static final WarehouseFunction EPOCH_MILLIS =
      new WarehouseFunction("toUnixTimestamp64Milli", WHOLE, ONE);

  /** A whole number from 0, as ClickHouse's funnels want it. */
  public static final WarehouseFunction UNSIGNED = new WarehouseFunction("toUInt64", WHOLE, ONE);

  /** Any value as text that is never missing. */
  public static final WarehouseFunction AS_TEXT =
      new WarehouseFunction("asText", ReturnTypes.VARCHAR, ONE);

  /** A number as one that is never missing. */
  public static final WarehouseFunction AS_NUMBER =
      new WarehouseFunction("asNumber", ReturnTypes.DOUBLE, ONE);

  /** A profile's number that is never missing, in the bits that profiles have. */
  public static final WarehouseFunction AS_PROFILE =
      new WarehouseFunction("asProfile", ReturnTypes.BIGINT, ONE);

  /** One row for each item of a list. */
  public static final WarehouseFunction ARRAY_JOIN =
      new WarehouseFunction("arrayJoin", call -> call.getOperandType(0).getComponentType(), ONE);

  public static final WarehouseAggregate ARG_MAX =
      new WarehouseAggregate("argMax", MAYBE_FIRST, any(2, 4));

  public static final WarehouseAggregate ARG_MIN =
      new WarehouseAggregate("argMin", MAYBE_FIRST, any(2, 3));

  /** How many different combinations of values; one with a value missing is none. */
  static final WarehouseAggregate COMBINATIONS =
      new WarehouseAggregate("uniqExact", ReturnTypes.BIGINT, any(1, 8));

  /** A set of profiles as ClickHouse stores it. */
  public static final WarehouseAggregate BITMAP_STATE =
      new WarehouseAggregate("groupBitmapState", ReturnTypes.explicit(SqlTypeName.VARBINARY), ONE);

  /** How many different profiles; nothing, as every aggregate of ClickHouse over nothing here. */
  public static final WarehouseAggregate BITMAP_SIZE =
      new WarehouseAggregate(
          "groupBitmap",
          ReturnTypes.explicit(SqlTypeName.BIGINT).andThen(SqlTypeTransforms.FORCE_NULLABLE),
          ONE);

  private Functions() {}

  /** The value below which this share of the values lies, between neighbours where none does. */
  static WarehouseAggregate quantile(double level) {
    return new WarehouseAggregate(
        "quantileExactInclusive",
        BigDecimal.valueOf(level).toPlainString(),
        false,
        MAYBE_REAL,
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

  /** Those that people may call in SQL; the product's own are not among them. */
  static List<SqlOperator> callable() {
    return List.of(
        TO_DATE,
        START_OF_HOUR,
        START_OF_WEEK,
        START_OF_MONTH,
        START_OF_QUARTER,
        START_OF_YEAR,
        IN_AUDIENCE,
        HAS_ANY,
        NOT_EMPTY,
        ARRAY_JOIN,
        ARG_MAX,
        ARG_MIN,
        DATE_DIFF,
        DATE_ADD,
        DIVIDE,
        new WarehouseFunction("toStartOfDay", MOMENT, DATE),
        new WarehouseFunction("toStartOfMinute", MOMENT, DATE),
        new WarehouseFunction("toStartOfWeek", DAY, any(1, 2)),
        new WarehouseFunction("toYear", SMALL, DATE),
        new WarehouseFunction("toQuarter", SMALL, DATE),
        new WarehouseFunction("toMonth", SMALL, DATE),
        new WarehouseFunction("toDayOfMonth", SMALL, DATE),
        new WarehouseFunction("toDayOfWeek", SMALL, DATE),
        new WarehouseFunction("toHour", SMALL, DATE),
        new WarehouseFunction("toMinute", SMALL, DATE),
        new WarehouseFunction("toISOWeek", SMALL, DATE),
        new WarehouseFunction("toYYYYMM", SMALL, DATE),
        new WarehouseFunction("toYYYYMMDD", SMALL, DATE),
        new WarehouseFunction("toUnixTimestamp", WHOLE, DATE),
        new WarehouseFunction(
            "formatDateTime", TEXT, family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER)),
        new WarehouseFunction("now", ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3), any(0, 0)),
        new WarehouseFunction("today", ReturnTypes.DATE, any(0, 0)),
        new WarehouseFunction("yesterday", ReturnTypes.DATE, any(0, 0)),
        new WarehouseFunction("intDiv", WHOLE, NUMBERS),
        new WarehouseFunction("toString", TEXT, ONE),
        new WarehouseFunction("toFloat64", REAL, ONE),
        new WarehouseFunction("toInt64", WHOLE, ONE),
        new WarehouseFunction("if", Functions::secondAndThird, any(3, 3)),
        new WarehouseFunction("ifNull", ReturnTypes.ARG1, TWO),
        new WarehouseFunction("isNull", ReturnTypes.BOOLEAN, ONE),
        new WarehouseFunction("isNotNull", ReturnTypes.BOOLEAN, ONE),
        new WarehouseFunction("startsWith", FLAG, WORDS),
        new WarehouseFunction("endsWith", FLAG, WORDS),
        new WarehouseFunction("match", FLAG, WORDS),
        new WarehouseFunction("length", "lengthUTF8", WHOLE, family(SqlTypeFamily.CHARACTER)),
        new WarehouseFunction("splitByString", Functions::listOfText, WORDS),
        new WarehouseFunction("has", FLAG, TWO),
        new WarehouseFunction("hasAll", FLAG, TWO),
        new WarehouseFunction("empty", FLAG, ONE),
        new WarehouseFunction("arrayStringConcat", TEXT, any(1, 2)),
        new WarehouseFunction("cityHash64", WHOLE, any(1, 16)),
        new WarehouseAggregate("uniq", ReturnTypes.BIGINT, any(1, 8)),
        COMBINATIONS,
        new WarehouseAggregate("uniqHLL12", ReturnTypes.BIGINT, any(1, 8)),
        new WarehouseAggregate("countIf", ReturnTypes.BIGINT, family(SqlTypeFamily.BOOLEAN)),
        new WarehouseAggregate(
            "sumIf", MAYBE_FIRST, family(SqlTypeFamily.NUMERIC, SqlTypeFamily.BOOLEAN)),
        new WarehouseAggregate(
            "avgIf", MAYBE_REAL, family(SqlTypeFamily.NUMERIC, SqlTypeFamily.BOOLEAN)),
        new WarehouseAggregate("uniqIf", ReturnTypes.BIGINT, any(2, 8)),
        new WarehouseAggregate("any", MAYBE_FIRST, ONE),
        new WarehouseAggregate("anyLast", MAYBE_FIRST, ONE),
        new WarehouseAggregate("median", MAYBE_REAL, family(SqlTypeFamily.NUMERIC)),
        new WarehouseAggregate("quantile", "", true, MAYBE_REAL, NUMBERS),
        new WarehouseAggregate("quantileExact", "", true, MAYBE_REAL, NUMBERS),
        new WarehouseAggregate("quantileTDigest", "", true, MAYBE_REAL, NUMBERS),
        new WarehouseAggregate("groupArray", ReturnTypes.TO_ARRAY, ONE),
        new WarehouseAggregate("groupUniqArray", ReturnTypes.TO_ARRAY, ONE));
  }

  private static RelDataType secondAndThird(SqlOperatorBinding call) {
    return call.getTypeFactory()
        .leastRestrictive(List.of(call.getOperandType(1), call.getOperandType(2)));
  }

  private static RelDataType listOfText(SqlOperatorBinding call) {
    RelDataTypeFactory types = call.getTypeFactory();
    return types.createArrayType(types.createSqlType(SqlTypeName.VARCHAR), -1);
  }

  private static SqlReturnTypeInference nullable(SqlTypeName type) {
    return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
  }

  private static SqlOperandTypeChecker any(int from, int to) {
    return from == 0 ? OperandTypes.NILADIC : variadic(SqlOperandCountRanges.between(from, to));
  }
}
