package io.onelift.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Hands messages to receivers one by one, each tried a few times with growing pauses; signed and
 * bounded as those of {@link Webhook}. Safe for use by many threads.
 */
public final class Deliveries implements AutoCloseable {
  private static final int TRIES = 4;

  private final Receiver receiver = new Receiver();
  private final InstantSource clock;
  private final Duration firstPause;

  public Deliveries(InstantSource clock) {
    this(clock, Duration.ofSeconds(1));
  }

  Deliveries(InstantSource clock, Duration firstPause) {
    this.clock = clock;
    this.firstPause = firstPause;
  }

  /**
   * Delivers a message.
   *
   * @param id the same at every try, so that the receiver can tell a repetition
   * @param json the message
   * @return what went wrong at the last try, in words; empty when the receiver took it
   */
  public Optional<String> deliver(String id, String json, WebhookConfig to)
      throws InterruptedException {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      Optional<String> problem = receiver.deliver(new Delivery(id, json), to, clock.instant());
      if (problem.isEmpty() || attempt == TRIES) {
        return problem;
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(3);
    }
  }

  @Override
  public void close() {
    receiver.close();
  }
}
