package io.onelift.print;

import io.onelift.resolve.WarehouseAggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Aggregates with constants in a first pair of parentheses: {@code quantile(0.9)(x)}. The constants
 * are the literals before the other operands, or behind them.
 */
final class ConstantsSyntax {
  private ConstantsSyntax() {}

  static void write(SqlWriter writer, WarehouseAggregate f, List<SqlNode> operands) {
    int first = 0;
    while (first < operands.size() - 1 && isConstant(operands.get(first))) {
      first++;
    }
    int end = operands.size();
    while (first == 0 && end > 1 && isConstant(operands.get(end - 1))) {
      end--;
    }
    List<SqlNode> constants = new ArrayList<>(operands.subList(0, first));
    constants.addAll(operands.subList(end, operands.size()));
    List<SqlNode> others = new ArrayList<>(operands.subList(first, end));
    String name = f.clickHouseName();
    switch (name) {
      case "windowFunnel" -> {
        need(!constants.isEmpty(), "windowFunnel(seconds)(time, condition, …)");
        constants.set(0, milliseconds(constants.getFirst()));
        CallSyntax.named(writer, name, constants);
        others(writer, "toUInt64(toUnixTimestamp64Milli(", "))", others);
      }
      case "sequenceMatch", "sequenceCount" -> {
        need(!constants.isEmpty(), name + "('(?1)(?2)')(time, condition, …)");
        CallSyntax.named(writer, name, constants);
        others(writer, "toDateTime(", ")", others);
      }
      default -> {
        boolean optional =
            name.startsWith("group") || name.equals("topK") || name.equals("quantile");
        need(
            optional || !constants.isEmpty(),
            name + " with a level that is no constant; write a number like 0.9");
        if (!constants.isEmpty()) {
          CallSyntax.named(writer, name, constants);
        }
        CallSyntax.named(writer, constants.isEmpty() ? name : "", others);
      }
    }
  }

  /** The other operands, of which the first is a time. */
  private static void others(SqlWriter writer, String before, String behind, List<SqlNode> others) {
    writer.print("(" + before);
    others.getFirst().unparse(writer, 0, 0);
    writer.print(behind);
    for (SqlNode other : others.subList(1, others.size())) {
      writer.print(", ");
      other.unparse(writer, 0, 0);
    }
    writer.print(")");
    writer.setNeedWhitespace(true);
  }

  private static SqlNode milliseconds(SqlNode seconds) {
    if (!(seconds instanceof SqlNumericLiteral number)) {
      throw new UnsupportedOperationException(
          "windowFunnel with a window that is no number of seconds");
    }
    return SqlLiteral.createExactNumeric(
        number.getValueAs(BigDecimal.class).movePointRight(3).toBigInteger().toString(),
        SqlParserPos.ZERO);
  }

  private static void need(boolean there, String how) {
    if (!there) {
      throw new UnsupportedOperationException(how);
    }
  }

  private static boolean isConstant(SqlNode node) {
    return node instanceof SqlLiteral && node.getKind() != SqlKind.INTERVAL_QUALIFIER;
  }
}
