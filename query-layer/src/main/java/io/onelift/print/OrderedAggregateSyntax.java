package io.onelift.print;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWriter;

/** Aggregates with {@code WITHIN GROUP (ORDER BY …)}, which ClickHouse does not have. */
final class OrderedAggregateSyntax {
  private OrderedAggregateSyntax() {}

  static void write(SqlWriter writer, SqlCall call) {
    SqlCall aggregate = call.operand(0);
    SqlNodeList order = call.operand(1);
    SqlNode first = order.get(0);
    boolean descending = first.getKind() == SqlKind.DESCENDING;
    SqlNode key = descending ? ((SqlCall) first).operand(0) : first;
    switch (aggregate.getOperator().getName()) {
      case "PERCENTILE_CONT" -> percentile(writer, aggregate, key, descending);
      case "LISTAGG", "STRING_AGG" -> list(writer, aggregate, key, descending);
      default ->
          throw new UnsupportedOperationException(
              aggregate.getOperator().getName() + " WITHIN GROUP; use quantileExact or LISTAGG");
    }
  }

  /** The interpolated quantile; {@code quantileExactInclusive} is R's type 7, as the standard. */
  private static void percentile(
      SqlWriter writer, SqlCall aggregate, SqlNode key, boolean descending) {
    if (!(aggregate.operand(0) instanceof SqlNumericLiteral level)) {
      throw new UnsupportedOperationException("PERCENTILE_CONT with a level that is no constant");
    }
    String text = level.toValue();
    writer.print("quantileExactInclusive(" + (descending ? "1 - " : "") + text + ")");
    CallSyntax.named(writer, "", List.of(key));
  }

  private static void list(SqlWriter writer, SqlCall aggregate, SqlNode key, boolean descending) {
    if (aggregate.operandCount() > 1 && !(aggregate.operand(1) instanceof SqlLiteral)) {
      throw new UnsupportedOperationException("LISTAGG with a separator that is no constant");
    }
    writer.print("arrayStringConcat(arrayMap(pair -> pair.2, ");
    writer.print(descending ? "arrayReverseSort(" : "arraySort(");
    writer.print("groupArray((");
    key.unparse(writer, 0, 0);
    writer.print(", ");
    aggregate.operand(0).unparse(writer, 0, 0);
    writer.print("))))");
    if (aggregate.operandCount() > 1) {
      writer.print(", ");
      aggregate.operand(1).unparse(writer, 0, 0);
    }
    writer.print(")");
    writer.setNeedWhitespace(true);
  }
}
