package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Intervals beside a look at every pair of events. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntervalTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  IntervalTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private record Found(int person, Instant at, double seconds, String item) {}

  /** Which events are meant, in JSON and as a test. */
  private record Condition(String json, Predicate<Happening> test) {
    static Condition random(Random random) {
      String name =
          random.nextInt(6) == 0
              ? "*"
              : AnalysisProject.EVENTS.get(random.nextInt(AnalysisProject.EVENTS.size()));
      boolean large = random.nextInt(3) == 0;
      return new Condition(
          "{\"event\":\""
              + name
              + (large ? "\",\"where\":[{\"property\":\"amount\",\"gte\":40}]}" : "\"}"),
          e ->
              (name.equals("*") || e.event().equals(name))
                  && (!large || (e.amount() != null && e.amount() >= 40)));
    }
  }

  private static List<Found> intervals(
      int person, Collection<Happening> events, Condition from, Condition to, long window) {
    List<Found> found = new ArrayList<>();
    for (Happening end : distinct(events.stream().filter(to.test).toList())) {
      Optional<Happening> begin =
          events.stream()
              .filter(from.test)
              .filter(e -> e.time().isBefore(end.time()))
              .max(
                  Comparator.comparing(Happening::time)
                      .thenComparing(
                          Happening::item, Comparator.nullsLast(Comparator.naturalOrder())));
      boolean first =
          begin.isPresent()
              && events.stream()
                  .filter(to.test)
                  .noneMatch(
                      e -> e.time().isAfter(begin.get().time()) && e.time().isBefore(end.time()));
      if (first && Split.inRange(begin.get().time())) {
        long millis = end.time().toEpochMilli() - begin.get().time().toEpochMilli();
        if (millis <= window) {
          found.add(new Found(person, begin.get().time(), millis / 1000.0, begin.get().item()));
        }
      }
    }
    return found;
  }

  /** One of each moment. */
  private static Collection<Happening> distinct(List<Happening> events) {
    return events.stream().collect(Collectors.toMap(Happening::time, e -> e, (a, _) -> a)).values();
  }

  @Test
  void intervalsAreThoseOfThePairs() {
    Random random = new Random(5);
    for (int i = 0; i < 24; i++) {
      Split split = Split.random(random);
      Condition from = Condition.random(random);
      Condition to = Condition.random(random);
      int hours = 6 * (1 + random.nextInt(12));
      boolean held = random.nextInt(4) == 0;
      String json =
          "{"
              + split.json()
              + "\"from\":"
              + from.json
              + ",\"to\":"
              + to.json
              + ",\"window\":\""
              + hours
              + "h\""
              + (held ? ",\"hold_constant\":\"item\"" : "")
              + "}";
      Map<List<Object>, List<Found>> expected = new HashMap<>();
      split
          .people(project)
          .forEach(
              person -> {
                List<Happening> events = Split.of(project, person);
                Collection<List<Happening>> parts =
                    held
                        ? events.stream()
                            .filter(e -> e.item() != null)
                            .collect(Collectors.groupingBy(Happening::item))
                            .values()
                        : List.of(events);
                for (List<Happening> part : parts) {
                  for (Found one : intervals(person, part, from, to, hours * 3_600_000L)) {
                    split
                        .keys(project, person, one.at, one.item)
                        .forEach(
                            key -> expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(one));
                  }
                }
              });
      assertAgree(split, json, expected, random);
    }
  }

  private void assertAgree(
      Split split, String json, Map<List<Object>, List<Found>> expected, Random random) {
    AnalysisResult result = project.ask("interval", json);
    int width = split.width();
    Set<List<Object>> seen = new HashSet<>();
    for (List<Object> row : result.answer().rows()) {
      List<Object> key = new ArrayList<>(row.subList(0, width));
      List<Found> all = expected.getOrDefault(key, List.of());
      List<Double> sorted = all.stream().map(Found::seconds).sorted().toList();
      long users = all.stream().map(Found::person).distinct().count();
      assertThat(row.subList(width, width + 2))
          .as("%s of %s", row, json)
          .isEqualTo(List.of((long) sorted.size(), users));
      if (sorted.isEmpty()) {
        assertThat(row.subList(width + 2, row.size()))
            .isEqualTo(Arrays.asList(null, null, null, null, null, null, null));
        continue;
      }
      seen.add(key);
      double average = sorted.stream().mapToDouble(s -> s).average().orElseThrow();
      assertThat(((Number) row.get(width + 2)).doubleValue())
          .isBetween(average - 1e-6, average + 1e-6);
      List<Double> others =
          row.subList(width + 3, row.size()).stream().map(v -> ((Number) v).doubleValue()).toList();
      assertThat(others)
          .as("%s of %s", row, json)
          .isEqualTo(
              List.of(
                  sorted.getFirst(),
                  at(sorted, .25),
                  at(sorted, .5),
                  at(sorted, .75),
                  at(sorted, .9),
                  sorted.getLast()));
      if (random.nextInt(8) == 0) {
        assertThat(project.members("interval", json, "users", split.cell(row)).getLongCardinality())
            .isEqualTo(users);
      }
    }
    assertThat(seen).as(json).isEqualTo(expected.keySet());
    long bars =
        ((List<?>) result.answer().more().get("histogram"))
            .stream().mapToLong(bar -> (Long) ((Map<?, ?>) bar).get("intervals")).sum();
    assertThat(bars).isEqualTo(expected.values().stream().mapToLong(List::size).sum());
  }

  private static double at(List<Double> sorted, double level) {
    return sorted.get((int) Math.floor(level * sorted.size()));
  }

  @Test
  void nothingHasNoDuration() {
    String json =
        "{"
            + Split.NONE.json()
            + """
            "from":{"event":"view","where":[{"property":"amount","gte":1000}]},"to":{"event":"pay"}}
            """;
    assertThat(project.rows("interval", json))
        .containsExactly(Arrays.asList(0L, 0L, null, null, null, null, null, null, null));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () -> project.ask("interval", "{\"from\":{\"event\":\"vieww\"},\"window\":\"soon\"}"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/from/event", "/to", "/window"));
  }
}
