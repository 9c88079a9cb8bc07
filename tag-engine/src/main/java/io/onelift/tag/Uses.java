package io.onelift.tag;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the values of a tag follow from.
 *
 * @param tags keys of other tags
 * @param traits names of traits
 * @param events names of events
 * @param audiences keys of audiences
 * @param again after which time the values may have changed without anything that was sent
 */
public record Uses(
    Set<String> tags,
    Set<String> traits,
    Set<String> events,
    Set<String> audiences,
    Optional<Duration> again) {
  public static final Uses NOTHING =
      new Uses(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A window is looked at again after this part of its length. */
  private static final int LOOKS_PER_WINDOW = 500;

  public Uses {
    tags = Set.copyOf(tags);
    traits = Set.copyOf(traits);
    events = Set.copyOf(events);
    audiences = Set.copyOf(audiences);
  }

  static Uses ofTag(String tag) {
    return new Uses(Set.of(tag), Set.of(), Set.of(), Set.of(), Optional.empty());
  }

  static Uses ofTrait(String trait) {
    return new Uses(Set.of(), Set.of(trait), Set.of(), Set.of(), Optional.empty());
  }

  static Uses ofAudience(String audience) {
    return new Uses(Set.of(), Set.of(), Set.of(), Set.of(audience), Optional.empty());
  }

  static Uses ofEvents(Set<String> events, Window window) {
    return new Uses(
        Set.of(),
        Set.of(),
        events,
        Set.of(),
        window instanceof Window.Sliding(Duration length)
            ? Optional.of(part(length))
            : Optional.empty());
  }

  /** Whole days that have passed since something. */
  static Uses ofElapsedDays() {
    return ofTime(part(Duration.ofDays(1)));
  }

  static Uses ofTime(Duration again) {
    return new Uses(Set.of(), Set.of(), Set.of(), Set.of(), Optional.of(again));
  }

  private static Duration part(Duration window) {
    Duration part = window.dividedBy(LOOKS_PER_WINDOW);
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part.compareTo(LONGEST) > 0 ? LONGEST : part;
  }

  /** Both together; the shorter time counts. */
  public Uses and(Uses other) {
    return new Uses(
        union(tags, other.tags),
        union(traits, other.traits),
        union(events, other.events),
        union(audiences, other.audiences),
        Stream.of(again, other.again).flatMap(Optional::stream).min(Duration::compareTo));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }
}
