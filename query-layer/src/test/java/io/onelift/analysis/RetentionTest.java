package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Retention of every kind and grain beside a look at every person. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTest {
  private static final LocalDate FROM = LocalDate.parse("2026-10-02");
  private static final LocalDate TO = LocalDate.parse("2026-10-15");
  private static final LocalDate TODAY = LocalDate.parse("2026-10-21");
  private static final int PERIODS = 6;

  private final Warehouse warehouse;
  private AnalysisProject project;

  RetentionTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  private static LocalDate day(Happening event) {
    return event.time().atZone(WarehouseExtension.ZONE).toLocalDate();
  }

  private static LocalDate start(LocalDate day, String grain) {
    return switch (grain) {
      case "day" -> day;
      case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      default -> day.withDayOfMonth(1);
    };
  }

  private static ChronoUnit unit(String grain) {
    return switch (grain) {
      case "day" -> ChronoUnit.DAYS;
      case "week" -> ChronoUnit.WEEKS;
      default -> ChronoUnit.MONTHS;
    };
  }

  private Optional<Happening> first(int person) {
    return project.events.stream()
        .filter(e -> e.profile() == person && e.event().equals("view"))
        .filter(e -> !day(e).isBefore(FROM) && day(e).isBefore(TO))
        .min(
            Comparator.comparing(Happening::time)
                .thenComparing(
                    Happening::item, Comparator.nullsLast(Comparator.<String>naturalOrder())));
  }

  private boolean cameBack(Happening first, String kind, String grain, int period) {
    LocalDate cohort = start(day(first), grain);
    Duration length =
        Duration.ofDays(
            switch (grain) {
              case "day" -> 1;
              case "week" -> 7;
              default -> 30;
            });
    Predicate<Happening> counts =
        switch (kind) {
          case "exact" -> e -> unit(grain).between(cohort, start(day(e), grain)) == period;
          case "unbounded" -> e -> unit(grain).between(cohort, start(day(e), grain)) >= period;
          default ->
              e ->
                  !e.time().isBefore(first.time().plus(length.multipliedBy(period)))
                      && e.time().isBefore(first.time().plus(length.multipliedBy(period + 1)));
        };
    return period == 0
        || project.events.stream()
            .filter(e -> e.profile() == first.profile())
            .filter(e -> e.event().equals("pay") && e.amount() != null && e.amount() >= 20)
            .anyMatch(counts);
  }

  private static boolean isOpen(LocalDate cohort, String kind, String grain, int period) {
    LocalDate end = cohort.plus(period + 1L, unit(grain));
    if (kind.equals("rolling")) {
      LocalDate next = cohort.plus(1, unit(grain));
      int days = grain.equals("day") ? 1 : grain.equals("week") ? 7 : 30;
      end = (next.isBefore(TO) ? next : TO).plusDays((period + 1L) * days);
    }
    return period > 0 && end.isAfter(TODAY);
  }

  private static String request(String kind, String grain, String more) {
    return """
    {"range":{"from":"2026-10-02","to":"2026-10-15"},"first":{"event":"view"},
     "return":{"event":"pay","where":[{"property":"amount","gte":20}]},
     "kind":"%s","grain":"%s","periods":%d%s}
    """
        .formatted(kind, grain, PERIODS, more);
  }

  @Test
  void everyKindAndGrainCountsWhoCameBack() {
    for (String kind : List.of("exact", "unbounded", "rolling")) {
      for (String grain : List.of("day", "week", "month")) {
        List<List<Object>> expected = new ArrayList<>();
        for (LocalDate cohort = start(FROM, grain);
            cohort.isBefore(TO);
            cohort = cohort.plus(1, unit(grain))) {
          LocalDate of = cohort;
          List<Happening> people = new ArrayList<>();
          for (int person = 1; person <= AnalysisProject.PEOPLE; person++) {
            first(person).filter(e -> start(day(e), grain).equals(of)).ifPresent(people::add);
          }
          for (int period = 0; period <= PERIODS; period++) {
            int n = period;
            long users = people.stream().filter(e -> cameBack(e, kind, grain, n)).count();
            boolean open = isOpen(cohort, kind, grain, period);
            expected.add(
                Arrays.asList(
                    cohort.toString(),
                    (long) period,
                    open ? null : (Object) users,
                    open || people.isEmpty() ? null : (Object) ((double) users / people.size())));
          }
        }
        assertThat(project.rows("retention", request(kind, grain, "")))
            .as("%s %s", kind, grain)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void splitsByCityAndAudienceAndTheItemOfTheFirstEventAndListsThePeople() {
    String request =
        request(
            "exact",
            "week",
            ",\"audiences\":[\"$everyone\",\"few\"],\"by_limit\":100,"
                + "\"by\":[{\"dimension\":\"city\"},{\"dimension\":\"item\"}]");
    Map<List<Object>, Long> expected = new HashMap<>();
    for (int person = 1; person <= AnalysisProject.PEOPLE; person++) {
      Optional<Happening> first = first(person);
      for (String audience : List.of("$everyone", "few")) {
        if (first.isPresent() && (audience.equals("$everyone") || AnalysisProject.isFew(person))) {
          for (int period = 0; period <= PERIODS; period++) {
            LocalDate cohort = start(day(first.get()), "week");
            if (!isOpen(cohort, "exact", "week", period)
                && cameBack(first.get(), "exact", "week", period)) {
              expected.merge(
                  Arrays.asList(
                      cohort.toString(),
                      audience,
                      project.cities.get(person),
                      first.get().item(),
                      (long) period),
                  1L,
                  Long::sum);
            }
          }
        }
      }
    }
    Map<List<Object>, Long> found = new HashMap<>();
    for (List<Object> row : project.rows("retention", request)) {
      if (row.get(5) instanceof Long users && users > 0) {
        found.put(new ArrayList<>(row.subList(0, 5)), users);
        Map<String, Object> keys = new HashMap<>();
        keys.put("cohort", row.get(0));
        keys.put("audience", row.get(1));
        keys.put("city", row.get(2));
        keys.put("item", row.get(3));
        keys.put("period", row.get(4));
        assertThat(project.members("retention", request, "users", keys).getLongCardinality())
            .as("%s", row)
            .isEqualTo(users);
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void manyPeriodsAreCountedAsFewAre() {
    String few = request("exact", "day", "");
    String many = few.replace("\"periods\":6", "\"periods\":80");
    List<List<Object>> first =
        project.rows("retention", many).stream().filter(row -> (Long) row.get(1) <= 6).toList();
    assertThat(first).isEqualTo(project.rows("retention", few));
  }

  @Test
  void saysThatPeriodsAreNotOver() {
    assertThat(project.ask("retention", request("exact", "week", "")).answer().notes())
        .containsExactly("Periods that are not over before 2026-10-21 are left open.");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                project.ask(
                    "retention",
                    "{\"return\":{\"event\":\"pai\"},\"kind\":\"odd\",\"grain\":\"year\","
                        + "\"periods\":0}"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains("/first", "/return/event", "/kind", "/grain", "/periods"));
  }
}
