package io.onelift.placement;

import java.util.List;
import java.util.Optional;

/**
 * A place where offers are shown.
 *
 * @param key lower case letters, digits, {@code _} and {@code -}
 * @param name as people read it
 * @param description one sentence; may be empty
 * @param offers keys of the candidates, at least one, none twice
 * @param fallback the offer that is shown when nothing can be chosen: the person is unknown, no
 *     candidate is active, or ranking failed
 * @param experiment the experiment that runs here
 */
public record Placement(
    String key,
    String name,
    String description,
    List<String> offers,
    Optional<String> fallback,
    Optional<String> experiment) {
  public Placement {
    offers = List.copyOf(offers);
  }

  /** What the application must send. */
  public TrackingSchema tracking() {
    return TrackingSchema.of(this);
  }
}
