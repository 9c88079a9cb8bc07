package io.onelift.warehouse.embedded.http;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Writes ClickHouse's compressed blocks with LZ4: a CityHash128 of what follows it (16 bytes), the
 * method (1), the size from the method on (4), the size uncompressed (4), the data; numbers are
 * little-endian.
 */
// Deprecated with the old client it came with; the new client uses it too.
@SuppressWarnings("deprecation")
final class BlockOutputStream extends OutputStream {
  static final int CHECKSUM = 16;
  static final int HEADER = 9;
  static final byte LZ4 = (byte) 0x82;

  private static final int BLOCK = 1 << 18;

  private final OutputStream target;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final byte[] plain = new byte[BLOCK];
  private final byte[] block = new byte[CHECKSUM + HEADER + compressor.maxCompressedLength(BLOCK)];
  private int used;

  BlockOutputStream(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    if (used == BLOCK) {
      writeBlock();
    }
    plain[used++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (used == BLOCK) {
        writeBlock();
      }
      int size = Math.min(left, BLOCK - used);
      System.arraycopy(source, at, plain, used, size);
      used += size;
      at += size;
      left -= size;
    }
  }

  private void writeBlock() throws IOException {
    if (used == 0) {
      return;
    }
    int size =
        compressor.compress(
            plain, 0, used, block, CHECKSUM + HEADER, block.length - CHECKSUM - HEADER);
    ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    header.put(CHECKSUM, LZ4);
    header.putInt(CHECKSUM + 1, HEADER + size);
    header.putInt(CHECKSUM + 5, used);
    long[] hash = ClickHouseCityHash.cityHash128(block, CHECKSUM, HEADER + size);
    header.putLong(0, hash[0]);
    header.putLong(8, hash[1]);
    target.write(block, 0, CHECKSUM + HEADER + size);
    used = 0;
  }

  @Override
  public void flush() throws IOException {
    writeBlock();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    target.close();
  }
}
