package io.onelift.identity;

import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import java.time.Instant;
import java.util.List;

/**
 * A merge that was made, or one that a rule forbade.
 *
 * @param loser the profile that became the winner; when refused, the one that stayed apart
 * @param cause in words
 * @param messageId the event that asked for it
 * @param identifiers those of that event
 */
public record LedgerEntry(
    String id,
    Instant at,
    Kind kind,
    ProfileId loser,
    ProfileId winner,
    String cause,
    String messageId,
    List<Identifier> identifiers) {
  /** What was decided. */
  public enum Kind {
    MERGE,
    REFUSED
  }

  public LedgerEntry {
    identifiers = List.copyOf(identifiers);
  }
}
