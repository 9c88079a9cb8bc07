package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** Active days beside a look at every day of every person. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StickinessTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  StickinessTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private static Split split(Random random) {
    Split split = Split.random(random);
    return split.grain().equals("day")
        ? new Split("week", split.audiences(), split.city(), split.item(), split.filter())
        : split;
  }

  @Test
  void daysAreCountedInEveryCell() {
    Random random = new Random(17);
    for (int i = 0; i < 12; i++) {
      Split split = split(random);
      Map<List<Object>, Long> expected = new HashMap<>();
      split
          .people(project)
          .forEach(
              person -> {
                Map<List<Object>, Set<LocalDate>> days = new HashMap<>();
                Split.of(project, person).stream()
                    .filter(e -> e.event().equals("view") && Split.inRange(e.time()))
                    .forEach(
                        e ->
                            split
                                .keys(project, person, e.time(), e.item())
                                .forEach(
                                    key ->
                                        days.computeIfAbsent(key, _ -> new HashSet<>())
                                            .add(Split.day(e.time()))));
                days.forEach(
                    (key, some) -> {
                      List<Object> cell = new ArrayList<>(key);
                      cell.add((long) some.size());
                      expected.merge(cell, 1L, Long::sum);
                    });
              });
      String json = "{" + split.json() + "\"event\":\"view\"}";
      Map<List<Object>, Long> found = new HashMap<>();
      int width = split.width() + 1;
      for (List<Object> row : project.rows("stickiness", json)) {
        if ((Long) row.get(width) > 0) {
          found.put(new ArrayList<>(row.subList(0, width)), (Long) row.get(width));
          if (random.nextInt(5) == 0) {
            Map<String, Object> cell = split.cell(row);
            cell.put("active_days", row.get(width - 1));
            assertThat(project.members("stickiness", json, "users", cell).getLongCardinality())
                .isEqualTo(row.get(width));
          }
        }
      }
      assertThat(found).as(json).isEqualTo(expected);
    }
  }

  @Test
  void ratiosAreOfTheDayTheWeekAndTheMonthUpToIt() {
    Split split = new Split("week", true, true, false, true);
    AnalysisResult result = project.ask("stickiness", "{" + split.json() + "\"event\":\"pay\"}");
    List<Integer> people = split.people(project).toList();
    Set<List<Object>> seen = new HashSet<>();
    for (Object one : (List<?>) result.answer().more().get("ratios")) {
      Map<?, ?> ratio = (Map<?, ?>) one;
      LocalDate day = LocalDate.parse(ratio.get("time").toString());
      boolean few = ratio.get("audience").equals("few");
      seen.add(List.of(day, few));
      for (var window : Map.of("daily", 1, "weekly", 7, "monthly", 30).entrySet()) {
        long active =
            project.events.stream()
                .filter(e -> e.event().equals("pay") && people.contains(e.profile()))
                .filter(e -> !few || AnalysisProject.isFew(e.profile()))
                .filter(e -> !Split.day(e.time()).isAfter(day))
                .filter(e -> Split.day(e.time()).isAfter(day.minusDays(window.getValue())))
                .map(Happening::profile)
                .distinct()
                .count();
        assertThat(ratio.get(window.getKey())).as("%s on %s", window, day).isEqualTo(active);
      }
    }
    assertThat(seen).hasSize(2 * 9);
  }

  @Test
  void saysWhatIsCutShort() {
    AnalysisResult result =
        project.ask(
            "stickiness", "{" + Split.NONE.json() + "\"grain\":\"week\",\"event\":\"pay\"}");
    assertThat(result.answer().notes())
        .containsExactly("The first step is cut short: it begins on 2026-10-03.");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(() -> project.ask("stickiness", "{\"grain\":\"day\",\"event\":\"p\"}"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/grain", "/event"));
  }
}
