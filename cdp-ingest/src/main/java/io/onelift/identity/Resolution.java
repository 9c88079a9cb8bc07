package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import java.util.List;

/**
 * The profiles of a batch of events.
 *
 * @param profiles one per event, in order, as of that event; later merges of the batch may have
 *     overtaken it
 * @param created numbers of profiles that are new
 * @param merges in order
 */
public record Resolution(
    List<ProfileId> profiles, List<Integer> created, List<Commit.Merged> merges) {}
