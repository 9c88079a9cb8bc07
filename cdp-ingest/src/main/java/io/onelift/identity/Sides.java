package io.onelift.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The two parts that a profile falls into when one of the merges that made it is taken away. */
final class Sides {
  private Sides() {}

  /** The numbers that merges connect with one, itself included. */
  static int[] of(int number, Collection<int[]> merges) {
    Map<Integer, List<Integer>> joined = new HashMap<>();
    for (int[] merge : merges) {
      joined.computeIfAbsent(merge[0], n -> new ArrayList<>()).add(merge[1]);
      joined.computeIfAbsent(merge[1], n -> new ArrayList<>()).add(merge[0]);
    }
    Set<Integer> reached = new LinkedHashSet<>(List.of(number));
    Deque<Integer> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (int next : joined.getOrDefault(open.removeFirst(), List.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
