package io.onelift.warehouse.embedded.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a large result in a file until its statement has ended: {@code wait_end_of_query=1}. */
final class Spool implements AutoCloseable {
  private static final int PIECE = 1 << 18;

  private FileChannel file;

  boolean isUsed() {
    return file != null;
  }

  void write(ByteBuffer piece) throws IOException {
    if (file == null) {
      Path path = Files.createTempFile(Path.of(""), "result", ".tmp");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    while (piece.hasRemaining()) {
      file.write(piece);
    }
  }

  void copyTo(WritableByteChannel target) throws IOException {
    file.position(0);
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    while (file.read(buffer) >= 0) {
      buffer.flip();
      target.write(buffer);
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
