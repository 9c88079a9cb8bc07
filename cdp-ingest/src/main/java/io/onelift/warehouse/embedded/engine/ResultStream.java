package io.onelift.warehouse.embedded.engine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The result of one statement, in pieces. Closing it before its end stops the statement. */
public sealed interface ResultStream extends AutoCloseable {

  /** Takes a piece, which is only valid during the call. */
  @FunctionalInterface
  interface Sink {
    void accept(ByteBuffer piece) throws IOException;
  }

  /**
   * Waits for the next piece.
   *
   * @return false at the end, when {@code sink} was not called
   * @throws StatementException when the statement failed
   */
  boolean next(Sink sink) throws IOException;

  /** So far. */
  Progress progress();

  @Override
  void close();

  /** Of a SELECT. */
  final class Streamed implements ResultStream {
    private final ChdbLibrary library;
    private final MemorySegment connection;
    private final MemorySegment stream;
    private final PieceHeader header;
    private Optional<byte[]> first = Optional.empty();
    private Progress progress = Progress.NONE;
    private boolean ended;

    Streamed(
        ChdbLibrary library, MemorySegment connection, MemorySegment stream, PieceHeader header) {
      this.library = library;
      this.connection = connection;
      this.stream = stream;
      this.header = header;
    }

    @Override
    public boolean next(Sink sink) throws IOException {
      MemorySegment piece = library.fetch(connection, stream);
      try {
        Optional<String> error = library.error(piece);
        progress = progress.plus(library.progress(piece));
        MemorySegment bytes = library.bytes(piece);
        ended = error.isPresent() || bytes.byteSize() == 0;
        EngineConnection.fail(error);
        if (!ended) {
          pass(header.withoutEnd(body(bytes)), sink);
        }
        return !ended;
      } finally {
        library.destroyResult(piece);
      }
    }

    private MemorySegment body(MemorySegment piece) {
      if (first.isPresent()) {
        return header.without(piece, MemorySegment.ofArray(first.get()));
      }
      first = Optional.of(header.of(piece).toArray(ValueLayout.JAVA_BYTE));
      return piece;
    }

    @Override
    public Progress progress() {
      return progress;
    }

    @Override
    public void close() {
      if (!ended) {
        library.cancelQuery(connection, stream);
      }
      library.destroyResult(stream);
    }
  }

  /** Of all other statements. */
  final class Whole implements ResultStream {
    private final ChdbLibrary library;
    private final MemorySegment result;
    private final Progress progress;
    private boolean ended;

    Whole(ChdbLibrary library, MemorySegment result) {
      this.library = library;
      this.result = result;
      this.progress = library.progress(result);
    }

    @Override
    public boolean next(Sink sink) throws IOException {
      MemorySegment bytes = library.bytes(result);
      if (ended || bytes.byteSize() == 0) {
        return false;
      }
      ended = true;
      pass(bytes, sink);
      return true;
    }

    @Override
    public Progress progress() {
      return progress;
    }

    @Override
    public void close() {
      library.destroyResult(result);
    }
  }

  /** Buffers hold at most 2 GB, a piece may be larger. */
  private static void pass(MemorySegment bytes, Sink sink) throws IOException {
    long slice = 1 << 30;
    for (long at = 0; at < bytes.byteSize(); at += slice) {
      sink.accept(bytes.asSlice(at, Math.min(slice, bytes.byteSize() - at)).asByteBuffer());
    }
  }
}
