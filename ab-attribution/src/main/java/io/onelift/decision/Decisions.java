package io.onelift.decision;

import io.onelift.decision.Decision.RankedOffer;
import io.onelift.decision.Ranker.Candidates;
import io.onelift.decision.Ranker.Ranking;
import io.onelift.decision.Ranker.Scored;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.experiment.Assignment;
import io.onelift.experiment.Assignments;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.Placement;
import io.onelift.placement.PlacementCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what to show, from memory, and logs what was decided. Always answers for a placement that
 * exists: when there is nobody to rank for, nothing to rank or the ranker fails or takes too long,
 * with the placement's fallback. Safe for use by many threads.
 */
public final class Decisions implements AutoCloseable {
  /** How long ranking may take. */
  public static final Duration BUDGET = Duration.ofMillis(80);

  /** The policy version of a decision that nothing was ranked for. */
  public static final String FALLBACK = "fallback";

  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final OfferCatalog offers;
  private final PlacementCatalog placements;
  private final ExperimentCatalog experiments;
  private final Assignments assignments;
  private final Function<Identifier, Optional<ProfileId>> identities;
  private final Ranker ranker;
  private final DecisionLog log;
  private final Clock clock;
  private final Duration budget;
  private final ExecutorService ranking = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * With the standard {@link #BUDGET}.
   *
   * @param identities who an identifier belongs to, merges applied
   */
  public Decisions(
      OfferCatalog offers,
      PlacementCatalog placements,
      ExperimentCatalog experiments,
      Assignments assignments,
      Function<Identifier, Optional<ProfileId>> identities,
      Ranker ranker,
      DecisionLog log,
      Clock clock) {
    this(offers, placements, experiments, assignments, identities, ranker, log, clock, BUDGET);
  }

  Decisions(
      OfferCatalog offers,
      PlacementCatalog placements,
      ExperimentCatalog experiments,
      Assignments assignments,
      Function<Identifier, Optional<ProfileId>> identities,
      Ranker ranker,
      DecisionLog log,
      Clock clock,
      Duration budget) {
    this.offers = offers;
    this.placements = placements;
    this.experiments = experiments;
    this.assignments = assignments;
    this.identities = identities;
    this.ranker = ranker;
    this.log = log;
    this.clock = clock;
    this.budget = budget;
  }

  /**
   * What to show.
   *
   * @throws NotFound when there is no such placement
   * @throws InvalidInput when the limit is not positive
   */
  public Decision decide(DecisionRequest request) {
    if (request.limit() < 1) {
      throw new InvalidInput("/limit", "The limit must be 1 or more, not " + request.limit());
    }
    Placement placement = placements.placement(request.placement());
    Optional<ProfileId> profile =
        request.identifiers().stream().map(identities).flatMap(Optional::stream).findFirst();
    Frame frame =
        new Frame(
            UUID.randomUUID().toString(),
            Instant.ofEpochMilli(clock.millis()),
            placement,
            profile,
            profile.map(p -> assign(placement, p)).orElse(List.of()));
    Decision decision =
        profile
            .map(p -> ranked(frame, p, request.limit()))
            .orElseGet(
                () ->
                    fallback(
                        frame,
                        request.identifiers().isEmpty()
                            ? "The request names nobody."
                            : "Nobody is known by the identifiers of the request."));
    log.append(decision, request.identifiers());
    return decision;
  }

  /** What is settled before anything is chosen. */
  private record Frame(
      String id,
      Instant at,
      Placement placement,
      Optional<ProfileId> profile,
      List<Assignment> assignments) {
    Decision decided(
        List<RankedOffer> offers, String policyVersion, boolean fallback, String reason) {
      return new Decision(
          id, at, placement.key(), profile, offers, policyVersion, assignments, fallback, reason);
    }
  }

  private List<Assignment> assign(Placement placement, ProfileId profile) {
    Map<String, Experiment> running = new LinkedHashMap<>();
    placement
        .experiment()
        .flatMap(experiments::find)
        .filter(e -> e.state() == Experiment.State.RUNNING)
        .ifPresent(e -> running.put(e.key(), e));
    experiments.runningOn(placement.key()).forEach(e -> running.putIfAbsent(e.key(), e));
    return assignments.assign(List.copyOf(running.values()), profile);
  }

  private Decision ranked(Frame frame, ProfileId profile, int limit) {
    List<Offer> candidates = candidates(frame.placement());
    if (candidates.isEmpty()) {
      return fallback(frame, "No offer of the placement is active.");
    }
    Future<Ranking> pending =
        ranking.submit(
            () ->
                ranker.rank(
                    new Candidates(frame.id(), frame.placement().key(), profile, candidates)));
    try {
      Ranking ranking = pending.get(budget.toNanos(), TimeUnit.NANOSECONDS);
      return frame.decided(
          top(ranking.offers(), limit), ranking.policyVersion(), false, ranking.reason());
    } catch (TimeoutException _) {
      pending.cancel(true);
      LOG.warn("Ranking {} took longer than {}", frame.placement().key(), budget);
      return fallback(frame, "Ranking took longer than " + budget.toMillis() + " ms.");
    } catch (ExecutionException e) {
      LOG.error("Ranking {} failed", frame.placement().key(), e.getCause());
      return fallback(frame, "Ranking failed.");
    } catch (InterruptedException _) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      return fallback(frame, "The server is stopping.");
    }
  }

  /** What a placement chooses from: its active offers, in its order. */
  public List<Offer> candidates(Placement placement) {
    return placement.offers().stream()
        .map(offers::find)
        .flatMap(Optional::stream)
        .filter(Offer::active)
        .toList();
  }

  private static List<RankedOffer> top(List<Scored> scored, int limit) {
    List<RankedOffer> top = new ArrayList<>();
    for (Scored offer : scored.subList(0, Math.min(limit, scored.size()))) {
      top.add(
          new RankedOffer(
              offer.offer(), top.size() + 1, offer.score(), offer.propensity(), offer.reason()));
    }
    return top;
  }

  private Decision fallback(Frame frame, String why) {
    Optional<Offer> offer =
        frame.placement().fallback().flatMap(offers::find).filter(Offer::active);
    return frame.decided(
        offer
            .map(o -> List.of(new RankedOffer(o, 1, 0, 1, "The placement's fallback.")))
            .orElse(List.of()),
        FALLBACK,
        true,
        offer.isPresent() ? why : why + " The placement has no active fallback offer.");
  }

  /** Lets rankings under way end. The log is closed by its owner, after this. */
  @Override
  public void close() {
    ranking.close();
  }
}
