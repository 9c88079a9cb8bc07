package io.onelift.warehouse.embedded.http;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import net.jpountz.lz4.LZ4Factory;

/** Reads ClickHouse's compressed blocks; {@link BlockOutputStream} describes them. */
// Deprecated with the old client it came with; the new client uses it too.
@SuppressWarnings("deprecation")
final class BlockInputStream extends InputStream {
  /** Clients make blocks of 1 MB at most. */
  private static final int MAX_BLOCK = 1 << 24;

  private static final byte ZSTD = (byte) 0x90;
  private static final byte NONE = (byte) 0x02;

  private final InputStream source;
  private byte[] plain = new byte[0];
  private int at;

  BlockInputStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (at == plain.length) {
      if (!readBlock()) {
        return -1;
      }
    }
    int size = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, target, offset, size);
    at += size;
    return size;
  }

  private boolean readBlock() throws IOException {
    byte[] head = new byte[BlockOutputStream.CHECKSUM + BlockOutputStream.HEADER];
    int read = source.readNBytes(head, 0, head.length);
    if (read == 0) {
      return false;
    }
    if (read < head.length) {
      throw new EOFException("The body ends inside the header of a compressed block");
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    byte method = header.get(16);
    int size = header.getInt(17) - BlockOutputStream.HEADER;
    int plainSize = header.getInt(21);
    if (size < 0 || size > MAX_BLOCK || plainSize < 0 || plainSize > MAX_BLOCK) {
      throw new StatementException(
          271,
          "CANNOT_DECOMPRESS",
          "The body is not made of ClickHouse's compressed blocks, as decompress=1 promises");
    }
    byte[] block = new byte[BlockOutputStream.HEADER + size];
    System.arraycopy(head, BlockOutputStream.CHECKSUM, block, 0, BlockOutputStream.HEADER);
    if (source.readNBytes(block, BlockOutputStream.HEADER, size) < size) {
      throw new EOFException("The body ends inside a compressed block");
    }
    long[] hash = ClickHouseCityHash.cityHash128(block, 0, block.length);
    if (hash[0] != header.getLong(0) || hash[1] != header.getLong(8)) {
      throw new StatementException(
          40, "CHECKSUM_DOESNT_MATCH", "Checksum doesn't match: corrupted compressed block");
    }
    plain = decompress(method, block, size, plainSize);
    at = 0;
    return true;
  }

  private static byte[] decompress(byte method, byte[] block, int size, int plainSize) {
    byte[] result = new byte[plainSize];
    int from = BlockOutputStream.HEADER;
    switch (method) {
      case NONE -> System.arraycopy(block, from, result, 0, size);
      case BlockOutputStream.LZ4 ->
          LZ4Factory.fastestInstance()
              .safeDecompressor()
              .decompress(block, from, size, result, 0, plainSize);
      case ZSTD -> Zstd.decompressByteArray(result, 0, plainSize, block, from, size);
      default ->
          throw new StatementException(
              89,
              "UNKNOWN_COMPRESSION_METHOD",
              "Unknown compression method 0x" + Integer.toHexString(method & 0xff));
    }
    return result;
  }
}
