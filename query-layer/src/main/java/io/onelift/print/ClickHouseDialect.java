package io.onelift.print;

import java.util.Locale;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAbstractDateTimeLiteral;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDateLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.ClickHouseSqlDialect;
import org.apache.calcite.util.TimestampString;

/**
 * ClickHouse's syntax where Calcite's own dialect writes what ClickHouse rejects or understands
 * otherwise.
 */
final class ClickHouseDialect extends ClickHouseSqlDialect {
  ClickHouseDialect() {
    super(DEFAULT_CONTEXT.withNullCollation(NullCollation.LAST));
  }

  @Override
  public void quoteStringLiteral(StringBuilder out, String charset, String value) {
    // ClickHouse reads backslash escapes in every literal; leaving one alone is an injection.
    out.append('\'').append(value.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
  }

  @Override
  public StringBuilder quoteIdentifier(StringBuilder out, String name) {
    return out.append('`').append(name.replace("\\", "\\\\").replace("`", "\\`")).append('`');
  }

  @Override
  public boolean supportsWindowFunctions() {
    return true;
  }

  @Override
  public boolean supportsNestedAggregations() {
    return false;
  }

  @Override
  public SqlNode getCastSpec(RelDataType type) {
    return ClickHouseTypes.spec(type);
  }

  @Override
  public SqlNode emulateNullDirection(SqlNode node, boolean nullsFirst, boolean desc) {
    return null;
  }

  @Override
  public void unparseBoolLiteral(SqlWriter writer, SqlLiteral literal, int left, int right) {
    writer.print(literal.getValue() == null ? "NULL" : literal.booleanValue() ? "true" : "false");
  }

  @Override
  public void unparseDateTimeLiteral(
      SqlWriter writer, SqlAbstractDateTimeLiteral literal, int left, int right) {
    writer.print(
        literal instanceof SqlDateLiteral
            ? "toDate32('" + literal.toFormattedString() + "')"
            : "toDateTime64('" + literal.getValueAs(TimestampString.class).toString(3) + "', 3)");
  }

  @Override
  public void unparseSqlIntervalLiteral(
      SqlWriter writer, SqlIntervalLiteral literal, int left, int right) {
    IntervalValue interval = literal.getValueAs(IntervalValue.class);
    if (!interval.getIntervalQualifier().isSingleDatetimeField()) {
      throw new UnsupportedOperationException("an interval of several units; add them one by one");
    }
    // Calcite counts weeks in days and quarters in months.
    String unit =
        switch (interval.getIntervalQualifier().getUnit()) {
          case WEEK -> "DAY";
          case QUARTER -> "MONTH";
          case TimeUnit other -> other.name();
        };
    String amount = (interval.getSign() < 0 ? "-" : "") + interval.getIntervalLiteral();
    writer.print(
        "toInterval"
            + unit.charAt(0)
            + unit.substring(1).toLowerCase(Locale.ROOT)
            + "("
            + amount
            + ")");
  }

  @Override
  public void unparseOffsetFetch(SqlWriter writer, SqlNode offset, SqlNode fetch) {
    if (fetch != null) {
      writer.newlineAndIndent();
      writer.keyword("LIMIT");
      fetch.unparse(writer, -1, -1);
    }
    if (offset != null) {
      writer.newlineAndIndent();
      writer.keyword("OFFSET");
      offset.unparse(writer, -1, -1);
    }
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    if (!CallSyntax.write((ClickHouseWriter) writer, call)) {
      super.unparseCall(writer, call, left, right);
    }
  }
}
