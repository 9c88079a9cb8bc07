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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Segmentation beside a look at every event. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentationTest {
  private static final String RANGE = "\"range\":{\"from\":\"2026-10-03\",\"to\":\"2026-10-10\"}";

  private final Warehouse warehouse;
  private AnalysisProject project;

  SegmentationTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private Stream<Happening> inRange(String event) {
    return project.events.stream()
        .filter(e -> e.event().equals(event))
        .filter(e -> !day(e).isBefore(LocalDate.parse("2026-10-03")))
        .filter(e -> day(e).isBefore(LocalDate.parse("2026-10-10")));
  }

  private static LocalDate day(Happening event) {
    return event.time().atZone(WarehouseExtension.ZONE).toLocalDate();
  }

  private static long people(Stream<Happening> events) {
    return events.map(Happening::profile).distinct().count();
  }

  @Test
  void measuresInEveryWay() {
    String request =
        "{"
            + RANGE
            + """
            ,"series":[
              {"event":"pay"},
              {"event":"pay","measure":{"kind":"users"}},
              {"event":"pay","measure":{"kind":"sum","property":"amount"}},
              {"event":"pay","measure":{"kind":"average","property":"amount"}},
              {"event":"pay","measure":{"kind":"min","property":"amount"}},
              {"event":"pay","measure":{"kind":"max","property":"amount"}},
              {"event":"pay","measure":{"kind":"quantile","property":"amount","q":0.9}},
              {"event":"pay","measure":{"kind":"distinct","property":"item"}},
              {"event":"cart","where":[{"property":"amount","gte":50}],
               "measure":{"kind":"per_user"}}],
             "formulas":[{"name":"rate","expression":"A / (B - B) + 1"},
                         {"name":"mean","expression":"C / A * 2"}]}
            """;
    List<Double> amounts =
        inRange("pay").map(Happening::amount).filter(Objects::nonNull).sorted().toList();
    double sum = amounts.stream().mapToDouble(a -> a).sum();
    long count = inRange("pay").count();
    Predicate<Happening> large = e -> e.amount() != null && e.amount() >= 50;
    assertThat(project.rows("segmentation", request))
        .containsExactly(
            Arrays.asList(
                count,
                people(inRange("pay")),
                sum,
                sum / amounts.size(),
                amounts.getFirst(),
                amounts.getLast(),
                amounts.get((int) Math.floor(.9 * amounts.size())),
                inRange("pay").map(Happening::item).filter(Objects::nonNull).distinct().count(),
                (double) inRange("cart").filter(large).count()
                    / people(inRange("cart").filter(large)),
                null,
                sum / count * 2));
  }

  @Test
  void countsByDayCityAndAudienceWithMergesApplied() {
    String request =
        "{"
            + RANGE
            + """
            ,"grain":"day","audiences":["few","$everyone"],"by":[{"dimension":"city"}],
             "filter":{"event":"view","count":{"gte":3}},
             "series":[{"name":"carts","event":"cart"},
                       {"name":"buyers","event":"pay","measure":{"kind":"users"}}]}
            """;
    Map<List<Object>, List<Object>> expected = new HashMap<>();
    for (String audience : List.of("few", "$everyone")) {
      for (String city : AnalysisProject.CITIES) {
        for (LocalDate day = LocalDate.parse("2026-10-03");
            day.isBefore(LocalDate.parse("2026-10-10"));
            day = day.plusDays(1)) {
          LocalDate on = day;
          Predicate<Happening> counts =
              e ->
                  day(e).equals(on)
                      && Objects.equals(project.cities.get(e.profile()), city)
                      && (!audience.equals("few") || AnalysisProject.isFew(e.profile()))
                      && views(e.profile()) >= 3;
          expected.put(
              Arrays.asList(day.toString(), audience, city),
              List.of(
                  inRange("cart").filter(counts).count(), people(inRange("pay").filter(counts))));
        }
      }
    }
    Map<List<Object>, List<Object>> found = new HashMap<>();
    project
        .rows("segmentation", request)
        .forEach(row -> found.put(new ArrayList<>(row.subList(0, 3)), row.subList(3, 5)));
    assertThat(found).isEqualTo(expected);
  }

  private long views(int profile) {
    return project.events.stream()
        .filter(e -> e.profile() == profile && e.event().equals("view"))
        .count();
  }

  @Test
  void comparesWithTheDaysBefore() {
    String request =
        "{"
            + RANGE
            + ",\"grain\":\"day\",\"series\":[{\"event\":\"*\"}],\"compare\":{\"shift\":\"2d\"}}";
    List<List<Object>> expected = new ArrayList<>();
    for (LocalDate day = LocalDate.parse("2026-10-03");
        day.isBefore(LocalDate.parse("2026-10-10"));
        day = day.plusDays(1)) {
      expected.add(List.of(day.toString(), on(day), on(day.minusDays(2))));
    }
    assertThat(project.rows("segmentation", request)).isEqualTo(expected);
  }

  private long on(LocalDate day) {
    return project.events.stream().filter(e -> day(e).equals(day)).count();
  }

  @Test
  void membersOfACellAreThoseItCounts() {
    String request =
        "{"
            + RANGE
            + """
            ,"grain":"day","audiences":["few"],
             "by":[{"dimension":"city"},{"dimension":"item"}],"by_limit":1000,
             "series":[{"event":"pay","measure":{"kind":"users"}},{"event":"cart"}],
             "compare":{"shift":"1d"}}
            """;
    int people = 0;
    for (List<Object> row : project.rows("segmentation", request)) {
      Map<String, Object> keys = new HashMap<>();
      keys.put("time", row.get(0));
      keys.put("audience", row.get(1));
      keys.put("city", row.get(2));
      keys.put("item", row.get(3));
      for (int measure : List.of(4, 6)) {
        long size = row.get(measure) instanceof Number number ? number.longValue() : 0;
        if (size > 0) {
          people++;
          assertThat(
                  project
                      .members("segmentation", request, measure == 4 ? "A" : "A_before", keys)
                      .getLongCardinality())
              .as("%s", row)
              .isEqualTo(size);
        }
      }
    }
    assertThat(people).isPositive();
  }

  @Test
  void keepsTheLargestValuesAndSaysSo() {
    AnalysisResult all =
        project.ask(
            "segmentation",
            "{" + RANGE + ",\"by\":[{\"dimension\":\"item\"}],\"series\":[{\"event\":\"pay\"}]}");
    AnalysisResult two =
        project.ask(
            "segmentation",
            "{"
                + RANGE
                + ",\"by\":[{\"dimension\":\"item\"}],\"by_limit\":2,"
                + "\"series\":[{\"event\":\"pay\"}]}");
    assertThat(all.answer().truncated()).isFalse();
    assertThat(two.answer().truncated()).isTrue();
    assertThat(two.answer().rows()).isEqualTo(all.answer().rows().subList(0, 2));
    assertThat(all.answer().rows())
        .isSortedAccordingTo((a, b) -> Long.compare((Long) b.get(1), (Long) a.get(1)));
  }

  @Test
  void readsTheEventsOnceWithItsTestsDirectlyOnThem() {
    String sql =
        project
            .ask(
                "segmentation",
                "{"
                    + RANGE
                    + ",\"grain\":\"day\",\"by\":[{\"dimension\":\"item\"}],"
                    + "\"series\":[{\"event\":\"pay\",\"measure\":{\"kind\":\"users\"}}]}")
            .executedSql()
            .getFirst();
    assertThat(sql)
        .containsOnlyOnce("FROM `events`")
        .doesNotContain("profiles")
        .contains("WHERE ((`event` = 'pay') AND ((`time` >= ")
        .contains("GROUP BY toDate32(`time`), `p_item`");
  }

  @Test
  void aRuleOverAnEventThatNobodyDidGivesZeros() {
    String request =
        "{"
            + RANGE
            + """
            ,"filter":{"event":"pay","count":{"gte":1000}},
             "series":[{"event":"view"},
                       {"event":"view","measure":{"kind":"average","property":"amount"}}]}
            """;
    assertThat(project.rows("segmentation", request)).containsExactly(Arrays.asList(0L, null));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String request =
        """
        {"range":{"last":"30x"},"grain":"decade","filter":{"trait":"cty","is_set":true},
         "audiences":["fw"],"by":[{"dimension":"citty"}],"limit":0,"color":"red",
         "series":[{"event":"vew"},{"event":"pay","measure":{"kind":"sum","property":"item"}}],
         "formulas":[{"expression":"A / Q"}],"compare":{"shift":"often"}}
        """;
    assertThatThrownBy(() -> project.ask("segmentation", request))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains(
                        "/range/last",
                        "/grain",
                        "/filter/trait",
                        "/audiences",
                        "/by/0/dimension",
                        "/limit",
                        "/color",
                        "/series/0/event",
                        "/series/1/measure/property",
                        "/formulas/0/expression",
                        "/compare/shift"));
  }
}
