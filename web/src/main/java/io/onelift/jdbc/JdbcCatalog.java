package io.onelift.jdbc;

import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * Tables and columns as {@link DatabaseMetaData} lists them. There is one unnamed catalog and one
 * unnamed schema, because statements name tables only.
 */
final class JdbcCatalog {
  private static final List<String> WHOLES =
      List.of(
          "DATA_TYPE",
          "COLUMN_SIZE",
          "BUFFER_LENGTH",
          "DECIMAL_DIGITS",
          "NUM_PREC_RADIX",
          "NULLABLE",
          "SQL_DATA_TYPE",
          "SQL_DATETIME_SUB",
          "CHAR_OCTET_LENGTH",
          "ORDINAL_POSITION",
          "SOURCE_DATA_TYPE",
          "PRECISION",
          "SEARCHABLE",
          "MINIMUM_SCALE",
          "MAXIMUM_SCALE");

  private final Supplier<LogicalSchema> schema;

  JdbcCatalog(Supplier<LogicalSchema> schema) {
    this.schema = schema;
  }

  /** A result set of a catalog's call. */
  record Listing(List<ColumnMetaData> columns, List<Object> rows) {
    Listing {
      columns = List.copyOf(columns);
    }
  }

  Listing catalogs() {
    return listing(List.of(), "TABLE_CAT");
  }

  Listing schemas() {
    return listing(List.of(), "TABLE_SCHEM", "TABLE_CATALOG");
  }

  Listing tableTypes() {
    return listing(rows(row("TABLE"), row("VIEW")), "TABLE_TYPE");
  }

  /**
   * @param pattern of the name; null for all
   * @param types TABLE for what was sent or imported, VIEW for tags and audiences; null for both
   */
  Listing tables(String pattern, List<String> types) {
    List<Object> rows = new ArrayList<>();
    for (LogicalTable table : schema.get().tables().values()) {
      String type = type(table);
      if (matches(pattern, table.name()) && (types == null || types.contains(type))) {
        rows.add(row(null, null, table.name(), type, "", null, null, null, null, null));
      }
    }
    return listing(
        rows,
        "TABLE_CAT",
        "TABLE_SCHEM",
        "TABLE_NAME",
        "TABLE_TYPE",
        "REMARKS",
        "TYPE_CAT",
        "TYPE_SCHEM",
        "TYPE_NAME",
        "SELF_REFERENCING_COL_NAME",
        "REF_GENERATION");
  }

  private static String type(LogicalTable table) {
    return table.audience().isPresent() || LogicalSchema.tagOf(table).isPresent()
        ? "VIEW"
        : "TABLE";
  }

  Listing columns(String tablePattern, String columnPattern) {
    List<Object> rows = new ArrayList<>();
    JavaTypeFactoryImpl factory = new JavaTypeFactoryImpl();
    for (LogicalTable table : schema.get().tables().values()) {
      if (matches(tablePattern, table.name())) {
        for (RelDataTypeField field : table.getRowType(factory).getFieldList()) {
          if (matches(columnPattern, field.getName())) {
            rows.add(column(table.name(), field));
          }
        }
      }
    }
    return listing(
        rows,
        "TABLE_CAT",
        "TABLE_SCHEM",
        "TABLE_NAME",
        "COLUMN_NAME",
        "DATA_TYPE",
        "TYPE_NAME",
        "COLUMN_SIZE",
        "BUFFER_LENGTH",
        "DECIMAL_DIGITS",
        "NUM_PREC_RADIX",
        "NULLABLE",
        "REMARKS",
        "COLUMN_DEF",
        "SQL_DATA_TYPE",
        "SQL_DATETIME_SUB",
        "CHAR_OCTET_LENGTH",
        "ORDINAL_POSITION",
        "IS_NULLABLE",
        "SCOPE_CATALOG",
        "SCOPE_SCHEMA",
        "SCOPE_TABLE",
        "SOURCE_DATA_TYPE",
        "IS_AUTOINCREMENT",
        "IS_GENERATEDCOLUMN");
  }

  private static Object column(String table, RelDataTypeField field) {
    RelDataType type = field.getType();
    boolean nullable = type.isNullable();
    return row(
        null,
        null,
        table,
        field.getName(),
        JdbcTypes.id(type),
        JdbcTypes.word(type),
        null,
        null,
        null,
        10,
        nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        "",
        null,
        null,
        null,
        null,
        field.getIndex() + 1,
        nullable ? "YES" : "NO",
        null,
        null,
        null,
        null,
        "NO",
        "NO");
  }

  Listing types() {
    List<Object> rows =
        rows(
            row("VARCHAR", Types.VARCHAR),
            row("BIGINT", Types.BIGINT),
            row("DOUBLE", Types.DOUBLE),
            row("BOOLEAN", Types.BOOLEAN),
            row("DATE", Types.DATE),
            row("TIMESTAMP", Types.TIMESTAMP));
    return listing(rows, "TYPE_NAME", "DATA_TYPE");
  }

  private static Object row(Object... values) {
    return values;
  }

  private static List<Object> rows(Object... rows) {
    return Arrays.asList(rows);
  }

  private static Listing listing(List<Object> rows, String... names) {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          WHOLES.contains(name)
              ? JdbcTypes.whole(columns.size(), name)
              : JdbcTypes.text(columns.size(), name));
    }
    return new Listing(columns, rows);
  }

  /** A pattern of JDBC: {@code %} any letters, {@code _} one, either of them after a backslash. */
  private static boolean matches(String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
