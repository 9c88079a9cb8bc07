package io.onelift.event;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What one group commit, an unmerge or an erasure made durable.
 *
 * @param events in the order they were written
 * @param merges profiles that became one
 * @param splits profiles that an unmerge made two
 * @param erased every number of profiles of which nothing is left; none is ever used again
 * @param profiles every profile that was created or changed, by the number it has after the merges
 *     and splits
 * @param traits names of the traits that changed on any profile
 */
public record Commit(
    List<Stored> events,
    List<Merged> merges,
    List<Parted> splits,
    Set<ProfileId> erased,
    Set<ProfileId> profiles,
    Set<String> traits) {
  public Commit {
    events = List.copyOf(events);
    merges = List.copyOf(merges);
    splits = List.copyOf(splits);
    erased = Set.copyOf(erased);
    profiles = Set.copyOf(profiles);
    traits = Set.copyOf(traits);
  }

  /** A commit of events, in which nobody was parted or erased. */
  public Commit(
      List<Stored> events, List<Merged> merges, Set<ProfileId> profiles, Set<String> traits) {
    this(events, merges, List.of(), Set.of(), profiles, traits);
  }

  /** An event with the profile it belongs to. */
  public record Stored(Event event, ProfileId profile) {}

  /** Two profiles that became one; everything of the loser now belongs to the winner. */
  public record Merged(ProfileId loser, ProfileId winner) {}

  /**
   * A profile that became two: what a merge had brought belongs to {@code restored} again. Which of
   * its values each side has is read anew from the warehouse.
   */
  public record Parted(ProfileId kept, ProfileId restored) {}

  /**
   * Told of every commit after it is durable and before it is acknowledged; must return quickly and
   * not throw.
   */
  @FunctionalInterface
  public interface Listener {
    void committed(Commit commit);
  }

  /**
   * Told of commits with instant events, after all others were; must return quickly and not throw.
   */
  @FunctionalInterface
  public interface InstantListener {
    /**
     * Brings what decisions read up to date.
     *
     * @return completes when they see it, or cannot for now; the instant events are acknowledged
     *     then, or after a moment
     */
    CompletableFuture<Void> committed(Commit commit);

    /** Nothing follows at once. */
    static InstantListener none() {
      return _ -> CompletableFuture.completedFuture(null);
    }
  }
}
