package io.onelift.ranking;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.onelift.stats.BetaPosterior;
import io.onelift.stats.HighestRate;
import io.onelift.stats.Proportion;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is known of the offers of a placement at one moment.
 *
 * @param policyVersion follows from the policy and the evidence alone, so it is the same after a
 *     restart and changes when anything was learned
 * @param offers in the order of the candidates
 */
public record Posteriors(String policyVersion, List<OfferPosterior> offers) {
  public Posteriors {
    offers = List.copyOf(offers);
  }

  /**
   * One offer.
   *
   * @param share how likely it comes first, 0..1
   */
  public record OfferPosterior(
      String offer, Proportion seen, BetaPosterior posterior, double share) {}

  static Posteriors of(Policy policy, List<String> offers, List<Proportion> seen) {
    List<BetaPosterior> posteriors = seen.stream().map(policy.prior()::after).toList();
    List<Double> shares = HighestRate.probabilities(posteriors);
    HashStream64 hash = Hashing.xxh3_64().hashStream().putString(policy.seed());
    hash.putDouble(policy.prior().alpha()).putDouble(policy.prior().beta());
    List<OfferPosterior> known = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      hash.putString(offers.get(i)).putLong(seen.get(i).successes()).putLong(seen.get(i).trials());
      known.add(new OfferPosterior(offers.get(i), seen.get(i), posteriors.get(i), shares.get(i)));
    }
    return new Posteriors(
        "thompson-" + HexFormat.of().toHexDigits(hash.getAsLong()).substring(0, 12), known);
  }

  List<Proportion> seen() {
    return offers.stream().map(OfferPosterior::seen).toList();
  }
}
