package io.onelift.execute;

import java.time.Duration;

/**
 * What one query may use before it is stopped with an error, and how many run.
 *
 * @param time it runs
 * @param memory bytes in the warehouse
 * @param rowsRead rows of tables it looks at
 * @param bytesRead bytes of tables it looks at, uncompressed
 * @param defaultRows returned when the caller does not say how many
 * @param maxRows returned at most, whatever the caller says
 * @param streamedRows given at most by one that streams
 * @param running statements of people at a time
 * @param waiting statements of one caller that may wait for their turn
 * @param patience how long one waits for its turn
 */
public record QueryLimits(
    Duration time,
    long memory,
    long rowsRead,
    long bytesRead,
    int defaultRows,
    int maxRows,
    int streamedRows,
    int running,
    int waiting,
    Duration patience) {
  public static final QueryLimits DEFAULT =
      new QueryLimits(Duration.ofSeconds(60), 4L << 30, 2_000_000_000L, 1_000, 100_000);

  /** With the usual number of statements at a time. */
  public QueryLimits(Duration time, long memory, long rowsRead, int defaultRows, int maxRows) {
    this(
        time,
        memory,
        rowsRead,
        200L << 30,
        defaultRows,
        maxRows,
        50_000_000,
        Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
        64,
        Duration.ofSeconds(30));
  }

  /** The same with fewer bytes. */
  public QueryLimits withBytesRead(long bytes) {
    return new QueryLimits(
        time,
        memory,
        rowsRead,
        bytes,
        defaultRows,
        maxRows,
        streamedRows,
        running,
        waiting,
        patience);
  }

  /** The same with another queue. */
  public QueryLimits withQueue(int atATime, int waitingOfOne, Duration patience) {
    return new QueryLimits(
        time,
        memory,
        rowsRead,
        bytesRead,
        defaultRows,
        maxRows,
        streamedRows,
        atATime,
        waitingOfOne,
        patience);
  }
}
