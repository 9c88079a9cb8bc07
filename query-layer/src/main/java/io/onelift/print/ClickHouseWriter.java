package io.onelift.print;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;

/** Writes one statement and notes which bound values and bitmaps it mentions. */
final class ClickHouseWriter extends SqlPrettyWriter {
  private final List<Object> values;
  private final List<Integer> used = new ArrayList<>();
  private final Function<String, BitmapForm> forms;
  private final List<PlacedBitmap> bitmaps = new ArrayList<>();

  ClickHouseWriter(SqlDialect dialect, List<Object> values, Function<String, BitmapForm> forms) {
    super(config(dialect));
    this.values = values;
    this.forms = forms;
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

  /** Whether a profile is in a bitmap; which form that has, the values decide. */
  void inBitmap(String name, SqlNode profile) {
    PlacedBitmap bitmap = new PlacedBitmap(name, forms.apply(name));
    if (!bitmaps.contains(bitmap)) {
      bitmaps.add(bitmap);
    }
    String bytes = "base64Decode({b" + bitmaps.indexOf(bitmap) + ":String})";
    switch (bitmap.form()) {
      case STATE -> {
        print("bitmapContains(CAST(" + bytes + " AS AggregateFunction(groupBitmap, UInt32)), ");
        number(profile);
        print(")");
      }
      case WORDS -> {
        print("(bitAnd(bitShiftRight(reinterpret(" + bytes + ", 'Array(UInt64)')[bitShiftRight(");
        number(profile);
        print(", 6) + 1], bitAnd(");
        number(profile);
        print(", 63)), 1) = 1)");
      }
    }
    setNeedWhitespace(true);
  }

  private void number(SqlNode profile) {
    print("toUInt32(");
    profile.unparse(this, 0, 0);
    print(")");
  }

  Printed printed(String sql) {
    return new Printed(sql, used, bitmaps);
  }
}
