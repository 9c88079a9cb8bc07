package io.onelift.resolve;

import io.onelift.event.ValueType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** The types of logical columns, as Calcite knows them. */
public enum ColumnType {
  TEXT,
  NUMBER,
  BOOLEAN,
  TIME,
  LIST,
  /** A profile's number. */
  PROFILE;

  public static ColumnType of(ValueType type) {
    return switch (type) {
      case TEXT -> TEXT;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case TIME -> TIME;
      case LIST -> LIST;
    };
  }

  /** What values of it are, where a profile's number is just a number. */
  public ValueType valueType() {
    return switch (this) {
      case TEXT -> ValueType.TEXT;
      case NUMBER, PROFILE -> ValueType.NUMBER;
      case BOOLEAN -> ValueType.BOOLEAN;
      case TIME -> ValueType.TIME;
      case LIST -> ValueType.LIST;
    };
  }

  public RelDataType in(RelDataTypeFactory types, boolean nullable) {
    RelDataType type =
        switch (this) {
          case TEXT -> types.createSqlType(SqlTypeName.VARCHAR);
          case NUMBER -> types.createSqlType(SqlTypeName.DOUBLE);
          case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
          case TIME -> types.createSqlType(SqlTypeName.TIMESTAMP, 3);
          case LIST -> types.createArrayType(types.createSqlType(SqlTypeName.VARCHAR), -1);
          case PROFILE -> types.createSqlType(SqlTypeName.BIGINT);
        };
    return types.createTypeWithNullability(type, nullable);
  }
}
