package io.onelift.warehouse;

import com.clickhouse.data.ClickHouseColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** How RowBinary writes the values of one column type; for the types that the tables here have. */
sealed interface Encoding {
  /** A String. */
  record Text() implements Encoding {}

  /** A Bool. */
  record Flag() implements Encoding {}

  /** A whole number of so many bytes, with or without a sign. */
  record Whole(int bytes) implements Encoding {}

  /** A Float64. */
  record Real() implements Encoding {}

  /** An instant as a number of so many per second, in so many bytes. */
  record Moment(long perSecond, int bytes) implements Encoding {}

  /** A value or null. */
  record OrNull(Encoding of) implements Encoding {}

  /** An Array. */
  record Many(Encoding of) implements Encoding {}

  /** A Map. */
  record Pairs(Encoding key, Encoding value) implements Encoding {}

  /**
   * Of a type as {@code system.columns} spells it.
   *
   * @throws IllegalArgumentException for a type that no table here has
   */
  static Encoding of(String column, String type) {
    return of(ClickHouseColumn.of(column, type));
  }

  private static Encoding of(ClickHouseColumn column) {
    // RowBinary knows no LowCardinality: its values are written as they are.
    return column.isNullable() ? new OrNull(plain(column)) : plain(column);
  }

  private static Encoding plain(ClickHouseColumn column) {
    return switch (column.getDataType()) {
      case String -> new Text();
      case Bool -> new Flag();
      case Int8, UInt8 -> new Whole(1);
      case Int16, UInt16 -> new Whole(2);
      case Int32, UInt32 -> new Whole(4);
      case Int64, UInt64 -> new Whole(8);
      case Float64 -> new Real();
      case DateTime, DateTime32 -> new Moment(1, 4);
      case DateTime64 -> new Moment((long) Math.pow(10, column.getScale()), 8);
      case Array -> new Many(of(column.getNestedColumns().getFirst()));
      case Map -> new Pairs(of(column.getKeyInfo()), of(column.getValueInfo()));
      default ->
          throw new IllegalArgumentException(
              "Column "
                  + column.getColumnName()
                  + " has the type "
                  + column.getOriginalTypeName()
                  + ", which is not written row by row");
    };
  }

  /**
   * Writes a value of the Java type that goes with this one.
   *
   * @throws ClassCastException for another
   * @throws NullPointerException for a null that the column cannot hold
   */
  default void write(RowBinary out, Object value) {
    switch (this) {
      case Text text -> out.text((String) value);
      case Flag flag -> out.one((Boolean) value ? 1 : 0);
      case Whole whole -> out.number(((Number) value).longValue(), whole.bytes());
      case Real real ->
          out.number(Double.doubleToRawLongBits(((Number) value).doubleValue()), Double.BYTES);
      case Moment moment -> out.number(ticks((Instant) value, moment.perSecond()), moment.bytes());
      case OrNull(Encoding of) -> {
        out.one(value == null ? 1 : 0);
        if (value != null) {
          of.write(out, value);
        }
      }
      case Many(Encoding of) -> {
        Collection<?> list = (Collection<?>) value;
        out.length(list.size());
        list.forEach(element -> of.write(out, element));
      }
      case Pairs(Encoding key, Encoding of) -> {
        Map<?, ?> map = (Map<?, ?>) value;
        out.length(map.size());
        map.forEach(
            (name, element) -> {
              key.write(out, name);
              of.write(out, element);
            });
      }
    }
  }

  private static long ticks(Instant time, long perSecond) {
    return time.getEpochSecond() * perSecond + time.getNano() * perSecond / 1_000_000_000;
  }
}
