package io.onelift.execute;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a result as the warehouse makes them. It keeps its turn until it is closed, and
 * closing it before its end stops the statement.
 */
public final class StreamedResult extends FilterInputStream {
  private final Turns.Turn turn;
  private final Runnable ended;

  StreamedResult(InputStream bytes, Turns.Turn turn, Runnable ended) {
    super(new BufferedInputStream(bytes, 1 << 16));
    this.turn = turn;
    this.ended = ended;
  }

  /**
   * Waits for the first bytes, so that a statement that fails at once fails before anything was
   * promised.
   */
  void begin() throws IOException {
    mark(1);
    int first = read();
    if (first >= 0) {
      reset();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      ended.run();
      turn.close();
    }
  }
}
