package io.onelift.profile;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import io.onelift.event.TraitOperation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a commit says about profiles. All numbers are those after the commit's merges, but for the
 * losers.
 *
 * @param created profiles that have no row yet
 * @param merges in order
 * @param seen when the profiles of the commit's events were seen
 * @param said traits, in the order of the events
 */
public record ProfileChanges(
    Set<Integer> created, List<Commit.Merged> merges, Map<ProfileId, Seen> seen, List<Said> said) {

  /** The earliest and the latest event of a commit. */
  public record Seen(Instant first, Instant last) {
    public Seen and(Instant time) {
      return new Seen(time.isBefore(first) ? time : first, time.isAfter(last) ? time : last);
    }

    Seen and(Seen other) {
      return and(other.first).and(other.last);
    }
  }

  /**
   * What an event said of a person.
   *
   * @param source the event's
   * @param traits by name, typed as their columns; none when all are deleted
   */
  public record Said(
      ProfileId profile,
      Instant at,
      TraitOperation operation,
      String source,
      Map<String, Object> traits) {}
}
