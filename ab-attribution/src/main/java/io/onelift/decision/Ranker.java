package io.onelift.decision;

import io.onelift.event.ProfileId;
import io.onelift.offer.Offer;
import java.util.List;

/** Puts candidates in order. Must answer from memory, within milliseconds. */
public interface Ranker {
  Ranking rank(Candidates candidates);

  /**
   * What to choose from, for whom.
   *
   * @param decision the decision's id, which together with the rest fixes every draw
   * @param offers active ones, at least one
   */
  record Candidates(String decision, String placement, ProfileId profile, List<Offer> offers) {
    public Candidates {
      offers = List.copyOf(offers);
    }
  }

  /**
   * All candidates in order.
   *
   * @param policyVersion names what the ranker knew: the same version ranks the same candidates of
   *     the same decision the same way
   */
  record Ranking(String policyVersion, List<Scored> offers, String reason) {
    public Ranking {
      offers = List.copyOf(offers);
    }
  }

  /**
   * A candidate in its place.
   *
   * @param propensity the probability that the policy puts this offer first; those of all
   *     candidates add up to 1
   */
  record Scored(Offer offer, double score, double propensity, String reason) {}
}
