package io.onelift.identity;

import io.onelift.event.ProfileId;

/**
 * A merge that was taken back.
 *
 * @param kept the side that keeps the profile's number
 * @param restored the other side, by the number it had before
 * @param mergeId of the ledger
 */
public record Unmerged(ProfileId kept, ProfileId restored, String mergeId) {}
