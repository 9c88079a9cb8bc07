package io.onelift.decision;

import io.onelift.event.ProfileId;
import io.onelift.experiment.Assignment;
import io.onelift.offer.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to show, and why.
 *
 * @param id to be sent back with exposures, clicks and conversions
 * @param profile empty when nobody is known by the identifiers
 * @param offers best first; the fallback alone, or nothing when the placement has none, when {@code
 *     fallback} is true
 * @param policyVersion changes when the ranking has learned; {@code fallback} when nothing was
 *     ranked
 * @param fallback true when the offers were not chosen for this person
 * @param reason why the fallback was taken, else how the offers were ranked
 */
public record Decision(
    String id,
    Instant at,
    String placement,
    Optional<ProfileId> profile,
    List<RankedOffer> offers,
    String policyVersion,
    List<Assignment> assignments,
    boolean fallback,
    String reason) {
  public Decision {
    offers = List.copyOf(offers);
    assignments = List.copyOf(assignments);
  }

  /**
   * An offer in its place.
   *
   * @param rank from 1
   * @param score what it was ordered by
   * @param propensity how likely this offer was to come first, at this moment and under this
   *     policy, before the draw. For the offer of rank 1 it is the probability of what was done,
   *     the one that off-policy evaluation divides by. For a lower rank it is still the probability
   *     of coming first, not of coming in at that rank.
   * @param reason in words
   */
  public record RankedOffer(
      Offer offer, int rank, double score, double propensity, String reason) {}
}
