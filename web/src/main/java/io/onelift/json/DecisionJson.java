package io.onelift.json;

import io.onelift.decision.Decision;
import io.onelift.offer.Offer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a placement shows, as the contract has it. */
public record DecisionJson(
    String decisionId,
    Optional<String> profileId,
    List<RankedOfferJson> offers,
    String policyVersion,
    List<AssignmentJson> assignments,
    boolean fallback,
    String reason) {
  public static DecisionJson of(Decision decision) {
    return new DecisionJson(
        decision.id(),
        decision.profile().map(Object::toString),
        decision.offers().stream().map(RankedOfferJson::of).toList(),
        decision.policyVersion(),
        decision.assignments().stream()
            .map(a -> new AssignmentJson(a.experiment(), a.variant()))
            .toList(),
        decision.fallback(),
        decision.reason());
  }

  /** The variant of an experiment. */
  public record AssignmentJson(String experiment, String variant) {}

  /** An offer in its place, from rank 1. */
  public record RankedOfferJson(
      String offer,
      String name,
      int rank,
      double score,
      double propensity,
      String reason,
      Optional<String> image,
      Map<String, Object> payload) {
    static RankedOfferJson of(Decision.RankedOffer ranked) {
      Offer offer = ranked.offer();
      return new RankedOfferJson(
          offer.key(),
          offer.name(),
          ranked.rank(),
          ranked.score(),
          ranked.propensity(),
          ranked.reason(),
          offer.image(),
          offer.payload());
    }
  }
}
