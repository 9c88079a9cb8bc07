package io.onelift.identity;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which identifiers are one person: a compact table from identifiers to profile numbers and a
 * union-find over the numbers. About 28 bytes a profile and 30 bytes an identifier.
 *
 * <p>Of two profiles that merge, the lower number wins. A profile has at most one user id: what
 * would join two is left out of the link and reported as refused. Only an alias may join two user
 * ids, because it says so. Not safe for use by several threads at once.
 */
final class Partition {
  /** Told of every change, in order. */
  interface Journal {
    void created(int profile);

    void linked(Identifier identifier, int profile);

    /**
     * @param members every number that was the loser until now, itself included
     */
    void merged(int loser, int winner, int[] members, Identifier cause);

    /**
     * @param other the profile that was not joined, or 0 when the cause is a second user id of the
     *     same event
     */
    void refused(int kept, int other, Identifier cause);
  }

  private final FingerprintTable numbers = new FingerprintTable();
  private int[] parents = new int[1024];

  /** The members of each set in a ring, so that they can be listed without searching. */
  private int[] rings = new int[1024];

  private final BitSet users = new BitSet();
  private int last;
  private long aliases;

  int last() {
    return last;
  }

  long identifiers() {
    return numbers.size();
  }

  /** The profile of an identifier, or 0 when it is unknown. */
  int find(Identifier identifier) {
    int number = number(identifier);
    return number == 0 ? 0 : root(number);
  }

  boolean has(int number) {
    return number > 0 && number <= last;
  }

  /** The number that a profile has after all merges. */
  int root(int number) {
    int root = number;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  /** Every number that became this profile, itself included. */
  int[] members(int number) {
    IntStream.Builder members = IntStream.builder();
    int member = number;
    do {
      members.add(member);
      member = rings[member];
    } while (member != number);
    return members.build().toArray();
  }

  // Loading: overrides after the links that they speak of.

  void load(Fingerprint fingerprint, int number, boolean user, boolean alias) {
    reach(number);
    numbers.put(fingerprint, number);
    aliases += alias ? 1 : 0;
    if (user) {
      users.set(number);
    }
  }

  /** Applies a merge that was decided before; false when it is in effect already. */
  boolean load(int loser, int winner) {
    reach(Math.max(loser, winner));
    int from = root(loser);
    int to = root(winner);
    if (from == to) {
      return false;
    }
    join(Math.max(from, to), Math.min(from, to));
    return true;
  }

  /**
   * The profile that these identifiers name, created or merged as needed.
   *
   * @param identifiers strongest first
   */
  int resolve(List<Identifier> identifiers, Journal journal) {
    Naming naming = new Naming(journal);
    for (Identifier identifier : identifiers) {
      naming.add(identifier);
    }
    return naming.settle();
  }

  /** One call's way to its profile. */
  private final class Naming {
    private final Journal journal;
    private final List<Identifier> unknown = new ArrayList<>(4);
    private final List<Refusal> refusals = new ArrayList<>(0);
    private int profile;

    /** Whether the profile has its one user id, or gets it from an unknown one. */
    private boolean taken;

    Naming(Journal journal) {
      this.journal = journal;
    }

    void add(Identifier identifier) {
      int number = numbers.get(fingerprint(identifier));
      if (number != 0) {
        claim(root(number), false, identifier);
      } else {
        addUnknown(identifier);
      }
      if (identifier.type().equals(Identifier.PREVIOUS_ID)) {
        int user = numbers.get(fingerprint(Identifier.user(identifier.value())));
        if (user != 0) {
          claim(root(user), true, identifier);
        }
        int anonymous = numbers.get(fingerprint(Identifier.anonymous(identifier.value())));
        if (anonymous != 0) {
          claim(root(anonymous), false, identifier);
        }
      }
    }

    private void addUnknown(Identifier identifier) {
      boolean user = identifier.type().equals(Identifier.USER_ID);
      int former = former(identifier);
      if (former != 0) {
        claim(root(former), true, identifier);
      } else if (user && taken) {
        refusals.add(new Refusal(0, identifier));
        return;
      }
      unknown.add(identifier);
      taken |= user;
    }

    /** The identifier belongs to a profile: join it, unless that would put two user ids in one. */
    private void claim(int other, boolean declared, Identifier cause) {
      if (other == profile) {
        return;
      }
      if (taken && users.get(other) && !declared) {
        refusals.add(new Refusal(other, cause));
        return;
      }
      taken |= users.get(other);
      if (profile == 0) {
        profile = other;
        return;
      }
      int winner = Math.min(profile, other);
      int loser = Math.max(profile, other);
      journal.merged(loser, winner, members(loser), cause);
      join(loser, winner);
      profile = winner;
    }

    int settle() {
      if (profile == 0) {
        profile = create();
        journal.created(profile);
      }
      for (Identifier identifier : unknown) {
        link(identifier, profile, journal);
      }
      for (Refusal refusal : refusals) {
        journal.refused(profile, refusal.other(), refusal.cause());
      }
      return profile;
    }
  }

  /** A profile that an identifier must not join; 0 when it is a second user id of one event. */
  private record Refusal(int other, Identifier cause) {}

  private void join(int loser, int winner) {
    parents[loser] = winner;
    int swap = rings[loser];
    rings[loser] = rings[winner];
    rings[winner] = swap;
    if (users.get(loser)) {
      users.set(winner);
    }
  }

  private void link(Identifier identifier, int profile, Journal journal) {
    numbers.put(fingerprint(identifier), profile);
    switch (identifier.type()) {
      case Identifier.USER_ID -> users.set(profile);
      case Identifier.PREVIOUS_ID -> aliases++;
      default -> {}
    }
    journal.linked(identifier, profile);
  }

  /** The number of an unknown user or anonymous id that an alias named before. */
  private int former(Identifier identifier) {
    boolean nameable =
        identifier.type().equals(Identifier.USER_ID)
            || identifier.type().equals(Identifier.ANONYMOUS_ID);
    return aliases == 0 || !nameable
        ? 0
        : numbers.get(fingerprint(new Identifier(Identifier.PREVIOUS_ID, identifier.value())));
  }

  private int number(Identifier identifier) {
    int number = numbers.get(fingerprint(identifier));
    return number == 0 ? former(identifier) : number;
  }

  private int create() {
    reach(last + 1);
    return last;
  }

  private void reach(int number) {
    if (number < 0) {
      throw new IllegalStateException("Profile numbers have run out");
    }
    if (number >= parents.length) {
      int capacity = Math.max(number + 1, parents.length + parents.length / 2);
      parents = Arrays.copyOf(parents, capacity);
      rings = Arrays.copyOf(rings, capacity);
    }
    while (last < number) {
      last++;
      parents[last] = last;
      rings[last] = last;
    }
  }

  /** ClickHouse computes the same: {@code murmurHash3_128(concat(type, '\0', value))}. */
  static Fingerprint fingerprint(Identifier identifier) {
    return Fingerprint.of(identifier.type() + '\0' + identifier.value());
  }
}
