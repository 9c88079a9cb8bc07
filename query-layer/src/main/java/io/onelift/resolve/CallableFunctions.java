package io.onelift.resolve;

import static io.onelift.resolve.FunctionTypes.DATE;
import static io.onelift.resolve.FunctionTypes.DAY;
import static io.onelift.resolve.FunctionTypes.FLAG;
import static io.onelift.resolve.FunctionTypes.ITEM;
import static io.onelift.resolve.FunctionTypes.LIST;
import static io.onelift.resolve.FunctionTypes.LIST_AND_ANY;
import static io.onelift.resolve.FunctionTypes.MAYBE_REAL;
import static io.onelift.resolve.FunctionTypes.MAYBE_WHOLE;
import static io.onelift.resolve.FunctionTypes.MOMENT;
import static io.onelift.resolve.FunctionTypes.NUMBER;
import static io.onelift.resolve.FunctionTypes.NUMBERS;
import static io.onelift.resolve.FunctionTypes.ONE;
import static io.onelift.resolve.FunctionTypes.REAL;
import static io.onelift.resolve.FunctionTypes.SMALL;
import static io.onelift.resolve.FunctionTypes.TEXT;
import static io.onelift.resolve.FunctionTypes.TEXTS;
import static io.onelift.resolve.FunctionTypes.TWO;
import static io.onelift.resolve.FunctionTypes.WHOLE;
import static io.onelift.resolve.FunctionTypes.WHOLES;
import static io.onelift.resolve.FunctionTypes.WORD;
import static io.onelift.resolve.FunctionTypes.WORDS;
import static io.onelift.resolve.FunctionTypes.any;
import static org.apache.calcite.sql.type.OperandTypes.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.FunctionSqlType;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * ClickHouse's functions of one row that people may call in SQL. Nothing is here that looks outside
 * of the row: files, other servers, settings, dictionaries, the server itself.
 */
final class CallableFunctions {
  private static final SqlOperandTypeChecker LAMBDA = new LambdaOverList();
  private static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0;

  private final List<SqlOperator> all = new ArrayList<>();

  private CallableFunctions() {
    all.addAll(
        List.of(
            Functions.TO_DATE,
            Functions.START_OF_HOUR,
            Functions.START_OF_WEEK,
            Functions.START_OF_MONTH,
            Functions.START_OF_QUARTER,
            Functions.START_OF_YEAR,
            Functions.IN_AUDIENCE,
            Functions.HAS_ANY,
            Functions.NOT_EMPTY,
            Functions.ARRAY_JOIN,
            Functions.DATE_DIFF,
            Functions.DATE_ADD,
            Functions.DIVIDE,
            Functions.LENGTH));
    times();
    conditions();
    texts();
    json();
    lists();
    higherOrder();
    numbers();
  }

  static List<SqlOperator> all() {
    return List.copyOf(new CallableFunctions().all);
  }

  private void times() {
    add(MOMENT, DATE, "toStartOfDay", "toStartOfMinute", "toStartOfFiveMinutes");
    add(MOMENT, DATE, "toStartOfTenMinutes", "toStartOfFifteenMinutes", "toStartOfSecond");
    add(
        MOMENT,
        family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME_INTERVAL),
        "toStartOfInterval");
    add(DAY, any(1, 2), "toStartOfWeek");
    add(DAY, DATE, "toLastDayOfMonth", "toStartOfISOYear");
    add(SMALL, DATE, "toYear", "toQuarter", "toMonth", "toDayOfMonth", "toDayOfYear");
    add(SMALL, any(1, 2), "toDayOfWeek", "toWeek", "toYearWeek");
    add(SMALL, DATE, "toHour", "toMinute", "toSecond", "toISOWeek", "toISOYear");
    add(SMALL, DATE, "toYYYYMM", "toYYYYMMDD");
    add(WHOLE, DATE, "toUnixTimestamp", "toUnixTimestamp64Milli");
    add(MOMENT, NUMBER, "fromUnixTimestamp64Milli");
    add(TEXT, family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER), "formatDateTime");
    SqlOperandTypeChecker shift = family(SqlTypeFamily.DATETIME, SqlTypeFamily.NUMERIC);
    for (String unit : List.of("Years", "Quarters", "Months", "Weeks", "Days")) {
      add(FIRST, shift, "add" + unit, "subtract" + unit);
    }
    for (String unit : List.of("Hours", "Minutes", "Seconds")) {
      add(MOMENT, shift, "add" + unit, "subtract" + unit);
    }
    named("parseDateTimeBestEffort", "parseDateTime64BestEffort", MOMENT, WORD);
    named(
        "parseDateTimeBestEffortOrNull",
        "parseDateTime64BestEffortOrNull",
        FunctionTypes.MAYBE_MOMENT,
        WORD);
    named("toDateOrNull", "toDate32OrNull", FunctionTypes.MAYBE_DAY, WORD);
    add(ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3), any(0, 0), "now");
    add(ReturnTypes.DATE, any(0, 0), "today", "yesterday");
  }

  private void conditions() {
    add(FunctionTypes::branches, any(3, 3), "if");
    add(FunctionTypes::branches, any(3, 63), "multiIf");
    add(ReturnTypes.ARG1, TWO, "ifNull");
    add(ReturnTypes.BOOLEAN, ONE, "isNull", "isNotNull");
    add(FunctionTypes.MAYBE_FIRST, ONE, "toNullable");
  }

  private void texts() {
    add(TEXT, ONE, "toString");
    add(REAL, ONE, "toFloat64");
    add(WHOLE, ONE, "toInt64");
    add(SMALL, ONE, "toInt32");
    add(MAYBE_REAL, WORD, "toFloat64OrNull");
    add(MAYBE_WHOLE, WORD, "toInt64OrNull");
    add(REAL, WORD, "toFloat64OrZero");
    add(WHOLE, WORD, "toInt64OrZero");
    add(FLAG, WORDS, "startsWith", "endsWith", "match");
    add(TEXTS, WORDS, "splitByString", "splitByChar", "extractAll");
    add(WHOLE, WORDS, "countSubstrings", "positionCaseInsensitiveUTF8", "positionUTF8");
    SqlOperandTypeChecker three =
        family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);
    add(TEXT, three, "replaceAll", "replaceOne", "replaceRegexpAll", "replaceRegexpOne");
    add(TEXT, any(2, 3), "leftPadUTF8", "rightPadUTF8", "substringUTF8");
    named("leftPad", "leftPadUTF8", TEXT, any(2, 3));
    named("rightPad", "rightPadUTF8", TEXT, any(2, 3));
    named("reverse", "reverseUTF8", TEXT, WORD);
    add(TEXT, family(SqlTypeFamily.CHARACTER, SqlTypeFamily.NUMERIC), "repeat");
    add(TEXT, WORD, "domain", "domainWithoutWWW", "path", "protocol", "cutQueryString");
    add(TEXT, WORDS, "extractURLParameter");
    add(TEXT, any(2, 9), "concatWithSeparator");
    add(TEXT, ONE, "hex", "lowerUTF8", "upperUTF8");
    add(WHOLE, any(1, 16), "cityHash64", "sipHash64", "xxHash64");
  }

  private void json() {
    add(TEXT, any(1, 8), "JSONExtractString", "JSONExtractRaw");
    add(WHOLE, any(1, 8), "JSONExtractInt", "JSONLength");
    add(REAL, any(1, 8), "JSONExtractFloat");
    add(FLAG, any(1, 8), "JSONExtractBool", "JSONHas");
    add(TEXTS, any(1, 8), "JSONExtractArrayRaw", "JSONExtractKeys");
    add(FLAG, WORD, "isValidJSON");
  }

  private void lists() {
    add(FLAG, TWO, "has", "hasAll");
    add(FLAG, ONE, "empty");
    add(TEXT, any(1, 2), "arrayStringConcat");
    add(ITEM, family(SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER), "arrayElement");
    add(FIRST, LIST, "arrayDistinct", "arrayReverse", "arrayCompact");
    add(FIRST, LIST, "arraySort", "arrayReverseSort");
    add(FIRST, any(2, 3), "arraySlice");
    add(FIRST, any(1, 8), "arrayConcat", "arrayIntersect");
    add(FIRST, LIST_AND_ANY, "arrayPushBack", "arrayPushFront");
    add(REAL, LIST, "arraySum", "arrayAvg", "arrayProduct");
    add(ITEM, LIST, "arrayMin", "arrayMax");
    add(WHOLE, LIST, "arrayUniq");
    add(WHOLE, LIST_AND_ANY, "indexOf", "countEqual");
    add(WHOLES, LIST, "arrayEnumerate");
    add(FIRST, LIST, "arrayCumSum", "arrayDifference");
    add(WHOLES, any(1, 3), "range");
    add(call -> mapPart(call, true), family(SqlTypeFamily.MAP), "mapKeys");
    add(call -> mapPart(call, false), family(SqlTypeFamily.MAP), "mapValues");
    add(FLAG, family(SqlTypeFamily.MAP, SqlTypeFamily.ANY), "mapContains");
  }

  private void higherOrder() {
    add(CallableFunctions::mapped, LAMBDA, "arrayMap");
    add(ReturnTypes.ARG1, LAMBDA, "arrayFilter");
    add(ReturnTypes.BOOLEAN, LAMBDA, "arrayExists", "arrayAll");
    add(ReturnTypes.BIGINT, LAMBDA, "arrayCount", "arrayFirstIndex");
    add(call -> FunctionTypes.item(call, 1), LAMBDA, "arrayFirst", "arrayLast");
  }

  private void numbers() {
    add(WHOLE, NUMBERS, "intDiv");
    add(REAL, NUMBER, "log2", "log1p", "exp2", "exp10");
    add(FIRST, any(1, 2), "roundBankers");
    add(FIRST, any(2, 2), "roundDown");
    add(WHOLE, OperandTypes.or(NUMBERS, TWO), "bitAnd", "bitOr", "bitXor");
    add(WHOLE, any(4, 4), "widthBucket");
  }

  private static RelDataType mapped(SqlOperatorBinding call) {
    return FunctionTypes.list(call, ((FunctionSqlType) call.getOperandType(0)).getReturnType());
  }

  private static RelDataType mapPart(SqlOperatorBinding call, boolean key) {
    RelDataType map = call.getOperandType(0);
    RelDataType part = key ? map.getKeyType() : map.getValueType();
    return part == null
        ? FunctionTypes.list(call, SqlTypeName.ANY)
        : FunctionTypes.list(call, part);
  }

  private void add(
      SqlReturnTypeInference returns, SqlOperandTypeChecker takes, String... clickHouseNames) {
    for (String name : clickHouseNames) {
      all.add(new WarehouseFunction(name, returns, takes));
    }
  }

  private void named(
      String name, String clickHouse, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
    all.add(new WarehouseFunction(name.toUpperCase(Locale.ROOT), clickHouse, returns, takes));
  }
}
