package io.onelift.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Bodies sent over a number of connections for a time. */
final class Load {
  private final Endpoint endpoint;
  private final Supplier<String> bodies;
  private final int eventsPerBody;
  private final int connections;

  Load(Endpoint endpoint, Supplier<String> bodies, int eventsPerBody, int connections) {
    this.endpoint = endpoint;
    this.bodies = bodies;
    this.eventsPerBody = eventsPerBody;
    this.connections = connections;
  }

  /**
   * What was acknowledged.
   *
   * @param refusals of bodies that were sent again
   * @param acknowledgements one per body
   */
  record Result(long events, long refusals, Duration elapsed, Latencies acknowledgements) {
    double rate() {
      return events * 1e9 / elapsed.toNanos();
    }
  }

  /** Every connection sends its next body as soon as the last is acknowledged. */
  Result atFullSpeed(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return run(() -> System.nanoTime() < end ? System.nanoTime() : -1);
  }

  /**
   * Bodies are due at fixed moments, whether or not those before are acknowledged; the time counts
   * from when a body was due, so that waiting for a free connection counts too.
   *
   * @param rate events a second
   */
  Result paced(double rate, Duration time) {
    long begin = System.nanoTime();
    double gap = eventsPerBody * 1e9 / rate;
    AtomicLong next = new AtomicLong();
    return run(
        () -> {
          long due = begin + (long) (next.getAndIncrement() * gap);
          return due - begin < time.toNanos() ? due : -1;
        });
  }

  /**
   * @param due gives when the next body has to go, or -1 at the end
   */
  private Result run(Supplier<Long> due) {
    long begin = System.nanoTime();
    Latencies latencies = new Latencies();
    LongAdder refusals = new LongAdder();
    try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        sending.add(senders.submit(() -> send(due, latencies, refusals)));
      }
      for (Future<?> sender : sending) {
        sender.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
    return new Result(
        latencies.count() * eventsPerBody,
        refusals.sum(),
        Duration.ofNanos(System.nanoTime() - begin),
        latencies);
  }

  private void send(Supplier<Long> due, Latencies latencies, LongAdder refusals) {
    for (long at = due.get(); at != -1; at = due.get()) {
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      refusals.add(endpoint.post(bodies.get()));
      latencies.add(System.nanoTime() - at);
    }
  }
}
