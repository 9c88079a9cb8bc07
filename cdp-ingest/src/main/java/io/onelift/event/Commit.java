package io.onelift.event;

import java.util.List;
import java.util.Set;

/**
 * What one group commit made durable.
 *
 * @param events in the order they were written
 * @param merges profiles that became one
 * @param profiles every profile that was created or changed, by the number it has after the merges
 * @param traits names of the traits that changed on any profile
 */
public record Commit(
    List<Stored> events, List<Merged> merges, Set<ProfileId> profiles, Set<String> traits) {
  public Commit {
    events = List.copyOf(events);
    merges = List.copyOf(merges);
    profiles = Set.copyOf(profiles);
    traits = Set.copyOf(traits);
  }

  /** An event with the profile it belongs to. */
  public record Stored(Event event, ProfileId profile) {}

  /** Two profiles that became one; everything of the loser now belongs to the winner. */
  public record Merged(ProfileId loser, ProfileId winner) {}

  /**
   * Told of every commit after it is durable and before it is acknowledged; must return quickly and
   * not throw.
   */
  @FunctionalInterface
  public interface Listener {
    void committed(Commit commit);
  }
}
