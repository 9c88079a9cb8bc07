package io.onelift.identity;

import io.onelift.event.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A partition that is told of events by their identifiers alone, without a warehouse. */
final class People {
  final Partition partition = new Partition();
  final Changes changes = new Changes(partition);
  private final IdentityRules.Reading rules;
  private int events;

  People(IdentityRules rules) {
    this.rules = rules.reading();
  }

  /** Rules that refuse and block nothing. */
  static IdentityRules unlimited() {
    return new IdentityRules(
        List.of(),
        Integer.MAX_VALUE / 2,
        java.util.Set.of(),
        java.util.Set.of(),
        Integer.MAX_VALUE / 2);
  }

  /** The number that an event with these identifiers keeps. */
  int leaf(List<Identifier> identifiers) {
    List<Identifier> blocked = new ArrayList<>();
    List<Identifier> naming = rules.strongestFirst(identifiers, blocked);
    changes.because(new Mention(1, events, "m" + events++, Instant.EPOCH, naming));
    Naming way = new Naming(partition, rules, changes);
    int known = way.leaf(naming);
    int leaf = known == 0 ? changes.create() : known;
    way.join(naming, leaf);
    blocked.forEach(identifier -> changes.blocked(leaf, identifier));
    return leaf;
  }

  /** The profile of an event with these identifiers. */
  int profile(Identifier... identifiers) {
    return partition.root(leaf(List.of(identifiers)));
  }

  /** What the ledger says, in short. */
  List<String> ledger() {
    return changes.entries().stream()
        .map(
            entry ->
                switch (entry.kind()) {
                  case MERGE -> "merged " + entry.loser() + " into " + entry.winner();
                  case REFUSED, GUARDED, BLOCKED, UNMERGE ->
                      entry.kind().key() + " " + entry.identifier().orElseThrow().value();
                })
        .toList();
  }
}
