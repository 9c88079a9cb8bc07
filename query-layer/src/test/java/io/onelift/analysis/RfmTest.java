package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.tag.RfmSegment;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scores beside everybody compared with everybody else. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RfmTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  RfmTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  /** Days, times and amount of each person. */
  private Map<Integer, double[]> values(Split split) {
    Map<Integer, double[]> values = new TreeMap<>();
    split
        .people(project)
        .forEach(
            person -> {
              List<Happening> events =
                  Split.of(project, person).stream()
                      .filter(e -> e.event().equals("pay") && Split.inRange(e.time()))
                      .toList();
              if (!events.isEmpty()) {
                LocalDate last =
                    events.stream()
                        .map(e -> Split.day(e.time()))
                        .max(LocalDate::compareTo)
                        .orElseThrow();
                values.put(
                    person,
                    new double[] {
                      ChronoUnit.DAYS.between(last, LocalDate.parse("2026-10-11")),
                      events.size(),
                      events.stream()
                          .map(Happening::amount)
                          .filter(Objects::nonNull)
                          .mapToDouble(a -> a)
                          .sum()
                    });
              }
            });
    return values;
  }

  private static int[] scores(Map<Integer, double[]> values, double[] own, int parts) {
    int[] scores = new int[3];
    for (int i = 0; i < 3; i++) {
      int part = i;
      long worse =
          values.values().stream()
              .filter(v -> part == 0 ? v[part] > own[part] : v[part] < own[part])
              .count();
      scores[i] = (int) (1 + parts * worse / values.size());
    }
    return scores;
  }

  private void assertAgree(Split split, int parts) {
    Map<Integer, double[]> values = values(split);
    double[] means = new double[3];
    values
        .values()
        .forEach(
            own -> {
              int[] scores = scores(values, own, parts);
              for (int i = 0; i < 3; i++) {
                means[i] += (double) scores[i] / values.size();
              }
            });
    Map<List<Object>, List<double[]>> expected = new HashMap<>();
    values.forEach(
        (person, own) -> {
          int[] scores = scores(values, own, parts);
          int number = 0;
          for (int i = 0; i < 3; i++) {
            number += scores[i] > means[i] + 1e-9 ? RfmSegment.weight(i) : 0;
          }
          for (List<Object> key : split.keys(project, person, Split.FROM, null)) {
            key.add(RfmSegment.of(number).json());
            Arrays.stream(scores).forEach(score -> key.add((long) score));
            expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(own);
          }
        });
    String json =
        "{" + split.json() + "\"event\":\"pay\",\"property\":\"amount\",\"parts\":" + parts + "}";
    Map<List<Object>, Long> counts = new HashMap<>();
    expected.forEach((key, people) -> counts.put(key, (long) people.size()));
    Map<List<Object>, Long> found = new HashMap<>();
    int width = split.width() + 4;
    for (List<Object> row : project.rows("rfm", json)) {
      List<Object> key = new ArrayList<>(row.subList(0, width));
      found.put(key, (Long) row.get(width));
      for (int i = 0; i < 3; i++) {
        int part = i;
        double average =
            expected.getOrDefault(key, List.of()).stream()
                .mapToDouble(v -> v[part])
                .average()
                .orElse(-1);
        assertThat(((Number) row.get(width + 1 + i)).doubleValue())
            .isBetween(average - 1e-6, average + 1e-6);
      }
      Map<String, Object> cell = split.cell(row);
      cell.put("r", row.get(width - 3));
      cell.put("f", row.get(width - 2));
      cell.put("m", row.get(width - 1));
      assertThat(project.members("rfm", json, "users", cell).getLongCardinality())
          .isEqualTo(row.get(width));
    }
    assertThat(found).isEqualTo(counts);
  }

  @Test
  void scoresAreRanksAmongEverybody() {
    assertAgree(Split.NONE, 5);
    assertAgree(new Split("", true, false, false, false), 3);
    assertAgree(new Split("", false, false, false, true), 4);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"event":"pay","property":"item","parts":1,"by":[{"dimension":"city"}],"grain":"day"}
        """;
    assertThatThrownBy(() -> project.ask("rfm", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/property", "/parts", "/by", "/grain"));
  }
}
