package io.onelift.print;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * LIKE and ILIKE. ClickHouse always takes the backslash as the escape character and has no ESCAPE;
 * the standard has no escape character but the one that ESCAPE names.
 */
final class LikeSyntax {
  private LikeSyntax() {}

  static void write(SqlWriter writer, SqlCall call) {
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    SqlWriter.Frame frame = writer.startList("(", ")");
    call.operand(0).unparse(writer, 32, 32);
    writer.print(
        (operator.isNegated() ? "NOT " : "") + (operator.isCaseSensitive() ? "LIKE " : "ILIKE "));
    pattern(writer, call);
    writer.endList(frame);
  }

  private static void pattern(SqlWriter writer, SqlCall call) {
    SqlNode pattern = call.operand(1);
    if (pattern instanceof SqlLiteral literal
        && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())) {
      String escape =
          call.operandCount() == 3 ? ((SqlLiteral) call.operand(2)).getValueAs(String.class) : "";
      String text = withBackslash(literal.getValueAs(String.class), escape);
      SqlLiteral.createCharString(text, SqlParserPos.ZERO).unparse(writer, 0, 0);
      return;
    }
    if (call.operandCount() == 3) {
      throw new UnsupportedOperationException("ESCAPE with a pattern that is no constant");
    }
    CallSyntax.named(
        writer,
        "replaceAll",
        List.of(
            pattern,
            SqlLiteral.createCharString("\\", SqlParserPos.ZERO),
            SqlLiteral.createCharString("\\\\", SqlParserPos.ZERO)));
  }

  private static String withBackslash(String pattern, String escape) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (!escape.isEmpty() && c == escape.charAt(0) && i + 1 < pattern.length()) {
        out.append('\\').append(pattern.charAt(++i));
      } else if (c == '\\') {
        out.append("\\\\");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
