package io.onelift.demo;

import io.onelift.event.Event;
import io.onelift.imports.EventSink;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.WarehouseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the sample bank through the collector, in the background, from where an earlier run was
 * stopped. What is sent twice after a kill is dropped by its message id.
 */
public final class SampleLoad implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SampleLoad.class);

  /** Events per request, and requests under way. */
  private static final int GROUP = 4_000;

  private static final int UNDER_WAY = 3;
  private static final String SETTING = "demo.load";

  private final EventSink sink;
  private final Metastore metastore;
  private final SampleBank bank;
  private final Thread thread;
  private volatile int loaded;
  private volatile boolean stopping;
  private volatile String failure = "";

  /** How far the load is. */
  public record Progress(int loaded, int people, String failure) {
    public boolean isDone() {
      return loaded == people;
    }

    /** From 0 to 1. */
    public double share() {
      return people == 0 ? 1 : (double) loaded / people;
    }
  }

  private SampleLoad(EventSink sink, Metastore metastore, SampleBank bank, int loaded) {
    this.sink = sink;
    this.metastore = metastore;
    this.bank = bank;
    this.loaded = loaded;
    this.thread = Thread.ofPlatform().name("sample-bank").daemon().unstarted(this::load);
  }

  /**
   * Starts loading, or goes on where it stopped; a bank that was begun keeps its seed, size and
   * last day.
   *
   * @param seed of a new bank
   * @param customers of a new bank
   */
  public static SampleLoad start(EventSink sink, Metastore metastore, long seed, int customers) {
    State state =
        metastore
            .setting(SETTING)
            .map(State::parse)
            .orElseGet(() -> new State(seed, customers, Instant.now(), 0));
    SampleBank bank = SampleBank.of(state.seed(), state.customers(), state.now());
    SampleLoad load = new SampleLoad(sink, metastore, bank, state.loaded());
    load.save(state.loaded());
    load.thread.start();
    return load;
  }

  /** What is kept between starts, as text. */
  private record State(long seed, int customers, Instant now, int loaded) {
    static State parse(String text) {
      String[] parts = text.split(" ", -1);
      return new State(
          Long.parseLong(parts[0]),
          Integer.parseInt(parts[1]),
          Instant.parse(parts[2]),
          Integer.parseInt(parts[3]));
    }

    String text() {
      return seed + " " + customers + " " + now + " " + loaded;
    }
  }

  public Progress progress() {
    return new Progress(loaded, bank.people(), failure);
  }

  private void save(int people) {
    loaded = people;
    metastore.setting(
        SETTING, new State(bank.seed(), bank.customers(), bank.window().now(), people).text());
  }

  private record Group(List<Event> events, int peopleAfter, CompletableFuture<?> durable) {}

  private void load() {
    Deque<Group> underWay = new ArrayDeque<>();
    try {
      int next = loaded;
      while (next < bank.people() && !stopping) {
        List<Event> events = new ArrayList<>();
        while (next < bank.people() && events.size() < GROUP) {
          events.addAll(bank.events(next++));
        }
        underWay.add(new Group(events, next, sink.collect(events)));
        if (underWay.size() == UNDER_WAY) {
          await(underWay.remove());
        }
      }
      while (!underWay.isEmpty()) {
        await(underWay.remove());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      LOG.error("The sample bank could not be loaded in full; it goes on at the next start", e);
    }
  }

  private void await(Group group) throws InterruptedException {
    CompletableFuture<?> durable = group.durable();
    while (true) {
      try {
        durable.get();
        save(group.peopleAfter());
        return;
      } catch (ExecutionException e) {
        if (stopping
            || !(e.getCause() instanceof WarehouseException fault)
            || !fault.isRetriable()) {
          throw new IllegalStateException(
              "The collector refused the sample bank: " + e.getCause().getMessage(), e);
        }
        Thread.sleep(Duration.ofMillis(500));
        durable = sink.collect(group.events());
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
