package io.onelift.imports;

import io.onelift.collect.Overloaded;
import io.onelift.event.Event;
import io.onelift.files.ParsedRow;
import io.onelift.imports.RowEvents.RowRefused;
import io.onelift.warehouse.WarehouseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a file's rows as events, some groups at a time, in their order. */
final class EventImport implements RowTarget {
  /**
   * Rows per group and groups under way: enough to keep the collector busy, little enough to hold
   * in memory.
   */
  private static final int GROUP = 2_000;

  private static final int UNDER_WAY = 4;

  /** How long the warehouse may be away before the import gives up. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LAST_WAIT = Duration.ofMillis(700);

  private final RowEvents mapping;
  private final EventSink sink;
  private final RunControl control;
  private final long durableBefore;
  private final Deque<Group> underWay = new ArrayDeque<>();
  private List<Event> events = new ArrayList<>();
  private int taken;
  private long lastRow;
  private long written;
  private long durableRow;

  private record Group(List<Event> events, int rows, long lastRow, CompletableFuture<?> durable) {}

  /**
   * @param durableBefore the row up to which an earlier run of the same job has written everything
   */
  EventImport(RowEvents mapping, EventSink sink, RunControl control, long durableBefore) {
    this.mapping = mapping;
    this.sink = sink;
    this.control = control;
    this.durableBefore = durableBefore;
    this.durableRow = durableBefore;
  }

  @Override
  public void add(ParsedRow row) throws RowRefused, InterruptedException {
    lastRow = row.number();
    List<Event> more = mapping.events(row);
    if (row.number() <= durableBefore) {
      written++;
      return;
    }
    events.addAll(more);
    taken++;
    if (taken == GROUP) {
      send();
      while (underWay.size() >= UNDER_WAY && !control.isStopped()) {
        await(underWay.peek());
      }
    }
  }

  @Override
  public void finish() throws InterruptedException {
    if (taken > 0) {
      send();
    }
    while (!underWay.isEmpty() && !control.isStopped()) {
      await(underWay.peek());
    }
    if (control.isStopped()) {
      settle();
    } else {
      durableRow = Math.max(durableRow, lastRow);
    }
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public long durableRow() {
    return durableRow;
  }

  private void send() {
    underWay.add(new Group(events, taken, lastRow, sink.collect(events)));
    events = new ArrayList<>();
    taken = 0;
  }

  /** Waits until the group is durable; sends it again while the warehouse is away or busy. */
  private void await(Group group) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    CompletableFuture<?> durable = group.durable();
    while (!control.isStopped()) {
      try {
        durable.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        done(group);
        return;
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        if (!isRetriable(e.getCause()) || Instant.now().isAfter(deadline)) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
      Thread.sleep(PAUSE);
      durable = sink.collect(group.events());
    }
  }

  private void done(Group group) {
    underWay.remove(group);
    written += group.rows();
    durableRow = group.lastRow();
  }

  private static boolean isRetriable(Throwable cause) {
    return cause instanceof Overloaded
        || (cause instanceof WarehouseException fault && fault.isRetriable());
  }

  /** What was sent before a cancel is written still, so it is counted as far as it is known. */
  private void settle() throws InterruptedException {
    Instant end = Instant.now().plus(LAST_WAIT);
    for (Group group : List.copyOf(underWay)) {
      long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
      try {
        group.durable().get(left, TimeUnit.MILLISECONDS);
        done(group);
      } catch (TimeoutException | ExecutionException e) {
        // Not known to be written, so not counted.
        return;
      }
    }
  }
}
