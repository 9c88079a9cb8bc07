package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.onelift.alert.Firing;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that fired.
 *
 * @param delivery none, pending, delivered or failed
 */
public record FiringJson(
    String id,
    String alert,
    Instant at,
    @JsonUnwrapped Firing.Seen seen,
    String delivery,
    Optional<String> problem) {
  public static FiringJson of(Firing firing) {
    return new FiringJson(
        firing.id(),
        firing.alert(),
        firing.at(),
        firing.seen(),
        firing.delivery().json(),
        firing.problem());
  }
}
