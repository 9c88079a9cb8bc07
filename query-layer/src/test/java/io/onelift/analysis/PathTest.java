package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ways beside a walk through everybody's events. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  PathTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir java.nio.file.Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  /** How ways are asked for. */
  private record Case(
      String anchor,
      boolean large,
      boolean some,
      boolean split,
      int depth,
      int hours,
      boolean once) {
    static Case random(Random random) {
      return new Case(
          List.of("", "start", "end").get(random.nextInt(3)),
          random.nextBoolean(),
          random.nextInt(3) == 0,
          random.nextInt(3) == 0,
          2 + random.nextInt(4),
          List.of(1, 6, 12).get(random.nextInt(3)),
          random.nextBoolean());
    }

    String json(Split split) {
      return "{"
          + split.json()
          + (anchor.isEmpty()
              ? ""
              : "\""
                  + anchor
                  + "\":{\"event\":\"cart\""
                  + (large ? ",\"where\":[{\"property\":\"amount\",\"gte\":40}]}," : "},"))
          + (some ? "\"events\":[{\"event\":\"view\"},{\"event\":\"pay\"}]," : "")
          + (this.split ? "\"split_by\":\"item\"," : "")
          + "\"depth\":"
          + depth
          + ",\"session\":\""
          + hours
          + "h\",\"loops\":\""
          + (once ? "collapse" : "keep")
          + "\",\"top\":50}";
    }

    boolean isAnchor(Happening e) {
      return e.event().equals("cart") && (!large || (e.amount() != null && e.amount() >= 40));
    }

    boolean counts(Happening e) {
      return Split.inRange(e.time())
          && (!some
              || List.of("view", "pay").contains(e.event())
              || (!anchor.isEmpty() && isAnchor(e)));
    }

    String place(Happening e) {
      return split ? e.event() + ": " + (e.item() == null ? "" : e.item()) : e.event();
    }

    /** The places of each session of one person. */
    List<List<String>> ways(List<Happening> events) {
      Predicate<Happening> isAnchor = this::isAnchor;
      List<List<Happening>> sessions = new ArrayList<>();
      Instant last = Instant.MIN;
      for (Happening event :
          events.stream()
              .filter(this::counts)
              .sorted(
                  Comparator.comparing(Happening::time)
                      .thenComparing(Happening::event)
                      .thenComparing(e -> !anchor.isEmpty() && isAnchor.test(e))
                      .thenComparing(this::place))
              .toList()) {
        if (last.equals(Instant.MIN) || last.plusSeconds(hours * 3600L).isBefore(event.time())) {
          sessions.add(new ArrayList<>());
        }
        sessions.getLast().add(event);
        last = event.time();
      }
      List<List<String>> ways = new ArrayList<>();
      for (List<Happening> session : sessions) {
        if (anchor.equals("end")) {
          Collections.reverse(session);
        }
        List<String> way = new ArrayList<>();
        boolean begun = anchor.isEmpty();
        for (Happening event : session) {
          begun |= isAnchor(event);
          if (begun && way.size() < depth) {
            String place = place(event);
            if (!once || way.isEmpty() || !way.getLast().equals(place)) {
              way.add(place);
            }
          }
        }
        if (!way.isEmpty()) {
          ways.add(way);
        }
      }
      return ways;
    }
  }

  @Test
  void stepsAreThoseOfEverySession() {
    Random random = new Random(13);
    for (int i = 0; i < 20; i++) {
      Case one = Case.random(random);
      Split split = new Split("", random.nextInt(3) == 0, false, false, random.nextInt(4) == 0);
      Map<List<Object>, List<Integer>> expected = new HashMap<>();
      split
          .people(project)
          .forEach(
              person ->
                  one.ways(Split.of(project, person))
                      .forEach(
                          way -> {
                            for (int s = 1; s < one.depth && s <= way.size(); s++) {
                              String here = way.get(s - 1);
                              String next = s < way.size() ? way.get(s) : null;
                              for (List<Object> key :
                                  split.keys(project, person, Split.FROM, null)) {
                                key.add((long) s);
                                key.add(one.anchor.equals("end") ? next : here);
                                key.add(one.anchor.equals("end") ? here : next);
                                expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(person);
                              }
                            }
                          }));
      String json = one.json(split);
      Map<List<Object>, List<Object>> found = new HashMap<>();
      int width = split.width() + 3;
      for (List<Object> row : project.rows("path", json)) {
        found.put(row.subList(0, width), row.subList(width, row.size()));
        if (random.nextInt(8) == 0) {
          Map<String, Object> cell = split.cell(row);
          cell.put("step", row.get(width - 3));
          cell.put("from", row.get(width - 2));
          cell.put("to", row.get(width - 1));
          assertThat(project.members("path", json, "users", cell).getLongCardinality())
              .as("%s of %s", row, json)
              .isEqualTo(row.getLast());
        }
      }
      Map<List<Object>, List<Object>> figures = new HashMap<>();
      expected.forEach(
          (key, people) ->
              figures.put(key, List.of((long) people.size(), people.stream().distinct().count())));
      assertThat(found).as(json).isEqualTo(figures);
    }
  }

  @Test
  void theLargestPlacesOfEachStepStay() {
    String json = "{" + Split.NONE.json() + "\"session\":\"6h\",\"depth\":3,\"top\":%d}";
    AnalysisResult all = project.ask("path", json.formatted(50));
    AnalysisResult two = project.ask("path", json.formatted(2));
    assertThat(all.answer().truncated()).isFalse();
    assertThat(two.answer().truncated()).isTrue();
    Map<Object, Long> firsts = new HashMap<>();
    for (List<Object> row : all.answer().rows()) {
      if (row.getFirst().equals(1L)) {
        firsts.merge(row.get(1), (Long) row.get(3), Long::sum);
      }
    }
    List<Object> largest =
        firsts.entrySet().stream()
            .sorted(Map.Entry.<Object, Long>comparingByValue().reversed())
            .limit(2)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(
            two.answer().rows().stream()
                .filter(row -> row.getFirst().equals(1L))
                .map(row -> row.get(1))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(largest);
    assertThat(all.answer().rows()).containsAll(two.answer().rows());
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"start":{"event":"view"},"end":{"event":"pay"},"depth":11,"loops":"cut",
         "split_by":"colour","by":[{"dimension":"city"}],"grain":"day"}
        """;
    assertThatThrownBy(() -> project.ask("path", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .containsAll(
                        Arrays.asList("/end", "/depth", "/loops", "/split_by", "/by", "/grain")));
  }
}
