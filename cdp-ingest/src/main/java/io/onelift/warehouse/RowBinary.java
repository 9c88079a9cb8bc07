package io.onelift.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Rows in ClickHouse's RowBinary format, gathered in memory. */
final class RowBinary {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST = 1 << 16;

  private byte[] bytes = new byte[FIRST];
  private int size;

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException naming the column whose value is of another type
   */
  void add(List<String> columns, List<Encoding> encodings, List<Object> row) {
    for (int i = 0; i < encodings.size(); i++) {
      try {
        encodings.get(i).write(this, row.get(i));
      } catch (ClassCastException | NullPointerException e) {
        throw new IllegalArgumentException(
            "Column %s holds %s; %s cannot be written to it"
                .formatted(columns.get(i), encodings.get(i), row.get(i)),
            e);
      }
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  void one(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** The lowest bytes of a number, little-endian. */
  void number(long value, int length) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += length;
  }

  void length(int value) {
    int left = value;
    while (left > 0x7f) {
      one((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    one(left);
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    length(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes =
          Arrays.copyOf(bytes, Math.max(size + more, Math.addExact(bytes.length, bytes.length)));
    }
  }
}
