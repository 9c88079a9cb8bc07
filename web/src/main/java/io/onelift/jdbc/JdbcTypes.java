package io.onelift.jdbc;

import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.execute.SqlRequest;
import io.onelift.resolve.Access;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.remote.TypedValue;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * Values and types on their way to JDBC. A time is the clock's time in the project's zone, without
 * a zone; a list is its text in JSON's manner.
 */
final class JdbcTypes {
  /** What a column is for a client. */
  private enum Kind {
    TEXT(Types.VARCHAR, "VARCHAR", Rep.STRING, String.class),
    WHOLE(Types.BIGINT, "BIGINT", Rep.LONG, Long.class),
    REAL(Types.DOUBLE, "DOUBLE", Rep.DOUBLE, Double.class),
    EXACT(Types.DECIMAL, "DECIMAL", Rep.NUMBER, BigDecimal.class),
    FLAG(Types.BOOLEAN, "BOOLEAN", Rep.BOOLEAN, Boolean.class),
    DAY(Types.DATE, "DATE", Rep.INTEGER, Date.class),
    MOMENT(Types.TIMESTAMP, "TIMESTAMP", Rep.LONG, Timestamp.class);

    private final int id;
    private final String word;
    private final Rep rep;
    private final Class<?> of;

    Kind(int id, String word, Rep rep, Class<?> of) {
      this.id = id;
      this.word = word;
      this.rep = rep;
      this.of = of;
    }
  }

  private JdbcTypes() {}

  /** Columns as the statement says them. */
  static List<ColumnMetaData> columns(List<RelDataTypeField> fields) {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (RelDataTypeField field : fields) {
      columns.add(column(columns.size(), field.getName(), kind(field.getType())));
    }
    return columns;
  }

  /** Columns of a result: their types are the statement's, unless it is no SELECT. */
  static List<ColumnMetaData> columns(
      QueryEngine queries, SqlRequest request, Access access, QueryResult result) {
    List<ColumnMetaData> columns = new ArrayList<>();
    boolean explains = request.sql().strip().toUpperCase(Locale.ROOT).startsWith("EXPLAIN");
    List<RelDataTypeField> fields = explains ? List.of() : queries.columns(request, access);
    for (QueryResult.Column column : result.columns()) {
      int at = columns.size();
      columns.add(
          column(
              at, column.name(), at < fields.size() ? kind(fields.get(at).getType()) : Kind.TEXT));
    }
    return columns;
  }

  static ColumnMetaData text(int ordinal, String name) {
    return column(ordinal, name, Kind.TEXT);
  }

  static ColumnMetaData whole(int ordinal, String name) {
    return new ColumnMetaData(
        ordinal,
        false,
        true,
        true,
        false,
        1,
        true,
        11,
        name,
        name,
        "",
        0,
        0,
        "",
        "",
        ColumnMetaData.scalar(Types.INTEGER, "INTEGER", Rep.INTEGER),
        true,
        false,
        false,
        Integer.class.getName());
  }

  private static ColumnMetaData column(int ordinal, String name, Kind kind) {
    return new ColumnMetaData(
        ordinal,
        false,
        true,
        true,
        false,
        1,
        true,
        40,
        name,
        name,
        "",
        0,
        0,
        "",
        "",
        ColumnMetaData.scalar(kind.id, kind.word, kind.rep),
        true,
        false,
        false,
        kind.of.getName());
  }

  /** The number of {@link Types} for a column of a table. */
  static int id(RelDataType type) {
    return kind(type).id;
  }

  static String word(RelDataType type) {
    return kind(type).word;
  }

  private static Kind kind(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Kind.WHOLE;
      case DECIMAL -> Kind.EXACT;
      case FLOAT, REAL, DOUBLE -> Kind.REAL;
      case BOOLEAN -> Kind.FLAG;
      case DATE -> Kind.DAY;
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Kind.MOMENT;
      default -> Kind.TEXT;
    };
  }

  static List<Object> rows(QueryResult result, List<ColumnMetaData> columns, ZoneId zone) {
    List<Object> rows = new ArrayList<>(result.rows().size());
    for (List<Object> row : result.rows()) {
      Object[] values = new Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(row.get(i), columns.get(i).type.id, zone);
      }
      rows.add(values);
    }
    return rows;
  }

  private static Object value(Object value, int type, ZoneId zone) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case Types.BIGINT -> value instanceof Number n ? n.longValue() : Long.valueOf(flag(value));
      case Types.DOUBLE -> value instanceof Number n ? (Object) n.doubleValue() : null;
      case Types.DECIMAL -> new BigDecimal(value.toString());
      case Types.BOOLEAN -> value instanceof Number n ? n.doubleValue() != 0 : value;
      case Types.DATE -> (int) LocalDate.parse(value.toString().substring(0, 10)).toEpochDay();
      case Types.TIMESTAMP -> millis(value.toString(), zone);
      default -> value instanceof List<?> list ? text(list) : value.toString();
    };
  }

  private static long flag(Object value) {
    return Boolean.TRUE.equals(value) ? 1 : 0;
  }

  private static long millis(String text, ZoneId zone) {
    return text.length() <= 10
        ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
        : OffsetDateTime.parse(text)
            .atZoneSameInstant(zone)
            .toLocalDateTime()
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
  }

  private static String text(List<?> list) {
    StringBuilder out = new StringBuilder("[");
    for (Object item : list) {
      out.append(out.length() > 1 ? "," : "");
      out.append(
          item instanceof String text
              ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
              : item instanceof List<?> inner ? text(inner) : String.valueOf(item));
    }
    return out.append("]").toString();
  }

  /** Parameters as the query layer takes them; days and times as their text. */
  static List<Object> values(List<TypedValue> given) {
    List<Object> values = new ArrayList<>();
    given.forEach(value -> values.add(value(value)));
    return values;
  }

  /** On the way a day is a number of days, and a time one of milliseconds by the clock. */
  private static Object value(TypedValue given) {
    if (given.value instanceof Number count) {
      switch (given.type) {
        case JAVA_SQL_DATE -> {
          return LocalDate.ofEpochDay(count.longValue()).toString();
        }
        case JAVA_SQL_TIMESTAMP, JAVA_UTIL_DATE -> {
          return Instant.ofEpochMilli(count.longValue())
              .atOffset(ZoneOffset.UTC)
              .toLocalDateTime()
              .toString();
        }
        default -> {
          // A number.
        }
      }
    }
    return switch (given.toLocal()) {
      case null -> null;
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Number number -> number.doubleValue();
      case Object other -> other.toString();
    };
  }
}
