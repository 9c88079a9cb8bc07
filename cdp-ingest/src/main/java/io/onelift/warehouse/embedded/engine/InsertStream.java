package io.onelift.warehouse.embedded.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An insert that takes its data in pieces, by one thread. Closing it unfinished stops it; blocks of
 * about a million rows that were complete by then stay, as with any ClickHouse insert.
 */
public final class InsertStream implements AutoCloseable {
  private static final int PIECE = 1 << 18;

  private final ChdbLibrary library;
  private final MemorySegment stream;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment piece = arena.allocate(PIECE);
  private boolean ended;

  InsertStream(ChdbLibrary library, MemorySegment stream) {
    this.library = library;
    this.stream = stream;
  }

  /**
   * Waits while the engine is behind.
   *
   * @return false when the insert has failed; {@link #finish} then throws the reason
   */
  public boolean append(byte[] data, int offset, int length) {
    for (int at = 0; at < length; at += PIECE) {
      int size = Math.min(PIECE, length - at);
      MemorySegment.copy(data, offset + at, piece, ValueLayout.JAVA_BYTE, 0, size);
      if (!library.append(stream, piece.asSlice(0, size))) {
        return false;
      }
    }
    return true;
  }

  /** Makes the data permanent. */
  public Progress finish() {
    ended = true;
    MemorySegment result = library.finishInsert(stream);
    try {
      EngineConnection.fail(library.error(result));
      return library.progress(result);
    } finally {
      library.destroyResult(result);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      library.cancelInsert(stream);
    }
    library.destroyInsert(stream);
    arena.close();
  }
}
