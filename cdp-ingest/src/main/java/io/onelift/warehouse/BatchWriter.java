package io.onelift.warehouse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows of one table in batches, off the thread that has them. For records that may be lost
 * when the process is killed, never for acknowledged events. What is added is durable within about
 * {@link #GATHER}; while the warehouse is away the rows wait here, up to the capacity; {@link
 * #close} writes all that is left. A batch that is tried again can be written twice: the table has
 * to drop equal blocks or rows. Safe for use by many threads.
 */
public final class BatchWriter implements AutoCloseable {
  /** How long rows are gathered before they are written. */
  public static final Duration GATHER = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final int BATCH = 10_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final Warehouse warehouse;
  private final String table;
  private final List<String> columns;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<List<Object>> rows = new ArrayDeque<>();
  private final Thread writer;
  private long added;
  private long settled;
  private long lost;
  private boolean closing;
  private long closeBy;

  /**
   * @param capacity the most rows that wait
   */
  public BatchWriter(Warehouse warehouse, String table, List<String> columns, int capacity) {
    this.warehouse = warehouse;
    this.table = table;
    this.columns = List.copyOf(columns);
    this.capacity = capacity;
    writer = Thread.ofPlatform().daemon().name("write-" + table).start(this::run);
  }

  /**
   * Takes a row, at once where there is room.
   *
   * @param patience how long to wait for room
   * @return false when there was none, or the writer is closed: the row is not taken
   */
  public boolean add(List<Object> row, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (rows.size() >= capacity && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closing || rows.size() >= capacity) {
        return false;
      }
      rows.add(row);
      added++;
      changed.signalAll();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything added so far is in the table.
   *
   * @return false when that did not happen in time
   */
  public boolean flush(Duration patience) {
    lock.lock();
    try {
      long target = added;
      long left = patience.toNanos();
      while (settled < target && left > 0) {
        left = changed.awaitNanos(left);
      }
      return settled >= target;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** How many rows wait. */
  public int waiting() {
    lock.lock();
    try {
      return (int) (added - settled);
    } finally {
      lock.unlock();
    }
  }

  /** How many rows the warehouse refused for good, or could not take before the closing. */
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<List<Object>> batch = next();
    while (!batch.isEmpty()) {
      boolean written = write(batch);
      lock.lock();
      try {
        settled += batch.size();
        lost += written ? 0 : batch.size();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      batch = next();
    }
  }

  /** The next rows to write; empty when the writer is closed and has written everything. */
  private List<List<Object>> next() {
    lock.lock();
    try {
      while (rows.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      long left = GATHER.toNanos();
      while (rows.size() < BATCH && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<List<Object>> batch = new ArrayList<>();
      while (batch.size() < BATCH && !rows.isEmpty()) {
        batch.add(rows.poll());
      }
      changed.signalAll();
      return batch;
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the writer of " + table, e);
    } finally {
      lock.unlock();
    }
  }

  private boolean write(List<List<Object>> batch) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        warehouse.insert(table, columns, batch);
        return true;
      } catch (WarehouseException e) {
        if (e.fault() == WarehouseException.Fault.REJECTED) {
          LOG.error("{} rows of {} are lost: the warehouse refuses them", batch.size(), table, e);
          return false;
        }
        if (overdue()) {
          LOG.error("{} rows of {} are lost: no warehouse at the end", batch.size(), table, e);
          return false;
        }
        LOG.warn("{} rows of {} wait: {}", batch.size(), table, e.getMessage());
        rest(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      } catch (RuntimeException e) {
        LOG.error("{} rows of {} are lost: they don't fit the table", batch.size(), table, e);
        return false;
      }
    }
  }

  private boolean overdue() {
    lock.lock();
    try {
      return closing && System.nanoTime() - closeBy > 0;
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the writer of " + table, e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more rows and writes those that wait; gives up after half a minute without success.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      closeBy = System.nanoTime() + CLOSING.toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(CLOSING.plus(warehouse.config().timeout()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
