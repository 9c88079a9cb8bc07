package io.onelift.identity;

import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.List;

/** Identities as the log has them up to a commit, and what is being changed. */
final class State {
  final Partition partition = new Partition();
  final Changes changes = new Changes(partition);
  IdentityRules.Reading rules = IdentityRules.standard().reading();

  /** The last commit or action whose consequences are saved. */
  volatile long applied;

  /** Links and joins what a new event names; gives the number that it keeps. */
  int resolve(Mention mention) {
    List<Identifier> blocked = new ArrayList<>(0);
    List<Identifier> naming = rules.strongestFirst(mention.identifiers(), blocked);
    int known = new Naming(partition, rules, changes).leaf(naming);
    int leaf = known == 0 ? changes.create() : known;
    join(mention, naming, blocked, leaf);
    return leaf;
  }

  /**
   * The same for an event of the log, which says what number it keeps.
   *
   * @return the number that its identifiers are linked to already; 0 when none is known
   */
  int resolve(Mention mention, int leaf) {
    List<Identifier> blocked = new ArrayList<>(0);
    List<Identifier> naming = rules.strongestFirst(mention.identifiers(), blocked);
    int known = new Naming(partition, rules, changes).leaf(naming);
    join(mention, naming, blocked, leaf);
    return known;
  }

  private void join(Mention mention, List<Identifier> naming, List<Identifier> blocked, int leaf) {
    partition.reach(leaf);
    changes.because(mention.by(naming));
    new Naming(partition, rules, changes).join(naming, leaf);
    blocked.forEach(identifier -> changes.blocked(leaf, identifier));
  }
}
