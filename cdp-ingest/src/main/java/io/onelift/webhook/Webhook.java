package io.onelift.webhook;

import io.onelift.collect.Quarantine;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.WarehouseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a receiver of every quarantined batch, at least once, on a thread of its own: the way in
 * only says that there is something new. What could not be delivered is tried again with growing
 * pauses, after a restart too; what comes meanwhile goes into the next delivery. A webhook that is
 * set for the first time is told of what is quarantined from then on. Safe for use by many threads.
 */
public final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final String CONFIG = "webhook.config";
  private static final String PROGRESS = "webhook.progress";
  private static final JsonCodec<WebhookConfig> CONFIG_JSON = JsonCodec.of(WebhookConfig.class);
  private static final JsonCodec<Progress> PROGRESS_JSON = JsonCodec.of(Progress.class);

  /** Named in one delivery; the rest is only counted. */
  private static final int MAX_EVENTS = 100;

  /** Something that went wrong. */
  public record Failure(Instant at, String message) {}

  /**
   * How it is doing.
   *
   * @param waiting quarantined and not yet told
   */
  public record State(
      Optional<String> url,
      long waiting,
      Optional<Instant> lastSuccess,
      Optional<Failure> lastFailure) {}

  private final Quarantine quarantine;
  private final Metastore metastore;
  private final String project;
  private final Clock clock;
  private final Duration firstPause;
  private final Duration longestPause;
  private final Receiver receiver = new Receiver();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;

  // Under the lock.
  private boolean news = true;
  private boolean closed;
  private int reset;

  private volatile Optional<WebhookConfig> config;
  private volatile Progress progress;
  private volatile Optional<Instant> lastSuccess = Optional.empty();
  private volatile Optional<Failure> lastFailure = Optional.empty();

  private Webhook(
      Quarantine quarantine,
      Metastore metastore,
      String project,
      Clock clock,
      Duration firstPause,
      Duration longestPause) {
    this.quarantine = quarantine;
    this.metastore = metastore;
    this.project = project;
    this.clock = clock;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.config = read(CONFIG, CONFIG_JSON);
    this.progress = read(PROGRESS, PROGRESS_JSON).orElse(new Progress(0, 0));
    this.thread = Thread.ofPlatform().name("webhook").daemon().unstarted(this::run);
  }

  /** Goes on where it was. */
  public static Webhook start(
      Quarantine quarantine, Metastore metastore, String project, Clock clock) {
    return start(
        quarantine, metastore, project, clock, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  static Webhook start(
      Quarantine quarantine,
      Metastore metastore,
      String project,
      Clock clock,
      Duration firstPause,
      Duration longestPause) {
    Webhook webhook = new Webhook(quarantine, metastore, project, clock, firstPause, longestPause);
    quarantine.listen(webhook::wake);
    webhook.thread.start();
    return webhook;
  }

  /**
   * Sets it, and delivers at once what waits.
   *
   * @param secret kept as it is when left out
   */
  public void set(String url, Optional<String> secret) {
    lock.lock();
    try {
      Optional<String> kept = secret.or(() -> config.map(WebhookConfig::secret));
      WebhookConfig next =
          new WebhookConfig(
              url,
              kept.orElseThrow(
                  () ->
                      new InvalidInput(
                          "/secret", "is missing; give whsec_ and the base64 of 32 random bytes")));
      if (config.isEmpty()) {
        long newest = quarantine.newest();
        keep(new Progress(newest, newest));
      }
      metastore.setting(CONFIG, CONFIG_JSON.write().apply(next));
      config = Optional.of(next);
      lastFailure = Optional.empty();
      renew();
    } finally {
      lock.unlock();
    }
  }

  /** Removes it; what waits is not told. */
  public void remove() {
    lock.lock();
    try {
      metastore.setting(CONFIG, "");
      config = Optional.empty();
      lastSuccess = Optional.empty();
      lastFailure = Optional.empty();
      renew();
    } finally {
      lock.unlock();
    }
  }

  public State state() {
    Optional<WebhookConfig> current = config;
    return new State(
        current.map(WebhookConfig::url),
        current.isPresent() ? quarantine.countAfter(progress.told()) : 0,
        lastSuccess,
        lastFailure);
  }

  /**
   * Sends a test at once.
   *
   * @return what went wrong, in words; empty when the receiver took it
   * @throws InvalidInput when no webhook is set
   */
  public Optional<String> test() throws InterruptedException {
    WebhookConfig current =
        config.orElseThrow(() -> new InvalidInput("", "No webhook is set; set one, then test it"));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "test");
    body.put("project", project);
    body.put("at", clock.instant().toString());
    return receiver.deliver(
        new Delivery("test-" + UUID.randomUUID(), Flat.json(body)), current, clock.instant());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    receiver.close();
  }

  private void wake() {
    lock.lock();
    try {
      news = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: ends a pause and begins anew. */
  private void renew() {
    news = true;
    reset++;
    changed.signalAll();
  }

  private void run() {
    Duration pause = firstPause;
    try {
      while (awaitNews()) {
        boolean done;
        try {
          done = deliverAll();
        } catch (WarehouseException e) {
          // Nothing is lost: the place is kept, and the warehouse comes back.
          LOG.warn("What was quarantined cannot be read for the webhook: {}", e.getMessage());
          done = false;
        } catch (RuntimeException e) {
          LOG.error("The webhook failed", e);
          lastFailure = Optional.of(new Failure(clock.instant(), "It failed; the log says why"));
          done = false;
        }
        pause = done ? firstPause : pauseThenDouble(pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("The webhook ends");
    }
  }

  private boolean awaitNews() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (!news || config.isEmpty())) {
        changed.await();
      }
      news = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the time is over or something was set; then there is news in any case. */
  private Duration pauseThenDouble(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      int before = reset;
      while (!closed && reset == before && left > 0) {
        left = changed.awaitNanos(left);
      }
      news = true;
      Duration next = pause.multipliedBy(2);
      return reset != before ? firstPause : next.compareTo(longestPause) > 0 ? longestPause : next;
    } finally {
      lock.unlock();
    }
  }

  /** Delivers until nothing waits; false when a delivery failed. */
  private boolean deliverAll() throws InterruptedException {
    while (true) {
      Optional<WebhookConfig> current = config;
      Quarantine.Batches batches =
          quarantine.between(
              progress.told(),
              progress.isUnderWay() ? progress.until() : Long.MAX_VALUE,
              MAX_EVENTS);
      if (current.isEmpty() || batches.count() == 0) {
        return true;
      }
      keep(new Progress(progress.told(), batches.newest()));
      Optional<String> problem =
          receiver.deliver(delivery(batches), current.get(), clock.instant());
      if (problem.isPresent()) {
        lastFailure = Optional.of(new Failure(clock.instant(), problem.get()));
        LOG.warn("A webhook delivery failed and is tried again: {}", problem.get());
        return false;
      }
      keep(new Progress(batches.newest(), batches.newest()));
      lastSuccess = Optional.of(clock.instant());
    }
  }

  private Delivery delivery(Quarantine.Batches batches) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "events.quarantined");
    body.put("project", project);
    body.put("at", clock.instant().toString());
    body.put("count", batches.count());
    body.put(
        "reasons",
        batches.reasons().stream()
            .map(reason -> Map.of("reason", reason.reason(), "count", reason.count()))
            .toList());
    body.put(
        "events",
        batches.some().stream()
            .map(
                rejected ->
                    Map.of(
                        "id", rejected.id(),
                        "source", rejected.source(),
                        "message_id", rejected.messageId(),
                        "part", rejected.part(),
                        "reasons", rejected.reasons()))
            .toList());
    return new Delivery("quarantine-" + progress.told() + "-" + batches.newest(), Flat.json(body));
  }

  private void keep(Progress next) {
    if (!next.equals(progress)) {
      metastore.setting(PROGRESS, PROGRESS_JSON.write().apply(next));
      progress = next;
    }
  }

  private <T> Optional<T> read(String name, JsonCodec<T> codec) {
    return metastore.setting(name).filter(json -> !json.isEmpty()).map(codec.read());
  }
}
