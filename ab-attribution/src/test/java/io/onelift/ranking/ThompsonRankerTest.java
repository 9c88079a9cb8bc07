package io.onelift.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onelift.decision.Ranker.Candidates;
import io.onelift.decision.Ranker.Ranking;
import io.onelift.decision.Ranker.Scored;
import io.onelift.event.ProfileId;
import io.onelift.offer.Offer;
import io.onelift.stats.BetaPosterior;
import io.onelift.stats.Proportion;
import io.onelift.stats.SampleRatio;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThompsonRankerTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));

  private final Map<String, Proportion> seen = new HashMap<>();

  private ThompsonRanker ranker(String seed) {
    Policy standard = Policy.standard(seed);
    return new ThompsonRanker(
        (placement, offer) -> seen.getOrDefault(offer, new Proportion(0, 0)),
        new Policy(seed, standard.prior(), Duration.ZERO),
        NOW);
  }

  private static List<Offer> offers(int count) {
    return IntStream.range(0, count).mapToObj(i -> Offer.of("offer" + i, "Offer " + i)).toList();
  }

  private static Candidates candidates(int decision, int offers) {
    return new Candidates("d" + decision, "home", ProfileId.of(1 + decision % 977), offers(offers));
  }

  private static String first(Ranking ranking) {
    return ranking.offers().getFirst().offer().key();
  }

  @Test
  void ranksTheSameDecisionTheSameWay() {
    seen.put("offer1", new Proportion(3, 40));
    Ranking once = ranker("seed").rank(candidates(7, 4));
    assertThat(ranker("seed").rank(candidates(7, 4))).isEqualTo(once);
    assertThat(scores(ranker("other").rank(candidates(7, 4)))).isNotEqualTo(scores(once));
  }

  private static List<Double> scores(Ranking ranking) {
    return ranking.offers().stream().map(Scored::score).toList();
  }

  @Test
  void namesItsPolicyByWhatItKnows() {
    ThompsonRanker ranker = ranker("seed");
    String before = ranker.rank(candidates(1, 3)).policyVersion();
    assertThat(ranker.rank(candidates(2, 3)).policyVersion()).isEqualTo(before);
    seen.put("offer0", new Proportion(1, 1));
    String after = ranker.rank(candidates(3, 3)).policyVersion();
    assertThat(after).isNotEqualTo(before);
    assertThat(ranker("seed").rank(candidates(3, 3)).policyVersion()).isEqualTo(after);
  }

  @Test
  void keepsWhatItKnowsUntilTheRefreshIsDue() {
    Instant[] now = {Instant.parse("2026-11-01T00:00:00Z")};
    ThompsonRanker ranker =
        new ThompsonRanker(
            (placement, offer) -> seen.getOrDefault(offer, new Proportion(0, 0)),
            Policy.standard("seed"),
            () -> now[0]);
    String before = ranker.rank(candidates(1, 3)).policyVersion();
    seen.put("offer0", new Proportion(1, 1));
    assertThat(ranker.rank(candidates(2, 3)).policyVersion()).isEqualTo(before);
    now[0] = now[0].plusSeconds(1);
    assertThat(ranker.rank(candidates(3, 3)).policyVersion()).isNotEqualTo(before);
  }

  @Test
  void anOfferThatConvertsFiveTimesAsOftenComesFirst() {
    seen.put("offer3", new Proportion(20, 200));
    for (int other : List.of(0, 1, 2, 4)) {
      seen.put("offer" + other, new Proportion(4, 200));
    }
    ThompsonRanker ranker = ranker("seed");
    long firsts =
        IntStream.range(0, 2_000)
            .filter(d -> first(ranker.rank(candidates(d, 5))).equals("offer3"))
            .count();
    assertThat(firsts / 2_000.0).isGreaterThan(0.9);
    assertThat(share(ranker, "offer3")).isGreaterThan(0.9);
  }

  @Test
  void rewardingOneOfferMovesItUp() {
    double before = share(ranker("seed"), "offer2");
    assertThat(before).isCloseTo(0.2, within(1e-9));
    seen.put("offer2", new Proportion(3, 20));
    double after = share(ranker("seed"), "offer2");
    assertThat(after).isGreaterThan(0.45);
    seen.put("offer2", new Proportion(15, 100));
    assertThat(share(ranker("seed"), "offer2")).isGreaterThan(after);
  }

  private static double share(ThompsonRanker ranker, String offer) {
    return ranker.rank(candidates(0, 5)).offers().stream()
        .filter(s -> s.offer().key().equals(offer))
        .findFirst()
        .orElseThrow()
        .propensity();
  }

  @Test
  void propensitiesAreTheSharesOfTheFirstPlace() {
    seen.put("offer0", new Proportion(2, 40));
    seen.put("offer1", new Proportion(5, 60));
    seen.put("offer2", new Proportion(30, 500));
    ThompsonRanker ranker = ranker("seed");
    int decisions = 40_000;
    Map<String, Long> firsts = new HashMap<>();
    Map<String, Double> propensities = new HashMap<>();
    for (int d = 0; d < decisions; d++) {
      Ranking ranking = ranker.rank(candidates(d, 5));
      firsts.merge(first(ranking), 1L, Long::sum);
      ranking.offers().forEach(s -> propensities.put(s.offer().key(), s.propensity()));
    }
    assertThat(propensities.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
    List<String> keys = List.copyOf(propensities.keySet());
    SampleRatio fit =
        new SampleRatio(
            keys.stream().map(k -> firsts.getOrDefault(k, 0L)).toList(),
            keys.stream().map(propensities::get).toList());
    assertThat(fit.pValue()).isGreaterThan(1e-3);
  }

  @Test
  void drawsFollowTheirDistribution() {
    for (BetaPosterior beta :
        List.of(new BetaPosterior(0.4, 2), new BetaPosterior(1, 19), new BetaPosterior(120, 900))) {
      int draws = 50_000;
      Map<Integer, Long> tenths = new HashMap<>();
      List<Double> ends = new ArrayList<>();
      for (int tenth = 1; tenth < 10; tenth++) {
        ends.add(quantile(beta, tenth / 10.0));
      }
      for (int key = 0; key < draws; key++) {
        double draw = new HashedDraws(key * 0x5DEECE66DL).beta(beta);
        int tenth = (int) ends.stream().filter(end -> draw >= end).count();
        tenths.merge(tenth, 1L, Long::sum);
      }
      SampleRatio fit =
          new SampleRatio(
              IntStream.range(0, 10).mapToObj(t -> tenths.getOrDefault(t, 0L)).toList(),
              IntStream.range(0, 10).mapToObj(t -> 1.0).toList());
      assertThat(fit.pValue()).isGreaterThan(1e-4);
    }
  }

  private static double quantile(BetaPosterior beta, double p) {
    return new org.apache.commons.math3.distribution.BetaDistribution(
            null, beta.alpha(), beta.beta())
        .inverseCumulativeProbability(p);
  }

  /** A world with known rates: what is shown first converts at its rate, and the ranker learns. */
  @Test
  void earnsMoreThanShowingOffersInTurn() {
    double[] rates = {0.02, 0.03, 0.05, 0.08, 0.04};
    int visitors = 6_000;
    SplittableRandom world = new SplittableRandom(20261101);
    long inTurn = 0;
    for (int v = 0; v < visitors; v++) {
      inTurn += world.nextDouble() < rates[v % rates.length] ? 1 : 0;
    }
    long learned = 0;
    long best = 0;
    ThompsonRanker ranker = ranker("world");
    for (int v = 0; v < visitors; v++) {
      String shown = first(ranker.rank(candidates(v, rates.length)));
      int arm = Integer.parseInt(shown.substring("offer".length()));
      boolean converted = world.nextDouble() < rates[arm];
      seen.merge(
          shown,
          new Proportion(converted ? 1 : 0, 1),
          (a, b) -> new Proportion(a.successes() + b.successes(), a.trials() + b.trials()));
      learned += converted ? 1 : 0;
      best += arm == 3 && v >= visitors / 2 ? 1 : 0;
    }
    // In turn earns 4.4 %, always the best 8 %; the seed is fixed, so this is no gamble.
    assertThat(learned).isGreaterThan(inTurn * 13 / 10);
    assertThat(best).isGreaterThan(visitors / 2 * 8 / 10);
  }
}
