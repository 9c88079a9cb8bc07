package io.onelift.warehouse.embedded.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/**
 * A request's body between the event loop, which adds to it, and the thread that reads it. It asks
 * the channel to stop reading while more than {@link #HIGH} bytes wait, so that an insert of any
 * size needs no more memory than that.
 */
final class RequestBody extends InputStream {
  private static final int HIGH = 1 << 20;
  private static final int LOW = 1 << 18;

  private final Valve valve;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean ended;
  private boolean closed;
  private boolean shut;
  private Optional<Runnable> afterwards = Optional.empty();
  private Optional<IOException> failure = Optional.empty();

  /** Lets the channel read or not; may be called by any thread. */
  interface Valve {
    void open(boolean open);
  }

  RequestBody(Valve valve) {
    this.valve = valve;
  }

  /** Takes over the buffer. */
  synchronized void add(ByteBuf piece) {
    if (closed || failure.isPresent() || !piece.isReadable()) {
      piece.release();
      return;
    }
    waiting.add(piece);
    waitingBytes += piece.readableBytes();
    if (!shut && waitingBytes > HIGH) {
      shut = true;
      valve.open(false);
    }
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
    afterwards.ifPresent(Runnable::run);
  }

  /** Runs it when the whole body has come in, which may be now. */
  synchronized void whenComplete(Runnable action) {
    if (ended) {
      action.run();
    } else {
      afterwards = Optional.of(action);
    }
  }

  synchronized void fail(IOException e) {
    if (!ended) {
      failure = Optional.of(e);
      notifyAll();
    }
  }

  synchronized boolean isComplete() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (waiting.isEmpty()) {
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (ended) {
        return -1;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for the request's body", e);
      }
    }
    ByteBuf piece = waiting.element();
    int size = Math.min(length, piece.readableBytes());
    piece.readBytes(target, offset, size);
    if (!piece.isReadable()) {
      waiting.remove().release();
    }
    waitingBytes -= size;
    openIfLow();
    return size;
  }

  private void openIfLow() {
    if (shut && waitingBytes <= LOW) {
      shut = false;
      valve.open(true);
    }
  }

  /** What comes after this is dropped. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    waitingBytes = 0;
    openIfLow();
  }
}
