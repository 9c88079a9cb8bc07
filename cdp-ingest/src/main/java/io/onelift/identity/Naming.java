package io.onelift.identity;

import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds the number that an event keeps, and joins what its identifiers name, as far as the rules
 * allow. What is left out of the link is always the weaker identifier.
 *
 * <pre>
 *  identifiers, strongest first ─ leaf ─► the number that the event keeps (0: a new one)
 *                               └ join ─► unknown ones linked to it, other profiles joined with it
 * </pre>
 *
 * The two are apart because the log keeps the number: {@link #join} decides the same whether the
 * event has just come or is read from the log again.
 */
final class Naming {
  private final Partition partition;
  private final IdentityRules.Reading rules;
  private final Changes changes;

  Naming(Partition partition, IdentityRules.Reading rules, Changes changes) {
    this.partition = partition;
    this.rules = rules;
    this.changes = changes;
  }

  /**
   * The number of the strongest identifier that is known and whose profile can take the unknown
   * ones that are stronger; 0 when there is none.
   */
  int leaf(List<Identifier> identifiers) {
    Unknown unknown = new Unknown();
    for (Identifier identifier : identifiers) {
      int known = partition.leaf(identifier);
      if (known != 0) {
        if (unknown.fit(known, false)) {
          return known;
        }
      } else {
        int former = partition.former(identifier);
        if (former != 0 && unknown.fit(former, true)) {
          return former;
        }
        unknown.add(identifier);
      }
      if (identifier.type().equals(Identifier.PREVIOUS_ID)) {
        int user = partition.leaf(Identifier.user(identifier.value()));
        if (user != 0 && unknown.fit(user, true)) {
          return user;
        }
        int visitor = partition.leaf(Identifier.anonymous(identifier.value()));
        if (visitor != 0 && unknown.fit(visitor, false)) {
          return visitor;
        }
      }
    }
    return 0;
  }

  /** The unknown identifiers of an event that are to be linked to its number. */
  private final class Unknown {
    private final List<Identifier> identifiers = new ArrayList<>(4);

    /** Adds one, unless the event alone has too many of its type. */
    void add(Identifier identifier) {
      OptionalInt limit = rules.limit(identifier.type());
      if (limit.isEmpty() || count(identifier.type()) < limit.getAsInt()) {
        identifiers.add(identifier);
      }
    }

    int count(String type) {
      int count = 0;
      for (Identifier identifier : identifiers) {
        count += identifier.type().equals(type) ? 1 : 0;
      }
      return count;
    }

    /**
     * Whether a profile can take them.
     *
     * @param declared true when an alias says so: it may join two user ids
     */
    boolean fit(int number, boolean declared) {
      for (Identifier identifier : identifiers) {
        String type = identifier.type();
        OptionalInt limit = rules.limit(type);
        boolean exempt = declared && type.equals(Identifier.USER_ID);
        if (limit.isPresent()
            && !exempt
            && partition.count(type, number) + count(type) > limit.getAsInt()) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Links and joins.
   *
   * @param leaf the number that the event keeps
   */
  void join(List<Identifier> identifiers, int leaf) {
    partition.reach(leaf);
    new Joining(leaf).all(identifiers);
  }

  private final class Joining {
    private final int leaf;
    private final Unknown unknown = new Unknown();

    Joining(int leaf) {
      this.leaf = leaf;
    }

    void all(List<Identifier> identifiers) {
      for (Identifier identifier : identifiers) {
        int known = partition.leaf(identifier);
        if (known != 0) {
          claim(known, false, identifier);
        } else {
          take(identifier);
        }
        if (identifier.type().equals(Identifier.PREVIOUS_ID)) {
          int user = partition.leaf(Identifier.user(identifier.value()));
          if (user != 0) {
            claim(user, true, identifier);
          }
          int visitor = partition.leaf(Identifier.anonymous(identifier.value()));
          if (visitor != 0) {
            claim(visitor, false, identifier);
          }
        }
      }
      for (Identifier identifier : unknown.identifiers) {
        changes.link(identifier, leaf);
      }
    }

    private void take(Identifier identifier) {
      int former = partition.former(identifier);
      boolean declared = former != 0 && claim(former, true, identifier);
      String type = identifier.type();
      OptionalInt limit = rules.limit(type);
      boolean exempt = declared && type.equals(Identifier.USER_ID);
      if (limit.isPresent()
          && !exempt
          && partition.count(type, leaf) + unknown.count(type) >= limit.getAsInt()) {
        changes.refused(leaf, leaf, identifier, Reason.LIMIT, type, limit.getAsInt());
      } else {
        unknown.identifiers.add(identifier);
      }
    }

    /**
     * The identifier belongs to a profile: joins it where the rules allow.
     *
     * @return whether it and the event are one person now
     */
    private boolean claim(int other, boolean declared, Identifier cause) {
      int mine = partition.root(leaf);
      int theirs = partition.root(other);
      if (mine == theirs) {
        return true;
      }
      for (Map.Entry<String, Tally> tally : partition.tallies().entrySet()) {
        String type = tally.getKey();
        OptionalInt limit = rules.limit(type);
        if (limit.isEmpty() || (declared && type.equals(Identifier.USER_ID))) {
          continue;
        }
        int more = partition.count(tally.getValue(), theirs);
        if (more > 0
            && more + partition.count(tally.getValue(), mine) + unknown.count(type)
                > limit.getAsInt()) {
          changes.refused(leaf, other, cause, Reason.LIMIT, type, limit.getAsInt());
          return false;
        }
      }
      if (partition.areApart(mine, theirs)) {
        changes.refused(leaf, other, cause, Reason.UNMERGED, "", 0);
        return false;
      }
      int most = rules.rules().maxProfiles();
      if (partition.size(mine, most) + partition.size(theirs, most) > most) {
        changes.refused(leaf, other, cause, Reason.TOO_MANY_PROFILES, "", most);
        return false;
      }
      boolean alias = declared || cause.type().equals(Identifier.PREVIOUS_ID);
      changes.join(leaf, other, cause, alias ? Reason.ALIAS : Reason.SAME_EVENT);
      return true;
    }
  }
}
