package io.onelift.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How fresh a tag is.
 *
 * @param refreshedAt the moment whose values the tag shows; empty before the first refresh
 * @param took how long the last refresh that worked took
 * @param error why the last refresh failed; empty when it worked
 */
public record TagState(
    Phase phase, Optional<Instant> refreshedAt, Optional<Duration> took, Optional<String> error) {

  /** What is going on. */
  public enum Phase {
    /** Shows everything that was committed. */
    FRESH,
    /** Something was committed that it does not show yet; a refresh runs or waits for its turn. */
    REFRESHING,
    /** The last refresh failed; the old values stay, and it is tried again. */
    FAILED;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
