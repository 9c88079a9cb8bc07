package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import java.util.List;

/**
 * The profiles of a batch of events.
 *
 * @param leafs one per event, in order: the number that the event keeps, whatever its profile is
 *     merged into later
 * @param created numbers of profiles that are new
 * @param merges in order
 */
public record Resolution(
    List<ProfileId> leafs, List<Integer> created, List<Commit.Merged> merges) {}
