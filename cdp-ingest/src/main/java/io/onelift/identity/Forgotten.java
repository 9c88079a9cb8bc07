package io.onelift.identity;

import io.onelift.event.ProfileId;
import java.util.List;

/**
 * What was forgotten of a person.
 *
 * @param numbers all that were theirs; their events keep one of these until they are deleted
 * @param identifiers that named them
 * @param events of other people that named them too, and no longer do
 * @param entries of the ledger that show nothing of them any more
 */
public record Forgotten(List<ProfileId> numbers, long identifiers, long events, long entries) {
  public Forgotten {
    numbers = List.copyOf(numbers);
  }
}
