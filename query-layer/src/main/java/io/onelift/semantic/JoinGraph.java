package io.onelift.semantic;

import io.onelift.semantic.Join.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tables a row of one table reaches. A way is the shortest chain of joins that each find one
 * row at most; among equally short ones, that whose weakest join is believed most.
 */
final class JoinGraph {
  private static final int LONGEST = 4;
  private static final int MOST_WAYS = 16;

  private final List<Join> joins;
  private final List<Join> edges = new ArrayList<>();

  JoinGraph(List<Join> joins) {
    this.joins = List.copyOf(joins);
    for (Join join : joins) {
      edges.add(join);
      edges.add(join.reversed());
    }
  }

  List<Join> joins() {
    return joins;
  }

  /**
   * The way from the rows of a table to those of another.
   *
   * @param via a column of {@code from} that the way starts with; empty text when any may
   */
  Route route(String from, String to, String via) {
    if (from.equals(to)) {
      return new Route.Found(List.of());
    }
    Predicate<Join> start = join -> via.isEmpty() || join.column().equals(via);
    List<List<Join>> ways = ways(from, to, start, join -> join.cardinality().toOne());
    if (ways.isEmpty()) {
      List<List<Join>> any = ways(from, to, start, _ -> true);
      return any.isEmpty()
          ? new Route.None()
          : new Route.FansOut(
              any.getFirst().stream()
                  .filter(join -> !join.cardinality().toOne())
                  .findFirst()
                  .orElseThrow());
    }
    Origin best =
        ways.stream().map(JoinGraph::weakest).min(Comparator.naturalOrder()).orElseThrow();
    List<List<Join>> chosen = ways.stream().filter(way -> weakest(way) == best).toList();
    return chosen.size() == 1
        ? new Route.Found(chosen.getFirst())
        : new Route.Ambiguous(chosen.stream().map(List::getFirst).distinct().toList());
  }

  private static Origin weakest(List<Join> way) {
    return way.stream().map(Join::origin).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** The shortest ways, all of them. */
  private List<List<Join>> ways(
      String from, String to, Predicate<Join> start, Predicate<Join> passable) {
    Map<String, List<List<Join>>> front = new LinkedHashMap<>();
    front.put(from, List.of(List.of()));
    Set<String> seen = new HashSet<>(Set.of(from));
    for (int length = 1; length <= LONGEST && !front.isEmpty(); length++) {
      Map<String, List<List<Join>>> next = new LinkedHashMap<>();
      for (Map.Entry<String, List<List<Join>>> entry : front.entrySet()) {
        for (Join edge : edges) {
          boolean open = length > 1 || start.test(edge);
          if (open
              && edge.table().equals(entry.getKey())
              && !seen.contains(edge.toTable())
              && passable.test(edge)) {
            extend(next.computeIfAbsent(edge.toTable(), _ -> new ArrayList<>()), entry, edge);
          }
        }
      }
      if (next.containsKey(to)) {
        return next.get(to);
      }
      seen.addAll(next.keySet());
      front = next;
    }
    return List.of();
  }

  private static void extend(
      List<List<Join>> ways, Map.Entry<String, List<List<Join>>> reached, Join edge) {
    for (List<Join> way : reached.getValue()) {
      if (ways.size() < MOST_WAYS) {
        List<Join> longer = new ArrayList<>(way);
        longer.add(edge);
        ways.add(List.copyOf(longer));
      }
    }
  }
}
