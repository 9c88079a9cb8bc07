package io.onelift.warehouse;

/** Makes a value of a row. */
@FunctionalInterface
public interface RowReader<T> {
  T read(Row row);
}
