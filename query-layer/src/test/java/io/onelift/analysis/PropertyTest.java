package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures of profiles beside a look at every profile. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertyTest {
  private static final String MEASURES =
      """
      "measures":[{"kind":"users"},{"kind":"sum","trait":"age"},{"kind":"average","trait":"age"},
       {"kind":"min","trait":"age"},{"kind":"max","trait":"age"},
       {"kind":"quantile","trait":"age","q":0.9},{"kind":"distinct","trait":"age","name":"ages"}]
      """;

  private final Warehouse warehouse;
  private AnalysisProject project;

  PropertyTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private static List<Object> figures(List<Integer> people) {
    List<Double> ages =
        people.stream().map(AnalysisProject::age).filter(Objects::nonNull).sorted().toList();
    double sum = ages.stream().mapToDouble(a -> a).sum();
    return Arrays.asList(
        (double) people.size(),
        sum,
        sum / ages.size(),
        ages.getFirst(),
        ages.getLast(),
        ages.get((int) Math.floor(.9 * ages.size())),
        (double) ages.stream().distinct().count());
  }

  private static List<Object> decimals(List<Object> figures) {
    List<Object> decimals = new ArrayList<>();
    figures.forEach(figure -> decimals.add(((Number) figure).doubleValue()));
    return decimals;
  }

  private static List<Integer> people() {
    return IntStream.rangeClosed(1, AnalysisProject.PEOPLE).boxed().toList();
  }

  @Test
  void measuresEverybodyInEveryWay() {
    AnalysisResult result = project.ask("property", "{" + MEASURES + "}");
    assertThat(decimals(result.answer().rows().getFirst())).isEqualTo(figures(people()));
    assertThat(result.answer().columns().stream().map(AnalysisColumn::name))
        .containsExactly(
            "users", "sum_age", "average_age", "min_age", "max_age", "quantile_age", "ages");
  }

  @Test
  void splitsByCityAndAudience() {
    String json =
        "{\"audiences\":[\"$everyone\",\"few\"],\"by\":[{\"dimension\":\"city\"}],"
            + MEASURES
            + "}";
    Map<List<Object>, List<Object>> expected = new HashMap<>();
    for (String audience : List.of("$everyone", "few")) {
      for (String city : AnalysisProject.CITIES) {
        List<Integer> some =
            people().stream()
                .filter(no -> audience.equals("$everyone") || AnalysisProject.isFew(no))
                .filter(no -> Objects.equals(project.cities.get(no), city))
                .toList();
        if (!some.isEmpty()) {
          expected.put(Arrays.asList(audience, city), figures(some));
        }
      }
    }
    Map<List<Object>, List<Object>> found = new HashMap<>();
    for (List<Object> row : project.rows("property", json)) {
      found.put(new ArrayList<>(row.subList(0, 2)), decimals(row.subList(2, row.size())));
      Map<String, Object> cell = new HashMap<>();
      cell.put("audience", row.get(0));
      cell.put("city", row.get(1));
      assertThat(project.members("property", json, "users", cell).getLongCardinality())
          .isEqualTo(row.get(2));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void filtersByTheAudienceLanguage() {
    Split split = new Split("", false, false, false, true);
    assertThat(project.rows("property", "{" + split.json() + "\"measures\":[]}"))
        .containsExactly(List.of(split.people(project).count()));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"grain":"day","by":[{"dimension":"item"}],
         "measures":[{"kind":"sum","trait":"city"},{"kind":"min","trait":"agee"},
                     {"kind":"quantile","trait":"age","q":2},{"kind":"max"}]}
        """;
    assertThatThrownBy(() -> project.ask("property", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains(
                        "/grain",
                        "/by",
                        "/measures/0/trait",
                        "/measures/1/trait",
                        "/measures/2/q",
                        "/measures/3/trait"));
  }
}
