package io.onelift.bitmap;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.roaringbitmap.RoaringBitmap;

/**
 * The bytes of ClickHouse's {@code AggregateFunction(groupBitmap, UInt32)} as RowBinary carries
 * them: {@code 0, count as varint, values in little endian} up to 32 values, else {@code 1, length
 * as varint, portable Roaring}.
 */
public final class GroupBitmapState {
  private static final int MOST_SMALL = 32;
  private static final byte SMALL = 0;
  private static final byte LARGE = 1;

  private GroupBitmapState() {}

  public static void write(RoaringBitmap profiles, OutputStream out) throws IOException {
    if (profiles.getLongCardinality() <= MOST_SMALL) {
      int[] values = profiles.toArray();
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int value : values) {
        bytes.putInt(value);
      }
      out.write(SMALL);
      writeVarint(values.length, out);
      out.write(bytes.array());
      return;
    }
    out.write(LARGE);
    writeVarint(profiles.serializedSizeInBytes(), out);
    profiles.serialize(new DataOutputStream(out));
  }

  /**
   * Reads one state and leaves the stream right after it.
   *
   * @throws IOException when the bytes are no such state
   */
  public static RoaringBitmap read(InputStream in) throws IOException {
    int kind = in.read();
    if (kind == SMALL) {
      long count = readVarint(in);
      if (count > MOST_SMALL) {
        throw new IOException("A small bitmap state cannot hold " + count + " values");
      }
      ByteBuffer bytes =
          ByteBuffer.wrap(exactly((int) count * Integer.BYTES, in)).order(ByteOrder.LITTLE_ENDIAN);
      RoaringBitmap profiles = new RoaringBitmap();
      while (bytes.hasRemaining()) {
        profiles.add(bytes.getInt());
      }
      return profiles;
    }
    if (kind != LARGE) {
      throw kind < 0 ? new EOFException() : new IOException("No bitmap state starts with " + kind);
    }
    long length = readVarint(in);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException("A bitmap state cannot be " + length + " bytes long");
    }
    RoaringBitmap profiles = new RoaringBitmap();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(exactly((int) length, in));
      profiles.deserialize(bytes);
    } catch (RuntimeException e) {
      // Damaged bytes come out as one of many: invalid format, buffer underflow, bad position.
      throw new IOException("The bytes are no Roaring bitmap", e);
    }
    if (!profiles.validate()) {
      throw new IOException("The bytes are a Roaring bitmap that contradicts itself");
    }
    return profiles;
  }

  private static byte[] exactly(int length, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The bitmap state ends after " + bytes.length + " of " + length);
    }
    return bytes;
  }

  static void writeVarint(long number, OutputStream out) throws IOException {
    long rest = number;
    while (rest > 0x7F) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static long readVarint(InputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The bitmap state ends inside a number");
      }
      number |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        if (number < 0) {
          break;
        }
        return number;
      }
    }
    throw new IOException("A number in the bitmap state is too long");
  }

  public static void writeText(String text, OutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(bytes.length, out);
    out.write(bytes);
  }

  public static String readText(DataInputStream in) throws IOException {
    return new String(exactly(Math.toIntExact(readVarint(in)), in), StandardCharsets.UTF_8);
  }
}
