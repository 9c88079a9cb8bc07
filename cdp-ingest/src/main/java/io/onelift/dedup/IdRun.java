package io.onelift.dedup;

import io.onelift.event.Fingerprint;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/**
 * The message ids of one day, or some of them, in order in a file that nobody can see and that ends
 * with the process: 16 bytes an id there, and in memory a place for every 128 of them and, if there
 * is room, a filter.
 */
final class IdRun implements Closeable {
  static final Comparator<Fingerprint> ORDER =
      Comparator.comparingLong((Fingerprint id) -> id.high() + Long.MIN_VALUE)
          .thenComparingLong(id -> id.low() + Long.MIN_VALUE);

  private static final int ID_BYTES = 16;
  private static final int BUCKET = 128;
  private static final int WINDOW = 1 << 16;

  private final int day;
  private final long size;
  private final FileChannel file;

  /** Where the ids begin whose first bits are those of the bucket, and at the end all of them. */
  private final int[] starts;

  private final Optional<IdFilter> filter;

  /** For {@link #contains}, which one thread calls. */
  private final ByteBuffer bucket;

  private IdRun(
      int day, long size, FileChannel file, int[] starts, Optional<IdFilter> filter, int largest) {
    this.day = day;
    this.size = size;
    this.file = file;
    this.starts = starts;
    this.filter = filter;
    this.bucket = ByteBuffer.allocateDirect(Math.max(1, largest) * ID_BYTES);
  }

  int day() {
    return day;
  }

  long size() {
    return size;
  }

  /** Bytes that its filter takes in memory. */
  long filterBytes() {
    return filter.isPresent() ? IdFilter.bytes(size) : 0;
  }

  /**
   * Whether the id is one of these. For one thread.
   *
   * @throws UncheckedIOException when the file cannot be read
   */
  boolean contains(Fingerprint id) {
    if (filter.isPresent() && !filter.get().mayContain(id)) {
      return false;
    }
    int number = bucket(id, starts.length - 1);
    int first = starts[number];
    bucket.clear().limit((starts[number + 1] - first) * ID_BYTES);
    try {
      read(bucket, (long) first * ID_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of remembered message ids cannot be read", e);
    }
    bucket.flip();
    while (bucket.hasRemaining()) {
      long high = bucket.getLong();
      long low = bucket.getLong();
      if (high == id.high() && low == id.low()) {
        return true;
      }
    }
    return false;
  }

  private void read(ByteBuffer into, long from) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = file.read(into, at);
      if (read < 0) {
        throw new EOFException("The file of remembered message ids ends at byte " + at);
      }
      at += read;
    }
  }

  /** Of a power of two of buckets, the one for an id: its first bits. */
  private static int bucket(Fingerprint id, int buckets) {
    return (int) Math.unsignedMultiplyHigh(id.high(), buckets);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** All ids, in order; may be read beside {@link #contains}. */
  Cursor cursor() throws IOException {
    return new Cursor();
  }

  /** A place among the ids. */
  final class Cursor {
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).flip();
    private long left = size;
    private Fingerprint id;

    private Cursor() throws IOException {
      advance();
    }

    /** The id here; none after the last. */
    Optional<Fingerprint> id() {
      return Optional.ofNullable(id);
    }

    void advance() throws IOException {
      if (left == 0) {
        id = null;
        return;
      }
      if (!window.hasRemaining()) {
        window.clear().limit((int) Math.min(WINDOW, left * ID_BYTES));
        read(window, (size - left) * ID_BYTES);
        window.flip();
      }
      id = new Fingerprint(window.getLong(), window.getLong());
      left--;
    }
  }

  /** Writes a run. */
  static final class Writer implements Closeable {
    private final int day;
    private final FileChannel file;
    private final int[] starts;
    private final Optional<IdFilter> filter;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private int size;
    private int filled;
    private int largest;
    private boolean done;

    /**
     * @param folder where the file is, as long as the run is used
     * @param expected how many ids come, at most
     * @param filtered whether to have a filter
     */
    Writer(Path folder, int day, long expected, boolean filtered) throws IOException {
      this.day = day;
      Path path = Files.createTempFile(Files.createDirectories(folder), "message-ids", ".run");
      this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      // Open files live on without a name: nothing is left behind, however the process ends.
      Files.delete(path);
      int buckets = Integer.highestOneBit(Math.toIntExact(expected / BUCKET) | 1);
      this.starts = new int[buckets + 1];
      this.filter = filtered ? Optional.of(new IdFilter(expected)) : Optional.empty();
    }

    /** Takes the next id, in order. */
    void add(Fingerprint id) throws IOException {
      begin(bucket(id, starts.length - 1));
      if (!window.hasRemaining()) {
        flush();
      }
      window.putLong(id.high()).putLong(id.low());
      filter.ifPresent(f -> f.add(id));
      size = Math.incrementExact(size);
    }

    /** Every bucket up to this one has begun; those passed over are empty. */
    private void begin(int bucket) {
      while (filled < bucket) {
        largest = Math.max(largest, size - starts[filled]);
        starts[++filled] = size;
      }
    }

    private void flush() throws IOException {
      window.flip();
      while (window.hasRemaining()) {
        file.write(window);
      }
      window.clear();
    }

    IdRun finish() throws IOException {
      flush();
      begin(starts.length - 1);
      done = true;
      return new IdRun(day, size, file, starts, filter, largest);
    }

    /** Gives the file up, unless the run is finished. */
    @Override
    public void close() throws IOException {
      if (!done) {
        file.close();
      }
    }
  }
}
