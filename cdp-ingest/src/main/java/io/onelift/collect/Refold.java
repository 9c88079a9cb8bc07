package io.onelift.collect;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all profiles under the rules in force, some at a time between commits, so that events go
 * on coming in. A profile that an event touches meanwhile is brought there by itself.
 */
public final class Refold {
  private static final Logger LOG = LoggerFactory.getLogger(Refold.class);
  private static final int BATCH = 1_000;

  private final Collector collector;

  public Refold(Collector collector) {
    this.collector = collector;
  }

  /** Begins; returns at once. What a failure leaves over, the next start takes up. */
  public void start() {
    all()
        .exceptionally(
            failure -> {
              LOG.warn("Not all profiles are under the rules in force yet", failure);
              return null;
            });
  }

  private CompletableFuture<Void> all() {
    return collector
        .exclusively(Refold::some)
        .thenCompose(more -> more ? all() : CompletableFuture.completedFuture(null));
  }

  private static boolean some(Turn turn) {
    Set<ProfileId> profiles = turn.profiles().outdated(BATCH);
    if (!profiles.isEmpty()) {
      Set<String> traits = turn.profiles().rebuild(turn.commit(), profiles);
      turn.announce(new Commit(List.of(), List.of(), profiles, traits));
    }
    return profiles.size() == BATCH;
  }
}
