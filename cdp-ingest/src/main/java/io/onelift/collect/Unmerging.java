package io.onelift.collect;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.identity.Unmerged;
import java.util.List;
import java.util.Set;

/**
 * Takes a merge back and gives both sides their rows; the listeners follow.
 *
 * @param by who asks for it
 * @param note what they say about it; may be empty
 */
public record Unmerging(IdentityGraph identities, String mergeId, String by, String note)
    implements Collector.Task<Unmerged> {
  @Override
  public Unmerged run(Turn turn) {
    Unmerged unmerged = identities.unmerge(turn.commit(), mergeId, by, note);
    Set<ProfileId> sides = Set.of(unmerged.kept(), unmerged.restored());
    Set<String> traits = turn.profiles().rebuild(turn.commit(), sides);
    Commit.Parted parted = new Commit.Parted(unmerged.kept(), unmerged.restored());
    turn.announce(new Commit(List.of(), List.of(), List.of(parted), Set.of(), sides, traits));
    return unmerged;
  }
}
