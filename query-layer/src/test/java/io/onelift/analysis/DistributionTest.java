package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Distributions beside a look at every person. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {
  private final Warehouse warehouse;
  private AnalysisProject project;

  DistributionTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private static Optional<Double> measured(String kind, List<Happening> events) {
    return switch (kind) {
      case "count" -> Optional.of((double) events.size());
      case "sum" ->
          events.stream().map(Happening::amount).filter(Objects::nonNull).reduce(Double::sum);
      case "days" ->
          Optional.of((double) events.stream().map(e -> Split.day(e.time())).distinct().count());
      case "hours" ->
          Optional.of(
              (double)
                  events.stream()
                      .map(e -> e.time().truncatedTo(ChronoUnit.HOURS))
                      .distinct()
                      .count());
      default ->
          Optional.of(
              (double)
                  events.stream().map(Happening::item).filter(Objects::nonNull).distinct().count());
    };
  }

  @Test
  void everySubjectIsInTheBucketOfWhatItDidInTheCell() {
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      Split split = Split.random(random);
      String event = random.nextInt(4) == 0 ? "*" : AnalysisProject.EVENTS.get(random.nextInt(4));
      boolean large = random.nextInt(3) == 0;
      String kind = List.of("count", "sum", "days", "hours", "distinct").get(i % 5);
      List<Double> bounds =
          kind.equals("sum") ? List.of(20.0, 60.5, 200.0) : List.of(1.0, 2.0, 3.0, 6.0);
      String json =
          "{"
              + split.json()
              + "\"event\":\""
              + event
              + (large ? "\",\"where\":[{\"property\":\"amount\",\"gte\":40}]" : "\"")
              + ",\"measure\":{\"kind\":\""
              + kind
              + (kind.equals("sum") ? "\",\"property\":\"amount" : "")
              + (kind.equals("distinct") ? "\",\"property\":\"item" : "")
              + "\"},\"bounds\":"
              + bounds
              + "}";
      Map<List<Object>, Long> expected = new HashMap<>();
      split
          .people(project)
          .forEach(
              person -> {
                Map<List<Object>, List<Happening>> cells = new HashMap<>();
                Split.of(project, person).stream()
                    .filter(e -> Split.inRange(e.time()))
                    .filter(e -> event.equals("*") || e.event().equals(event))
                    .filter(e -> !large || (e.amount() != null && e.amount() >= 40))
                    .forEach(
                        e ->
                            split
                                .keys(project, person, e.time(), e.item())
                                .forEach(
                                    key ->
                                        cells.computeIfAbsent(key, _ -> new ArrayList<>()).add(e)));
                cells.forEach(
                    (key, events) ->
                        measured(kind, events)
                            .ifPresent(
                                value -> {
                                  List<Object> bucket = new ArrayList<>(key);
                                  bucket.add(
                                      bounds.stream()
                                          .filter(b -> b <= value)
                                          .reduce((a, b) -> b)
                                          .orElse(null));
                                  expected.merge(bucket, 1L, Long::sum);
                                }));
              });
      Map<List<Object>, Long> found = new HashMap<>();
      int width = split.width();
      List<List<Object>> rows = project.rows("distribution", json);
      for (List<Object> row : rows) {
        long users = (Long) row.get(width + 2);
        if (users > 0) {
          List<Object> key = new ArrayList<>(row.subList(0, width));
          key.add(row.get(width) instanceof Number n ? n.doubleValue() : null);
          found.put(key, users);
          if (random.nextInt(8) == 0) {
            Map<String, Object> cell = split.cell(row);
            cell.put("bucket_from", row.get(width));
            cell.put("bucket_to", row.get(width + 1));
            assertThat(project.members("distribution", json, "users", cell).getLongCardinality())
                .as("%s of %s", row, json)
                .isEqualTo(users);
          }
        }
      }
      assertThat(found).as(json).isEqualTo(expected);
      Map<List<Object>, Double> shares = new HashMap<>();
      rows.stream()
          .filter(row -> row.get(width + 3) != null)
          .forEach(
              row -> shares.merge(row.subList(0, width), (Double) row.get(width + 3), Double::sum));
      assertThat(shares.values()).allSatisfy(sum -> assertThat(sum).isBetween(.999, 1.001));
    }
  }

  @Test
  void bucketsAreChosenFromTheValues() {
    String json = "{" + Split.NONE.json() + "\"event\":\"view\",\"measure\":{\"kind\":\"days\"}}";
    List<List<Object>> rows = project.rows("distribution", json);
    assertThat(rows.stream().map(List::getFirst)).startsWith(rows.getFirst().getFirst());
    assertThat(rows.getLast().get(1)).isNull();
    assertThat(rows.stream().mapToLong(row -> (Long) row.get(2)).sum())
        .isEqualTo(
            project.events.stream()
                .filter(e -> e.event().equals("view") && Split.inRange(e.time()))
                .map(Happening::profile)
                .distinct()
                .count());
    assertThat(bounds(true, 1, 40, 31)).isEqualTo(List.of(0, 5, 10, 15, 20, 25, 30));
    assertThat(bounds(false, 0.5, 9, 1.2)).isEqualTo(List.of(0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2));
    assertThat(bounds(true, 3, 6, 6)).isEqualTo(List.of(3, 4, 5, 6));
    assertThat(bounds(false, 2, 2, 2)).isEqualTo(List.of(2));
  }

  private static List<Number> bounds(boolean whole, double least, double greatest, double usual) {
    return DistributionBounds.choose(
            whole,
            Optional.of(BigDecimal.valueOf(least)),
            Optional.of(BigDecimal.valueOf(greatest)),
            Optional.of(BigDecimal.valueOf(usual)))
        .stream()
        .map(b -> b.stripTrailingZeros().scale() <= 0 ? (Number) b.intValue() : b.doubleValue())
        .toList();
  }

  @Test
  void emptyBucketsAreShownAndNothingIsNoShare() {
    String json =
        "{"
            + Split.NONE.json()
            + "\"event\":\"view\",\"where\":[{\"property\":\"amount\",\"gte\":1000}],\"bounds\":[1,3]}";
    assertThat(project.rows("distribution", json))
        .containsExactly(Arrays.asList(1L, 3L, 0L, null), Arrays.asList(3L, null, 0L, null));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"event":"vieww","measure":{"kind":"most"},"bounds":[1,"x",1],"colour":1}
        """;
    assertThatThrownBy(() -> project.ask("distribution", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/event", "/measure/kind", "/bounds", "/colour"));
  }
}
