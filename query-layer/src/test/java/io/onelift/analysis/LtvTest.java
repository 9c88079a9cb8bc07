package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cohorts' revenue beside a look at every payment. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LtvTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-10-21");

  private final Warehouse warehouse;
  private AnalysisProject project;

  LtvTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private static LocalDate monday(Instant time) {
    return Split.day(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** What is known of a cohort. */
  private static final class Cohort {
    long users;
    final double[] revenue = new double[8];
  }

  private Map<List<Object>, Cohort> expected(Split split, boolean carts) {
    Map<List<Object>, Cohort> cohorts = new HashMap<>();
    split
        .people(project)
        .forEach(
            person -> {
              List<Happening> events = Split.of(project, person);
              Optional<Happening> cart =
                  events.stream()
                      .filter(e -> e.event().equals("cart"))
                      .min(
                          Comparator.comparing(Happening::time)
                              .thenComparing(
                                  Happening::item,
                                  Comparator.nullsLast(Comparator.naturalOrder())));
              if (carts && cart.isEmpty()) {
                return;
              }
              Instant first = carts ? cart.get().time() : AnalysisProject.START;
              if (!first.isBefore(Split.TO)) {
                return;
              }
              for (List<Object> key :
                  split.keys(project, person, first, carts ? cart.get().item() : null)) {
                key.add(monday(first).toString());
                Cohort cohort = cohorts.computeIfAbsent(key, _ -> new Cohort());
                cohort.users++;
                events.stream()
                    .filter(e -> e.event().equals("pay") && e.amount() != null)
                    .filter(e -> !e.time().isBefore(first))
                    .forEach(
                        e ->
                            cohort
                                    .revenue[
                                    (int)
                                        ChronoUnit.WEEKS.between(
                                            monday(first), monday(e.time()))] +=
                                e.amount());
              }
            });
    return cohorts;
  }

  @Test
  void cohortsBringWhatTheirPeoplePaid() {
    Random random = new Random(23);
    for (int i = 0; i < 16; i++) {
      boolean carts = i % 2 == 0;
      Split any = Split.random(random);
      Split split = new Split("", any.audiences(), any.city(), carts && any.item(), any.filter());
      String json =
          "{"
              + split.json().replace("2026-10-03", "2026-09-28")
              + (carts ? "\"first\":{\"event\":\"cart\"}," : "")
              + """
              "revenue":{"event":"pay","property":"amount"},"grain":"week","periods":6}
              """;
      Map<List<Object>, Cohort> cohorts = expected(split, carts);
      int width = split.width();
      Map<List<Object>, Double> sums = new HashMap<>();
      Map<List<Object>, Long> users = new HashMap<>();
      for (List<Object> row : project.rows("ltv", json)) {
        List<Object> key = new ArrayList<>(row.subList(0, width + 1));
        LocalDate monday = LocalDate.parse(row.get(width).toString());
        int period = ((Long) row.get(width + 1)).intValue();
        Cohort cohort = cohorts.getOrDefault(key, new Cohort());
        assertThat(row.get(width + 2)).as("%s of %s", row, json).isEqualTo(cohort.users);
        if (cohort.users > 0) {
          users.put(key, cohort.users);
        }
        if (monday.plusWeeks(period + 1).isAfter(TODAY)) {
          assertThat(row.subList(width + 3, width + 6)).containsOnlyNulls();
          continue;
        }
        double sum = sums.merge(key, cohort.revenue[period], Double::sum);
        assertThat((Double) row.get(width + 3)).isCloseTo(cohort.revenue[period], within(1e-6));
        assertThat((Double) row.get(width + 4)).isCloseTo(sum, within(1e-6));
        if (cohort.users > 0) {
          assertThat((Double) row.get(width + 5)).isCloseTo(sum / cohort.users, within(1e-6));
        }
        if (cohort.users > 0 && random.nextInt(8) == 0) {
          Map<String, Object> cell = split.cell(row);
          cell.put("cohort", row.get(width));
          cell.put("period", row.get(width + 1));
          assertThat(project.members("ltv", json, "users", cell).getLongCardinality())
              .isEqualTo(cohort.users);
        }
      }
      Map<List<Object>, Long> all = new HashMap<>();
      cohorts.forEach((key, cohort) -> all.put(key, cohort.users));
      assertThat(users).as(json).isEqualTo(all);
    }
  }

  @Test
  void forecastsWhatIsStillToCome() {
    String json =
        """
        {"range":{"from":"2026-09-28","to":"2026-10-19"},"first":{"event":"cart"},"grain":"week",
         "revenue":{"event":"pay","property":"amount"},"periods":6,"forecast":2}
        """;
    AnalysisResult result = project.ask("ltv", json);
    assertThat(result.answer().notes()).contains("Periods that are not over yet have no figures.");
    Map<?, ?> error = (Map<?, ?>) result.answer().more().get("forecast_error");
    assertThat(error.get("held_out_periods")).isEqualTo(1);
    assertThat((Double) error.get("mape")).isBetween(0.0, 1.0);
    assertThat(result.answer().rows().stream().filter(row -> row.get(6) != null))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.get(3)).isNull());
  }

  @Test
  void theChainLadderFollowsWhatOlderCohortsDid() {
    double[][] known = {{100, 150, 180}, {200, 300}, {50}};
    double[][] forecast = LtvForecast.of(known, 2, 4);
    // 1.5 from the first period to the second, 1.2 from the second to the third.
    assertThat(forecast[1][0]).isCloseTo(360, within(1e-9));
    assertThat(forecast[2]).hasSize(2);
    assertThat(forecast[2][0]).isCloseTo(75, within(1e-9));
    assertThat(forecast[2][1]).isCloseTo(90, within(1e-9));
    // Growth fades from .5 to .2, so next to .08.
    assertThat(forecast[0]).hasSize(1);
    assertThat(forecast[0][0]).isCloseTo(180 * 1.08, within(1e-9));
  }

  @Test
  void theErrorIsThatOfPeriodsThatWereHeldOut() {
    double[][] exact = {{100, 150, 180, 180}, {200, 300, 360}, {50, 75}, {10}};
    LtvForecast.Deviation error = LtvForecast.error(exact, 1);
    assertThat(error.periods()).isEqualTo(1);
    // Held out are 180, 360 and 75: the first is foreseen by fading growth, the others exactly.
    assertThat(error.cells()).isEqualTo(3);
    assertThat(error.mape().orElseThrow()).isCloseTo(.08 / 3, within(1e-9));
    assertThat(LtvForecast.error(new double[][] {{5}}, 3).mape()).isEmpty();
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"grain":"day","periods":0,"by":[{"dimension":"item"}],"forecast":99}
        """;
    assertThatThrownBy(() -> project.ask("ltv", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/grain", "/periods", "/by", "/forecast", "/revenue"));
  }
}
