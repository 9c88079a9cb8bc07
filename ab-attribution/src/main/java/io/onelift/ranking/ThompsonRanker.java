package io.onelift.ranking;

import com.dynatrace.hash4j.hashing.Hashing;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onelift.decision.Ranker;
import io.onelift.offer.Offer;
import io.onelift.ranking.Posteriors.OfferPosterior;
import io.onelift.stats.Proportion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Thompson sampling with Beta posteriors over conversion rates: every offer draws a rate from what
 * is known of it, the highest draw comes first. So an offer is shown first as often as it is likely
 * to be the best one, and what is unsure is tried. W. R. Thompson, "On the likelihood that one
 * unknown probability exceeds another" (1933); D. Russo et al., "A tutorial on Thompson sampling"
 * (2018).
 *
 * <p>A draw is hashed from the seed, the policy version, the placement, the profile, the decision
 * and the offer, so that a logged decision can be replayed. Its propensity is the exact probability
 * of the first place ({@link io.onelift.stats.HighestRate}), computed once per posterior. Safe for
 * use by many threads.
 */
public final class ThompsonRanker implements Ranker {
  private final Evidence evidence;
  private final Policy policy;
  private final InstantSource clock;
  private final Cache<Candidacy, Learner> learners =
      Caffeine.newBuilder().maximumSize(10_000).build();

  public ThompsonRanker(Evidence evidence, Policy policy, InstantSource clock) {
    this.evidence = evidence;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Ranking rank(Candidates candidates) {
    Posteriors known =
        posteriors(candidates.placement(), candidates.offers().stream().map(Offer::key).toList());
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < known.offers().size(); i++) {
      OfferPosterior offer = known.offers().get(i);
      double draw = new HashedDraws(key(candidates, known, offer.offer())).beta(offer.posterior());
      scored.add(new Scored(candidates.offers().get(i), draw, offer.share(), reason(offer, draw)));
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score).reversed().thenComparing(s -> s.offer().key()));
    return new Ranking(
        known.policyVersion(),
        scored,
        "Ranked by a draw from each offer's conversion rate (Thompson sampling).");
  }

  private long key(Candidates candidates, Posteriors known, String offer) {
    return Hashing.xxh3_64()
        .hashStream()
        .putString(policy.seed())
        .putString(known.policyVersion())
        .putString(candidates.placement())
        .putInt(candidates.profile().number())
        .putString(candidates.decision())
        .putString(offer)
        .getAsLong();
  }

  private static String reason(OfferPosterior offer, double draw) {
    Proportion seen = offer.seen();
    return seen.trials() == 0
        ? String.format(
            Locale.ROOT,
            "Not seen by anybody yet, so it is tried: drew a rate of %.2f %%.",
            100 * draw)
        : String.format(
            Locale.ROOT,
            "%d conversions in %d exposures make %.2f %% likely; drew a rate of %.2f %%.",
            seen.successes(),
            seen.trials(),
            100 * offer.posterior().mean(),
            100 * draw);
  }

  /**
   * What is known of a placement's offers now, at most {@link Policy#refresh} old. Also prepares
   * the placement's first decision, which else pays for it.
   *
   * @param offers keys of the placement's candidates in their order, as decisions rank them;
   *     another list is another policy
   */
  public Posteriors posteriors(String placement, List<String> offers) {
    return learners.get(new Candidacy(placement, offers), Learner::new).posteriors();
  }

  /** Which offers compete, and where. */
  private record Candidacy(String placement, List<String> offers) {
    Candidacy {
      offers = List.copyOf(offers);
    }
  }

  /** Keeps the posteriors of one candidacy until there is news. */
  private final class Learner {
    private final Candidacy candidacy;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Learned> learned = Optional.empty();

    private record Learned(Instant at, Posteriors posteriors) {}

    Learner(Candidacy candidacy) {
      this.candidacy = candidacy;
    }

    /** One thread looks for news; the others rank by what is known unless nothing is. */
    Posteriors posteriors() {
      Optional<Learned> last = learned;
      if (last.filter(this::isFresh).isPresent()) {
        return last.get().posteriors();
      }
      if (last.isEmpty()) {
        lock.lock();
      } else if (!lock.tryLock()) {
        return last.get().posteriors();
      }
      try {
        return learn();
      } finally {
        lock.unlock();
      }
    }

    private Posteriors learn() {
      Optional<Learned> last = learned;
      if (last.filter(this::isFresh).isPresent()) {
        return last.get().posteriors();
      }
      List<Proportion> seen =
          candidacy.offers().stream().map(o -> evidence.of(candidacy.placement(), o)).toList();
      Posteriors now =
          last.map(Learned::posteriors)
              .filter(known -> known.seen().equals(seen))
              .orElseGet(() -> Posteriors.of(policy, candidacy.offers(), seen));
      learned = Optional.of(new Learned(clock.instant(), now));
      return now;
    }

    private boolean isFresh(Learned last) {
      return Duration.between(last.at(), clock.instant()).compareTo(policy.refresh()) < 0;
    }
  }
}
