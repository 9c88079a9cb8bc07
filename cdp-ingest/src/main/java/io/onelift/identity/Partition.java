package io.onelift.identity;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import io.onelift.event.Identifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which identifiers are one person: a compact table from identifiers to profile numbers, and sets
 * of numbers that became one. An identifier keeps the number it was first linked to, its leaf; the
 * root of a set, its lowest number, is the profile's number. About 8 bytes a number, a byte a
 * number for every type, and 30 bytes an identifier.
 *
 * <p>A root is one step away from each of its numbers: joining rewrites those of the side that
 * loses, which the rules keep few. Every change can be taken back in the reverse order. Not safe
 * for use by several threads at once.
 */
final class Partition {
  private final FingerprintTable leafs = new FingerprintTable();
  private int[] roots = new int[1024];

  /** The numbers of each set in a ring, so that they can be listed without searching. */
  private int[] rings = new int[1024];

  /** By type, in an order that does not depend on what came first. */
  private final SortedMap<String, Tally> tallies = new TreeMap<>();

  /** Numbers that an unmerge put apart; both ways. */
  private final Map<Integer, Set<Integer>> apart = new HashMap<>();

  private int last;
  private long aliases;

  int last() {
    return last;
  }

  long identifiers() {
    return leafs.size();
  }

  /** The profile of an identifier, or 0 when it is unknown. */
  int find(Identifier identifier) {
    int leaf = leaf(identifier);
    int named = leaf == 0 ? former(identifier) : leaf;
    return named == 0 ? 0 : roots[named];
  }

  /** The number that an identifier was linked to, or 0. */
  int leaf(Identifier identifier) {
    return leafs.get(fingerprint(identifier));
  }

  /** The number of a user or anonymous id that an alias named as the former one, or 0. */
  int former(Identifier identifier) {
    boolean nameable =
        identifier.type().equals(Identifier.USER_ID)
            || identifier.type().equals(Identifier.ANONYMOUS_ID);
    return aliases == 0 || !nameable
        ? 0
        : leaf(new Identifier(Identifier.PREVIOUS_ID, identifier.value()));
  }

  boolean has(int number) {
    return number > 0 && number <= last;
  }

  /** The number that a profile has after all merges. */
  int root(int number) {
    return roots[number];
  }

  /** Every number that became this profile, the given one first. */
  int[] members(int number) {
    IntStream.Builder members = IntStream.builder();
    int member = number;
    do {
      members.add(member);
      member = rings[member];
    } while (member != number);
    return members.build().toArray();
  }

  /** How many numbers are one profile; counts no further than asked. */
  int size(int number, int upTo) {
    int size = 1;
    for (int member = rings[number]; member != number && size < upTo; member = rings[member]) {
      size++;
    }
    return size;
  }

  /** How many identifiers of a type a profile has. */
  int count(String type, int number) {
    Tally tally = tallies.get(type);
    return tally == null ? 0 : count(tally, number);
  }

  int count(Tally tally, int number) {
    int count = tally.of(number);
    for (int member = rings[number]; member != number; member = rings[member]) {
      count += tally.of(member);
    }
    return count;
  }

  /** The counts of every type that was ever linked. */
  Map<String, Tally> tallies() {
    return tallies;
  }

  Tally tally(String type) {
    return tallies.computeIfAbsent(type, t -> new Tally());
  }

  int create() {
    reach(last + 1);
    return last;
  }

  /** Makes all numbers up to this one exist. */
  void reach(int number) {
    if (number < 0) {
      throw new IllegalStateException("Profile numbers have run out");
    }
    if (number >= roots.length) {
      int capacity = Math.max(number + 1, roots.length + roots.length / 2);
      roots = Arrays.copyOf(roots, capacity);
      rings = Arrays.copyOf(rings, capacity);
    }
    while (last < number) {
      last++;
      roots[last] = last;
      rings[last] = last;
    }
  }

  void link(Identifier identifier, int leaf) {
    link(fingerprint(identifier), identifier.type(), leaf);
  }

  void link(Fingerprint identifier, String type, int leaf) {
    reach(leaf);
    leafs.put(identifier, leaf);
    tally(type).add(leaf, 1);
    aliases += type.equals(Identifier.PREVIOUS_ID) ? 1 : 0;
  }

  void unlink(Identifier identifier) {
    int leaf = leafs.remove(fingerprint(identifier));
    if (leaf != 0) {
      tally(identifier.type()).add(leaf, -1);
      aliases -= identifier.type().equals(Identifier.PREVIOUS_ID) ? 1 : 0;
    }
  }

  /** Forgets every identifier that is linked to one of these numbers. */
  void unlinkAll(Set<Integer> numbers) {
    leafs.removeIf(numbers::contains);
    tallies.values().forEach(tally -> numbers.forEach(number -> tally.set(number, 0)));
  }

  /** Hands over every identifier's fingerprint and the number it is linked to. */
  void forEach(FingerprintTable.Each each) {
    leafs.forEach(each);
  }

  /** The number that a fingerprint is linked to, or 0. */
  int leaf(long high, long low) {
    return leafs.get(high, low);
  }

  /** Makes two profiles one, the lower number winning; nothing happens when they are. */
  void join(int one, int other) {
    int winner = Math.min(roots[one], roots[other]);
    int loser = Math.max(roots[one], roots[other]);
    if (winner != loser) {
      settle(loser, winner);
      swap(loser, winner);
    }
  }

  /** Takes back the latest {@link #join} of these two roots. */
  void unjoin(int loser, int winner) {
    swap(loser, winner);
    settle(loser, loser);
  }

  /** Swapping the successors of two members joins two rings, and parts one. */
  private void swap(int loser, int winner) {
    int next = rings[loser];
    rings[loser] = rings[winner];
    rings[winner] = next;
  }

  private void settle(int ring, int root) {
    int member = ring;
    do {
      roots[member] = root;
      member = rings[member];
    } while (member != ring);
  }

  /** Makes these numbers a profile of their own; what is left of theirs must be made one too. */
  void gather(int[] members) {
    int root = Arrays.stream(members).min().orElseThrow();
    for (int i = 0; i < members.length; i++) {
      roots[members[i]] = root;
      rings[members[i]] = members[(i + 1) % members.length];
    }
  }

  /** Says that the profiles of two numbers are never one again. */
  void part(int one, int other) {
    apart.computeIfAbsent(one, n -> new HashSet<>()).add(other);
    apart.computeIfAbsent(other, n -> new HashSet<>()).add(one);
  }

  /** Whether an unmerge keeps these two profiles from being one. */
  boolean areApart(int one, int other) {
    if (apart.isEmpty()) {
      return false;
    }
    for (int member : members(one)) {
      for (int parted : apart.getOrDefault(member, Set.of())) {
        if (roots[parted] == roots[other]) {
          return true;
        }
      }
    }
    return false;
  }

  /** ClickHouse computes the same: {@code murmurHash3_128(concat(type, '\0', value))}. */
  static Fingerprint fingerprint(Identifier identifier) {
    return Fingerprint.of(identifier.key());
  }
}
