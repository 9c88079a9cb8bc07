package io.onelift.print;

import io.onelift.identity.ProfileNumbers;
import io.onelift.resolve.Functions;
import io.onelift.resolve.ListFunctions;
import io.onelift.resolve.WarehouseAggregate;
import io.onelift.resolve.WarehouseFunction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWriter;

/** Calls that ClickHouse writes in another way than the standard. */
final class CallSyntax {
  private CallSyntax() {}

  /** Writes the call when it is one of those; false leaves it to the standard's way. */
  static boolean write(ClickHouseWriter writer, SqlCall call) {
    return switch (call.getOperator()) {
      case WarehouseFunction function -> function(writer, function, call);
      case WarehouseAggregate aggregate -> aggregate(writer, aggregate, call);
      default -> standard(writer, call);
    };
  }

  private static boolean function(ClickHouseWriter writer, WarehouseFunction f, SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    if (f.equals(Functions.DIVIDE)) {
      divide(writer, call.operand(0), call.operand(1));
    } else if (f.equals(Functions.CURRENT_PROFILE)) {
      writer.print(ProfileNumbers.sql(text(writer, call.operand(0))));
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.IN_BITMAP)) {
      writer.inBitmap(((SqlLiteral) call.operand(1)).getValueAs(String.class), call.operand(0));
    } else if (f.equals(Functions.DATE_ADD)) {
      String unit = ((SqlLiteral) call.operand(0)).getValueAs(String.class);
      String name = "add" + unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1) + "s";
      named(writer, name, List.of(call.operand(2), call.operand(1)));
    } else if (f.equals(Functions.WHOLE_DAYS)) {
      writer.print("intDiv(dateDiff('millisecond', ");
      call.operand(1).unparse(writer, 0, 0);
      writer.print(", ");
      call.operand(0).unparse(writer, 0, 0);
      writer.print("), 86400000)");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.AS_TEXT)) {
      present(writer, call.operand(0), "String");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.AS_NUMBER)) {
      present(writer, call.operand(0), "Float64");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.AS_PROFILE)) {
      present(writer, call.operand(0), "UInt32");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.CONTAINS)) {
      named(writer, "positionCaseInsensitiveUTF8", operands);
      writer.print("> 0");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.LIST_CONTAINS)) {
      writer.print("arrayExists(item -> positionCaseInsensitiveUTF8(item, ");
      call.operand(1).unparse(writer, 0, 0);
      writer.print(") > 0, ");
      call.operand(0).unparse(writer, 0, 0);
      writer.print(")");
      writer.setNeedWhitespace(true);
    } else if (f.equals(ListFunctions.ITEM)) {
      writer.print(((SqlLiteral) call.operand(0)).getValueAs(String.class));
      writer.setNeedWhitespace(true);
    } else if (f.equals(ListFunctions.LAMBDA)) {
      lambda(writer, operands);
    } else {
      named(
          writer, f.clickHouseName().equals("toDate") ? "toDate32" : f.clickHouseName(), operands);
    }
    return true;
  }

  /** The body comes first, then the names of the items. */
  private static void lambda(SqlWriter writer, List<SqlNode> operands) {
    writer.print(
        operands.stream()
            .skip(1)
            .map(name -> ((SqlLiteral) name).getValueAs(String.class))
            .collect(Collectors.joining(", ", "(", ") -> ")));
    operands.getFirst().unparse(writer, 0, 0);
  }

  private static boolean aggregate(ClickHouseWriter writer, WarehouseAggregate f, SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    if (f.hasConstants()) {
      ConstantsSyntax.write(writer, f, operands);
    } else if (!f.parameters().isEmpty()) {
      named(writer, f.clickHouseName() + "(" + f.parameters() + ")", operands);
    } else if (operands.size() > 2
        && (f.equals(Functions.ARG_MAX) || f.equals(Functions.ARG_MIN))) {
      writer.print(f.clickHouseName() + "(");
      operands.get(0).unparse(writer, 0, 0);
      named(writer, ", tuple", operands.subList(1, operands.size()));
      writer.print(")");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.BITMAP_STATE)) {
      writer.print("groupBitmapState(");
      present(writer, call.operand(0), "UInt32");
      writer.print(")");
      writer.setNeedWhitespace(true);
    } else if (f.equals(Functions.BITMAP_SIZE)) {
      writer.print(f.clickHouseName() + "(toUInt32(");
      call.operand(0).unparse(writer, 0, 0);
      writer.print("))");
      writer.setNeedWhitespace(true);
    } else {
      named(writer, f.clickHouseName(), operands);
    }
    return true;
  }

  /** A value of this type that is never missing, also where the tree knows it as nothing at all. */
  private static void present(SqlWriter writer, SqlNode value, String type) {
    writer.print("assumeNotNull(CAST(");
    value.unparse(writer, 0, 0);
    writer.print(" AS Nullable(" + type + ")))");
  }

  private static boolean standard(ClickHouseWriter writer, SqlCall call) {
    switch (call.getKind()) {
      case FLOOR -> {
        return call.operandCount() == 2 && floor(writer, call);
      }
      case EXTRACT -> extract(writer, call);
      case LIKE -> LikeSyntax.write(writer, call);
      case LAG, LEAD -> shifted(writer, call);
      case OVER -> {
        return switch (((SqlCall) call.operand(0)).getKind()) {
          case NTILE -> unframed(writer, call);
          case NTH_VALUE -> framed(writer, call);
          default -> false;
        };
      }
      case WITHIN_GROUP -> OrderedAggregateSyntax.write(writer, call);
      case COUNT -> {
        if (call.getOperator().getName().equals("APPROX_COUNT_DISTINCT")) {
          named(writer, "uniq", call.getOperandList());
          return true;
        }
        // Calcite's dialect wraps it in assumeNotNull, which takes FILTER and OVER away from it.
        call.getOperator().unparse(writer, call, 0, 0);
      }
      case POSITION -> named(writer, "positionUTF8", List.of(call.operand(1), call.operand(0)));
      default -> {
        return byName(writer, call);
      }
    }
    return true;
  }

  private static boolean byName(ClickHouseWriter writer, SqlCall call) {
    String name =
        switch (call.getOperator().getName()) {
          case "SUBSTRING" -> "substringUTF8";
          case "CHAR_LENGTH", "CHARACTER_LENGTH" -> "lengthUTF8";
          case "UPPER" -> "upperUTF8";
          case "LOWER" -> "lowerUTF8";
          case "INITCAP" -> "initcapUTF8";
          case "LEFT" -> "leftUTF8";
          case "RIGHT" -> "rightUTF8";
          case "REPLACE" -> "replaceAll";
          case "IFNULL", "NVL" -> "ifNull";
          case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" -> "now64";
          case "CURRENT_DATE" -> "today";
          case "APPROX_COUNT_DISTINCT" -> "uniq";
          case "TRUNCATE" -> "trunc";
          case "CARDINALITY" -> "length";
          default -> "";
        };
    if (name.isEmpty()) {
      return false;
    }
    named(
        writer,
        name,
        name.equals("now64") || name.equals("today") ? List.of() : call.getOperandList());
    return true;
  }

  static void named(SqlWriter writer, String name, List<SqlNode> operands) {
    writer.print(name);
    writer.setNeedWhitespace(false);
    SqlWriter.Frame frame = writer.startList("(", ")");
    for (SqlNode operand : operands) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }

  private static void divide(SqlWriter writer, SqlNode dividend, SqlNode divisor) {
    SqlWriter.Frame frame = writer.startList("(", ")");
    dividend.unparse(writer, 60, 60);
    writer.print("/");
    writer.setNeedWhitespace(true);
    if (divisor instanceof SqlNumericLiteral number
        && number.getValueAs(BigDecimal.class).signum() != 0) {
      divisor.unparse(writer, 60, 60);
    } else {
      writer.print("nullIf(");
      divisor.unparse(writer, 0, 0);
      writer.print(", 0)");
      writer.setNeedWhitespace(true);
    }
    writer.endList(frame);
  }

  /** LAG and LEAD of a value that is never null would be 1970 or 0 beyond the edge. */
  private static void shifted(SqlWriter writer, SqlCall call) {
    writer.print(call.getKind() == SqlKind.LAG ? "lag(toNullable(" : "lead(toNullable(");
    call.operand(0).unparse(writer, 0, 0);
    writer.print(")");
    for (SqlNode operand : call.getOperandList().subList(1, call.operandCount())) {
      writer.print(", ");
      operand.unparse(writer, 0, 0);
    }
    writer.print(")");
    writer.setNeedWhitespace(true);
  }

  /** ClickHouse numbers buckets over the whole partition and refuses any other frame. */
  private static boolean unframed(SqlWriter writer, SqlCall call) {
    SqlWindow window = call.operand(1);
    call.operand(0).unparse(writer, 0, 0);
    writer.keyword("OVER");
    SqlWindow.create(
            null,
            null,
            window.getPartitionList(),
            window.getOrderList(),
            SqlLiteral.createBoolean(false, window.getParserPosition()),
            null,
            null,
            null,
            window.getParserPosition())
        .unparse(writer, 0, 0);
    return true;
  }

  /** Calcite would put the function into parentheses, away from its OVER. */
  private static boolean framed(SqlWriter writer, SqlCall call) {
    named(writer, "nth_value", ((SqlCall) call.operand(0)).getOperandList());
    writer.keyword("OVER");
    call.operand(1).unparse(writer, 0, 0);
    return true;
  }

  private static boolean floor(SqlWriter writer, SqlCall call) {
    TimeUnitRange unit = ((SqlLiteral) call.operand(1)).getValueAs(TimeUnitRange.class);
    String function =
        switch (unit) {
          case SECOND -> "toStartOfSecond";
          case MINUTE -> "toStartOfMinute";
          case HOUR -> "toStartOfHour";
          case DAY -> "toStartOfDay";
          case WEEK -> "toMonday";
          case MONTH -> "toStartOfMonth";
          case QUARTER -> "toStartOfQuarter";
          case YEAR -> "toStartOfYear";
          default -> throw new UnsupportedOperationException("rounding a time down to " + unit);
        };
    boolean dayFunction =
        unit.compareTo(TimeUnitRange.YEAR) == 0
            || function.equals("toMonday")
            || function.equals("toStartOfMonth")
            || function.equals("toStartOfQuarter");
    writer.print(dayFunction ? "toDateTime64(" : "");
    named(writer, function, List.of(call.operand(0)));
    if (dayFunction) {
      writer.print(", 3)");
      writer.setNeedWhitespace(true);
    }
    return true;
  }

  private static void extract(SqlWriter writer, SqlCall call) {
    TimeUnitRange unit = ((SqlLiteral) call.operand(0)).getValueAs(TimeUnitRange.class);
    SqlNode time = call.operand(1);
    switch (unit) {
      case YEAR -> named(writer, "toYear", List.of(time));
      case QUARTER -> named(writer, "toQuarter", List.of(time));
      case MONTH -> named(writer, "toMonth", List.of(time));
      case WEEK -> named(writer, "toISOWeek", List.of(time));
      case DAY -> named(writer, "toDayOfMonth", List.of(time));
      case DOY -> named(writer, "toDayOfYear", List.of(time));
      case ISODOW -> named(writer, "toDayOfWeek", List.of(time));
      // Sunday is 1.
      case DOW ->
          named(
              writer,
              "toDayOfWeek",
              List.of(time, SqlLiteral.createExactNumeric("3", time.getParserPosition())));
      case ISOYEAR -> named(writer, "toISOYear", List.of(time));
      case HOUR -> named(writer, "toHour", List.of(time));
      case MINUTE -> named(writer, "toMinute", List.of(time));
      case SECOND -> named(writer, "toSecond", List.of(time));
      case EPOCH -> named(writer, "toUnixTimestamp", List.of(time));
      default -> throw new UnsupportedOperationException("EXTRACT of " + unit);
    }
  }

  /** The operand as it would be written here. */
  private static String text(ClickHouseWriter writer, SqlNode operand) {
    if (operand instanceof SqlDynamicParam || operand instanceof SqlNodeList) {
      throw new IllegalArgumentException("A profile number is a column, not " + operand);
    }
    return new ClickHouseWriter(writer.getDialect(), List.of(), _ -> BitmapForm.STATE)
        .format(operand);
  }
}
