package io.onelift.audience;

import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.compute.Pace;
import io.onelift.compute.PacedWorker;
import io.onelift.event.Commit;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps the sizes of saved audiences current in the background: after commits and refreshed tags
 * that can change them, and every few minutes where the warehouse is asked, because time moves
 * windows too. Safe for use by many threads.
 */
public final class AudienceSizes implements Commit.Listener, AutoCloseable {
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final PacedWorker worker;

  public AudienceSizes(AudienceCatalog catalog, AudienceEngine engine, Pace pace) {
    this.catalog = catalog;
    this.engine = engine;
    this.worker = new PacedWorker("audience-sizes", pace, this::count);
    catalog.list().forEach(audience -> worker.schedule(audience.key(), Pace.AFTER_START));
  }

  /** Counts an audience next, for example after it was saved. */
  public CompletableFuture<SavedAudience> count(SavedAudience audience) {
    return worker.now(audience.key()).thenApply(_ -> catalog.require(audience.key()));
  }

  /** Says that an audience has members who came later. */
  public void joined(String audience) {
    worker.request(audience);
    request(node -> node instanceof InAudience(String used) && used.equals(audience));
  }

  /** Says that a tag has new values. */
  public void refreshed(String tag) {
    request(node -> node instanceof HasTag(String used, var _) && used.equals(tag));
  }

  @Override
  public void committed(Commit commit) {
    Set<String> events =
        commit.events().stream().map(stored -> stored.event().name()).collect(Collectors.toSet());
    // Rare, and what anybody said or did may belong to somebody else now.
    boolean moved = !commit.splits().isEmpty() || !commit.erased().isEmpty();
    boolean people = moved || !commit.merges().isEmpty() || !commit.profiles().isEmpty();
    // Bitmaps cost nothing, so a changed population counts them again; the warehouse does cost.
    request(
        node ->
            switch (node) {
              case HasTag _, InSnapshot _ -> people;
              case HasTrait(String trait, var _) -> moved || commit.traits().contains(trait);
              case DidEvent did -> moved || events.contains(did.measure().event());
              case DidSequence did ->
                  moved || did.steps().stream().anyMatch(step -> events.contains(step.event()));
              case Rule.And _, Rule.Or _, Rule.Not _, InAudience _ -> false;
            });
  }

  private void request(Predicate<Rule> touched) {
    for (SavedAudience audience : catalog.list()) {
      if (concerns(audience.rule(), touched, new HashSet<>())) {
        worker.request(audience.key());
      }
    }
  }

  /** Whether a node of the rule, or of an audience in it, passes the test. */
  private boolean concerns(Rule rule, Predicate<Rule> touched, Set<String> seen) {
    return touched.test(rule)
        || Rules.children(rule).stream().anyMatch(child -> concerns(child, touched, seen))
        || (rule instanceof InAudience(String key)
            && seen.add(key)
            && catalog.rule(key).map(inner -> concerns(inner, touched, seen)).orElse(false));
  }

  private void count(String key) {
    catalog.find(key).ifPresent(this::countNow);
  }

  private void countNow(SavedAudience audience) {
    // Usual at a first start; the tag's first values ask for the count again.
    if (!engine.waitsFor(audience.rule()).isEmpty()) {
      return;
    }
    Estimate estimate = engine.estimate(audience.rule());
    catalog.resize(audience, estimate.size(), estimate.asOf());
    if (estimate.engine() != Estimate.Engine.BITMAP) {
      worker.schedule(audience.key(), PERIOD);
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
