package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.analysis.FunnelOracle.Reach;
import io.onelift.analysis.FunnelOracle.Way;
import io.onelift.event.InvalidInput;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Analyses that count what a property of events names, whoever did them. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectTest {
  private static final String RANGE =
      "\"subject\":\"product\",\"range\":{\"from\":\"2026-10-03\",\"to\":\"2026-10-04\"}";
  private static final Instant FROM = Instant.parse("2026-10-03T00:00:00+08:00");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));

  private final Warehouse warehouse;
  private AnalysisProject project;

  SubjectTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private Stream<Happening> inRange(Predicate<Happening> test) {
    return project.events.stream()
        .filter(test)
        .filter(e -> !e.time().isBefore(FROM) && e.time().isBefore(TO));
  }

  @Test
  void usersAreProducts() {
    Predicate<Happening> sold = e -> e.event().equals("cancel") && e.item() != null;
    assertThat(
            project.rows(
                "segmentation",
                "{"
                    + RANGE
                    + ",\"series\":[{\"event\":\"cancel\",\"measure\":{\"kind\":\"users\"}},"
                    + "{\"event\":\"cancel\"}]}"))
        .containsExactly(
            List.of(inRange(sold).map(Happening::item).distinct().count(), inRange(sold).count()));
  }

  @Test
  void productsGoThroughFunnelsWithTheEventsOfEachAudience() {
    Way way =
        new Way(
            "ordered",
            List.of(e -> e.event().equals("cancel"), e -> e.event().equals("pay")),
            List.of(false, false),
            List.of(),
            Duration.ofHours(6).toMillis(),
            FROM,
            TO);
    Map<String, List<Object>> found =
        project
            .rows(
                "funnel",
                "{"
                    + RANGE
                    + ",\"window\":\"6h\",\"audiences\":[\"few\",\"$everyone\"],"
                    + "\"steps\":[{\"event\":\"cancel\"},{\"event\":\"pay\"}]}")
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> (String) row.get(0),
                    Collectors.mapping(row -> row.get(3), Collectors.toList())));
    assertThat(found)
        .isEqualTo(
            Map.of(
                "few",
                reached(way, e -> AnalysisProject.isFew(e.profile())),
                "$everyone",
                reached(way, _ -> true)));
  }

  private List<Object> reached(Way way, Predicate<Happening> who) {
    List<List<Optional<Reach>>> products =
        project.events.stream()
            .filter(who)
            .filter(e -> e.item() != null)
            .collect(Collectors.groupingBy(Happening::item))
            .values()
            .stream()
            .map(events -> FunnelOracle.reaches(way, events))
            .toList();
    return List.of(
        products.stream().filter(r -> r.get(0).isPresent()).count(),
        products.stream().filter(r -> r.get(1).isPresent()).count());
  }

  @Test
  void productsComeBack() {
    List<Object> users =
        project
            .rows(
                "retention",
                "{"
                    + RANGE
                    + ",\"first\":{\"event\":\"cancel\"},\"return\":{\"event\":\"pay\"},"
                    + "\"grain\":\"day\",\"periods\":2}")
            .stream()
            .map(row -> row.get(2))
            .toList();
    List<String> first =
        inRange(e -> e.event().equals("cancel"))
            .map(Happening::item)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<Object> expected =
        Stream.of(0, 1, 2)
            .map(
                day ->
                    (Object)
                        first.stream()
                            .filter(
                                item ->
                                    day == 0
                                        || project.events.stream()
                                            .anyMatch(
                                                e ->
                                                    e.event().equals("pay")
                                                        && item.equals(e.item())
                                                        && !e.time()
                                                            .isBefore(
                                                                FROM.plus(Duration.ofDays(day)))
                                                        && e.time()
                                                            .isBefore(
                                                                TO.plus(Duration.ofDays(day)))))
                            .count())
            .toList();
    assertThat(users).isEqualTo(expected);
  }

  @Test
  void whatIsKnownOfCustomersSplitsNoProducts() {
    assertThatThrownBy(
            () ->
                project.ask(
                    "funnel",
                    "{"
                        + RANGE
                        + ",\"by\":[{\"dimension\":\"city\"}],"
                        + "\"steps\":[{\"event\":\"view\"},{\"event\":\"pay\"}]}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'city' is known of customers");
    assertThatThrownBy(() -> project.ask("funnel", "{\"subject\":\"produkt\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("product");
  }
}
