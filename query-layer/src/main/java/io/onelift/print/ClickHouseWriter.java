package io.onelift.print;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;

/** Writes one statement and notes which bound values and bitmaps it mentions. */
final class ClickHouseWriter extends SqlPrettyWriter {
  private final List<Object> values;
  private final List<Integer> used = new ArrayList<>();
  private final List<String> bitmaps = new ArrayList<>();

  ClickHouseWriter(SqlDialect dialect, List<Object> values) {
    super(config(dialect));
    this.values = values;
  }

  private static SqlWriterConfig config(SqlDialect dialect) {
    return SqlPrettyWriter.config()
        .withDialect(dialect)
        .withAlwaysUseParentheses(true)
        .withSelectListItemsOnSeparateLines(false)
        .withUpdateSetListNewline(false)
        .withIndentation(0);
  }

  @Override
  public void dynamicParam(int index) {
    if (!used.contains(index)) {
      used.add(index);
    }
    print("{p" + index + ":" + type(values.get(index)) + "}");
    setNeedWhitespace(true);
  }

  private static String type(Object value) {
    return switch (value) {
      case Boolean _ -> "Bool";
      case Integer _ -> "Int64";
      case Long _ -> "Int64";
      case Number _ -> "Float64";
      case null -> "Nullable(String)";
      default -> "String";
    };
  }

  /** The place of a bitmap in the statement. */
  void bitmap(String name) {
    if (!bitmaps.contains(name)) {
      bitmaps.add(name);
    }
    print(
        "CAST(base64Decode({b"
            + bitmaps.indexOf(name)
            + ":String}) AS AggregateFunction(groupBitmap, UInt32))");
  }

  Printed printed(String sql) {
    return new Printed(sql, used, bitmaps);
  }
}
