package io.onelift.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fresh a tag is.
 *
 * @param progress how far the refresh that runs now is, from 0 to 1; empty when none runs
 * @param next when time alone, or a failure, has it refreshed again; empty when only data does
 * @param refreshedAt the moment whose values the tag shows; empty before the first refresh
 * @param took how long the last refresh that worked took
 * @param error why the last refresh failed; empty when it worked
 */
public record TagState(
    Phase phase,
    Optional<Instant> refreshedAt,
    Optional<Duration> took,
    Optional<String> error,
    OptionalDouble progress,
    Optional<Instant> next) {

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
