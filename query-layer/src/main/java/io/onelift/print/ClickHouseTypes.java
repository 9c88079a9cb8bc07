package io.onelift.print;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Types as ClickHouse writes them. */
final class ClickHouseTypes {
  private ClickHouseTypes() {}

  static SqlDataTypeSpec spec(RelDataType type) {
    String name = name(type);
    return new SqlDataTypeSpec(
        new SqlBasicTypeNameSpec(type.getSqlTypeName(), SqlParserPos.ZERO) {
          @Override
          public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
            writer.print(name);
          }
        },
        SqlParserPos.ZERO);
  }

  private static String name(RelDataType type) {
    String plain =
        switch (type.getSqlTypeName()) {
          case CHAR, VARCHAR, BINARY, VARBINARY -> "String";
          case BOOLEAN -> "Bool";
          case TINYINT -> "Int8";
          case SMALLINT -> "Int16";
          case INTEGER -> "Int32";
          case BIGINT -> "Int64";
          case REAL -> "Float32";
          case FLOAT, DOUBLE -> "Float64";
          case DECIMAL ->
              "Decimal(" + Math.min(76, type.getPrecision()) + ", " + type.getScale() + ")";
          case DATE -> "Date32";
          case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "DateTime64(3)";
          case ARRAY -> "Array(" + name(type.getComponentType()) + ")";
          default ->
              throw new UnsupportedOperationException("a conversion to " + type.getSqlTypeName());
        };
    return type.isNullable() && type.getComponentType() == null ? "Nullable(" + plain + ")" : plain;
  }
}
