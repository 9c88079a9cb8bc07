package io.onelift.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartitionPropertiesTest {
  @Property(tries = 200)
  void givesThePartitionOfAPlainUnionFindInAnyOrder(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int links) {
    check(random, links, links);
  }

  @Property(tries = 1)
  void givesThePartitionOfAPlainUnionFindOnAHundredThousandLinks(@ForAll Random random) {
    check(random, 100_000, 120_000);
  }

  private static void check(Random random, int links, int values) {
    List<List<Identifier>> events = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      Identifier one = new Identifier("phone", "p" + random.nextInt(values));
      Identifier other = Identifier.anonymous("a" + random.nextInt(values));
      events.add(random.nextInt(4) == 0 ? List.of(one) : List.of(one, other));
    }
    Set<Set<Identifier>> expected = plain(events);
    assertThat(partition(events)).isEqualTo(expected);
    Collections.shuffle(events, random);
    assertThat(partition(events)).isEqualTo(expected);
  }

  private static Set<Set<Identifier>> partition(List<List<Identifier>> events) {
    People people = new People(People.unlimited());
    events.forEach(people::leaf);
    Partition partition = people.partition;
    Map<Integer, Set<Identifier>> sets = new HashMap<>();
    for (List<Identifier> event : events) {
      for (Identifier identifier : event) {
        int profile = partition.find(identifier);
        assertThat(partition.members(profile)).contains(profile);
        sets.computeIfAbsent(profile, p -> new HashSet<>()).add(identifier);
      }
    }
    return Set.copyOf(sets.values());
  }

  /** The oracle: sets of identifiers, merged by copying. */
  private static Set<Set<Identifier>> plain(List<List<Identifier>> events) {
    Map<Identifier, Set<Identifier>> sets = new HashMap<>();
    for (List<Identifier> event : events) {
      Set<Identifier> joined =
          sets.computeIfAbsent(event.getFirst(), PartitionPropertiesTest::alone);
      for (Identifier identifier : event) {
        Set<Identifier> other = sets.computeIfAbsent(identifier, PartitionPropertiesTest::alone);
        Set<Identifier> small = joined.size() < other.size() ? joined : other;
        Set<Identifier> large = joined.size() < other.size() ? other : joined;
        if (!joined.contains(identifier)) {
          large.addAll(small);
          small.forEach(i -> sets.put(i, large));
        }
        joined = large;
      }
    }
    Set<Set<Identifier>> partition = new HashSet<>();
    sets.values().forEach(set -> partition.add(Set.copyOf(set)));
    return partition;
  }

  private static Set<Identifier> alone(Identifier identifier) {
    return new HashSet<>(Set.of(identifier));
  }
}
