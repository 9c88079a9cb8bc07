package io.onelift.collect;

import io.onelift.event.Conflict;
import io.onelift.event.TrackingPlan;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in quarantine again, for example after it was corrected or a rule was changed. What
 * still cannot be taken stays. One run at a time, on a thread of its own; a run that was cut off is
 * made good by the next, because events keep their message ids and a property that is set again is
 * the same. Safe for use by many threads.
 */
public final class Replays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int BATCH = 500;

  /**
   * A run, as far as it has come.
   *
   * @param total how many it looks at
   * @param rejected still not acceptable; they wait on
   * @param error why it ended before it was through
   */
  public record Run(
      Instant startedAt,
      Optional<Instant> finishedAt,
      long total,
      long replayed,
      long rejected,
      Optional<String> error) {}

  /**
   * What would become of something corrected.
   *
   * @param problems why it would not be taken; empty when it would
   * @param leftOut properties that it would be taken without, and why
   */
  public record Verdict(List<String> problems, List<String> leftOut) {
    public boolean isAcceptable() {
      return problems.isEmpty();
    }
  }

  private final Quarantine quarantine;
  private final Collector collector;
  private final Corrections corrections;
  private final TraitCorrections traits;
  private final TrackingPlan plan;
  private final Retries retries;
  private final Clock clock;
  private Optional<Thread> thread = Optional.empty();
  private volatile Optional<Run> last = Optional.empty();

  /**
   * Over the quarantine.
   *
   * @param formats that can be read again; what came in another form stays
   */
  public Replays(
      Quarantine quarantine,
      List<WireFormat> formats,
      Collector collector,
      Warehouse warehouse,
      TrackingPlan plan,
      Clock clock) {
    this.quarantine = quarantine;
    this.collector = collector;
    this.corrections = new Corrections(warehouse);
    this.traits = new TraitCorrections(warehouse, collector);
    this.plan = plan;
    this.retries = new Retries(formats, plan, clock);
    this.clock = clock;
  }

  /**
   * Keeps what somebody made of a payload beside it, and says what a replay would do with it.
   *
   * @param payload JSON
   */
  public Verdict fix(String id, String payload) {
    Rejected fixed = quarantine.find(id).fixed(plan.protection().ofRejected(payload));
    quarantine.keepFixed(fixed);
    return switch (retries.of(fixed)) {
      case Retry.Send send -> new Verdict(List.of(), retries.leftOut(send.events()));
      case Retry.SetProperty property -> verdictOn(property.messageId());
      case Retry.SetTrait trait -> verdictOn(trait.messageId());
      case Retry.Refuse refuse -> new Verdict(refuse.reasons(), List.of());
    };
  }

  private Verdict verdictOn(String messageId) {
    return new Verdict(
        corrections.present(List.of(messageId)).isEmpty()
            ? List.of(
                "Its event '%s' is not there: it was erased or never taken. Discard this"
                    .formatted(messageId))
            : List.of(),
        List.of());
  }

  /**
   * Starts a run.
   *
   * @throws Conflict when one is running
   */
  public synchronized void start(QuarantineFilter filter) {
    if (thread.isPresent() && thread.get().isAlive()) {
      throw new Conflict("A replay is running. Wait until it has ended, then start this one.");
    }
    Run run =
        new Run(
            clock.instant(), Optional.empty(), quarantine.total(filter), 0, 0, Optional.empty());
    last = Optional.of(run);
    thread = Optional.of(Thread.ofVirtual().name("replay").start(() -> run(run, filter)));
  }

  /** The run that is going on, or the last one since the start. */
  public Optional<Run> last() {
    return last;
  }

  /** The same, once it has ended or the time is over. */
  public Optional<Run> last(Duration within) throws InterruptedException {
    Optional<Thread> running;
    synchronized (this) {
      running = thread;
    }
    if (running.isPresent()) {
      running.get().join(within);
    }
    return last;
  }

  /** Ends a run after the batch it is at. */
  @Override
  public synchronized void close() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run(Run from, QuarantineFilter filter) {
    Run run = from;
    Optional<String> error = Optional.empty();
    try {
      List<Rejected> batch = quarantine.behind("", filter, BATCH);
      while (!batch.isEmpty() && !Thread.currentThread().isInterrupted()) {
        int replayed = replay(batch);
        run =
            new Run(
                run.startedAt(),
                Optional.empty(),
                run.total(),
                run.replayed() + replayed,
                run.rejected() + batch.size() - replayed,
                Optional.empty());
        last = Optional.of(run);
        batch = quarantine.behind(batch.getLast().id(), filter, BATCH);
      }
    } catch (InterruptedException | CancellationException e) {
      error = Optional.of("The server is shutting down. Start it again.");
    } catch (RuntimeException e) {
      LOG.warn("A replay ended early", e);
      error =
          Optional.of(
              "The warehouse could not be written to. What was replayed is done; start it again.");
    }
    last =
        Optional.of(
            new Run(
                run.startedAt(),
                Optional.of(clock.instant()),
                run.total(),
                run.replayed(),
                run.rejected(),
                error));
  }

  /** Replays some, and gives how many. */
  private int replay(List<Rejected> batch) throws InterruptedException {
    Map<Rejected, Retry.Send> sends = new LinkedHashMap<>();
    Map<Rejected, Retry.SetProperty> properties = new LinkedHashMap<>();
    Map<Rejected, Retry.SetTrait> said = new LinkedHashMap<>();
    for (Rejected rejected : batch) {
      switch (retries.of(rejected)) {
        case Retry.Send send -> sends.put(rejected, send);
        case Retry.SetProperty property -> properties.put(rejected, property);
        case Retry.SetTrait trait -> said.put(rejected, trait);
        case Retry.Refuse refuse -> {}
      }
    }
    List<Rejected> done = new ArrayList<>(send(sends));
    present(properties, Retry.SetProperty::messageId);
    corrections.set(List.copyOf(properties.values()));
    done.addAll(properties.keySet());
    present(said, Retry.SetTrait::messageId);
    traits.set(List.copyOf(said.values()));
    done.addAll(said.keySet());
    quarantine.markReplayed(done);
    return done.size();
  }

  /** Leaves those whose events are in the warehouse. */
  private <T> void present(Map<Rejected, T> retries, Function<T, String> messageId) {
    if (!retries.isEmpty()) {
      Set<String> present =
          corrections.present(retries.values().stream().map(messageId).distinct().toList());
      retries.values().removeIf(retry -> !present.contains(messageId.apply(retry)));
    }
  }

  private List<Rejected> send(Map<Rejected, Retry.Send> sends) throws InterruptedException {
    Decoded all =
        new Decoded(
            sends.values().stream().flatMap(send -> send.events().stream()).toList(),
            sends.values().stream().flatMap(send -> send.items().stream()).toList(),
            List.of(),
            Optional.empty());
    while (true) {
      try {
        collector.collect(all).get();
        return List.copyOf(sends.keySet());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Overloaded overloaded -> Thread.sleep(overloaded.retryAfter());
          case WarehouseException failure when sends.size() > 1 && !failure.isRetriable() -> {
            return sendOneByOne(sends);
          }
          case WarehouseException failure when !failure.isRetriable() -> {
            LOG.warn("{} cannot be written", sends.keySet().iterator().next().id(), failure);
            return List.of();
          }
          case RuntimeException failure -> throw failure;
          default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  /** One that cannot be written must not keep the others back. */
  private List<Rejected> sendOneByOne(Map<Rejected, Retry.Send> sends) throws InterruptedException {
    List<Rejected> sent = new ArrayList<>();
    for (Map.Entry<Rejected, Retry.Send> entry : sends.entrySet()) {
      sent.addAll(send(Map.of(entry.getKey(), entry.getValue())));
    }
    return sent;
  }
}
