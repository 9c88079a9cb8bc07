package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions beside a walk through everybody's events. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  SessionTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private record Visit(int person, List<Happening> events) {
    double seconds() {
      return Duration.between(events.getFirst().time(), events.getLast().time()).toMillis()
          / 1000.0;
    }
  }

  private List<Visit> visits(int person, boolean views, Duration timeout, boolean entry) {
    Comparator<Happening> order = Comparator.comparing(Happening::time);
    if (entry) {
      order = order.thenComparing(Happening::event);
    }
    order = order.thenComparing(Happening::item, Comparator.nullsLast(Comparator.naturalOrder()));
    Instant end = Split.TO.plus(Duration.ofDays(1));
    List<Visit> visits = new ArrayList<>();
    Instant last = Instant.MIN;
    for (Happening event :
        Split.of(project, person).stream()
            .filter(e -> !views || e.event().equals("view"))
            .filter(e -> e.time().isBefore(end))
            .sorted(order)
            .toList()) {
      if (last.equals(Instant.MIN) || last.plus(timeout).isBefore(event.time())) {
        visits.add(new Visit(person, new ArrayList<>()));
      }
      visits.getLast().events.add(event);
      last = event.time();
    }
    return visits.stream().filter(visit -> Split.inRange(visit.events.getFirst().time())).toList();
  }

  @Test
  void sessionsAreRunsOfEvents() {
    Random random = new Random(9);
    for (int i = 0; i < 20; i++) {
      Split split = Split.random(random);
      int hours = List.of(1, 6, 12, 18).get(random.nextInt(4));
      boolean views = random.nextBoolean();
      boolean entry = random.nextInt(3) == 0;
      String json =
          "{"
              + split.json()
              + "\"timeout\":\""
              + hours
              + "h\",\"entry\":"
              + entry
              + (views ? ",\"events\":[{\"event\":\"view\"}]}" : "}");
      Map<List<Object>, List<Visit>> expected = new HashMap<>();
      split
          .people(project)
          .forEach(
              person -> {
                for (Visit visit : visits(person, views, Duration.ofHours(hours), entry)) {
                  Happening first = visit.events.getFirst();
                  for (List<Object> key : split.keys(project, person, first.time(), first.item())) {
                    if (entry) {
                      key.add(first.event());
                    }
                    expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(visit);
                  }
                }
              });
      Set<List<Object>> seen = new HashSet<>();
      int width = split.width() + (entry ? 1 : 0);
      for (List<Object> row : project.rows("session", json)) {
        List<Object> key = new ArrayList<>(row.subList(0, width));
        List<Visit> all = expected.getOrDefault(key, List.of());
        long users = all.stream().map(Visit::person).distinct().count();
        assertThat(row.subList(width, width + 2))
            .as("%s of %s", row, json)
            .isEqualTo(List.of((long) all.size(), users));
        if (all.isEmpty()) {
          continue;
        }
        seen.add(key);
        List<Double> seconds = all.stream().map(Visit::seconds).sorted().toList();
        List<Double> figures =
            List.of(
                all.stream().mapToInt(v -> v.events.size()).average().orElseThrow(),
                seconds.stream().mapToDouble(s -> s).average().orElseThrow(),
                seconds.get(seconds.size() / 2),
                (double) all.stream().filter(v -> v.events.size() == 1).count() / all.size());
        for (int f = 0; f < figures.size(); f++) {
          assertThat(((Number) row.get(width + 2 + f)).doubleValue())
              .as("%s of %s", row, json)
              .isBetween(figures.get(f) - 1e-6, figures.get(f) + 1e-6);
        }
        if (random.nextInt(6) == 0) {
          Map<String, Object> cell = split.cell(row);
          if (entry) {
            cell.put("entry", row.get(width - 1));
          }
          assertThat(project.members("session", json, "users", cell).getLongCardinality())
              .isEqualTo(users);
        }
      }
      assertThat(seen).as(json).isEqualTo(expected.keySet());
    }
  }

  @Test
  void midnightEndsNoSessionAndNeighbouringRangesAddUp() {
    long both = sessions("2026-10-03", "2026-10-12");
    assertThat(sessions("2026-10-03", "2026-10-07") + sessions("2026-10-07", "2026-10-12"))
        .isEqualTo(both);
  }

  private long sessions(String from, String to) {
    String json =
        "{\"range\":{\"from\":\"%s\",\"to\":\"%s\"},\"timeout\":\"6h\"}".formatted(from, to);
    return (Long) project.rows("session", json).getFirst().getFirst();
  }

  @Test
  void noSessionHasNoFigures() {
    String json =
        "{"
            + Split.NONE.json()
            + "\"events\":[{\"event\":\"view\",\"where\":[{\"property\":\"amount\",\"gte\":1000}]}]}";
    assertThat(project.rows("session", json))
        .containsExactly(Arrays.asList(0L, 0L, null, null, null, null));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                project.ask(
                    "session",
                    "{\"timeout\":\"soon\",\"events\":[{\"event\":\"vieww\"}],\"entry\":1}"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/timeout", "/events/0/event", "/entry"));
  }
}
