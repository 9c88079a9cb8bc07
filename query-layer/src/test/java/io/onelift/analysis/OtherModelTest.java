package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.elsewhere.LastTouch;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.resolve.Access;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A model that another module gives is asked as any other. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherModelTest {
  private static final String REQUEST =
      "{"
          + Split.NONE.json()
          + "\"by\":[{\"dimension\":\"city\"}],\"conversion\":{\"event\":\"pay\"}}";

  private final Warehouse warehouse;
  private AnalysisProject project;

  OtherModelTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  @Test
  void modelsOfOtherModulesAreOfferedWhenTheyAreThere() {
    assertThatThrownBy(() -> project.ask("attribution", REQUEST)).isInstanceOf(NotFound.class);
    Analyses more = project.analyses(List.of(new LastTouch(project.queries::model)));
    assertThat(more.models()).contains("attribution", "segmentation");
    Analyses.Asked<?> asked = more.read("attribution", AnalysisProject.json(REQUEST), "");
    Map<String, Long> expected = new HashMap<>();
    project.events.stream()
        .filter(e -> e.event().equals("pay") && Split.inRange(e.time()))
        .forEach(
            e -> expected.merge(String.valueOf(project.cities.get(e.profile())), 1L, Long::sum));
    Map<String, Long> found = new HashMap<>();
    for (List<Object> row : asked.answer(Access.INTERNAL).answer().rows()) {
      found.put(String.valueOf(row.getFirst()), (Long) row.getLast());
    }
    assertThat(found).isEqualTo(expected);
    Map<String, Object> cell = new HashMap<>();
    cell.put("city", null);
    assertThat(asked.members(new Cell(cell, "conversions"), Access.INTERNAL).getLongCardinality())
        .isEqualTo(
            project.events.stream()
                .filter(e -> e.event().equals("pay") && Split.inRange(e.time()))
                .filter(e -> project.cities.get(e.profile()) == null)
                .map(AnalysisProject.Happening::profile)
                .distinct()
                .count());
    assertThatThrownBy(() -> more.read("attribution", AnalysisProject.json("{}"), ""))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void twoModelsOfOneNameAreRefused() {
    LastTouch one = new LastTouch(project.queries::model);
    assertThatThrownBy(() -> project.analyses(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attribution");
  }
}
