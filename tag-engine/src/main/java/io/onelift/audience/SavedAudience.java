package io.onelift.audience;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule with a name; whoever it holds for at the moment of asking is a member.
 *
 * @param version of the definition, from 1
 * @param size as last counted; empty before the first count
 */
public record SavedAudience(
    String key,
    String name,
    String description,
    Rule rule,
    int version,
    Optional<Size> size,
    Instant updatedAt,
    String updatedBy) {

  /** A size and the moment whose data it shows. */
  public record Size(long profiles, Instant asOf) {}
}
