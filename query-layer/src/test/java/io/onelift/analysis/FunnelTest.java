package io.onelift.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.analysis.FunnelOracle.Excluded;
import io.onelift.analysis.FunnelOracle.Reach;
import io.onelift.analysis.FunnelOracle.Way;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Random funnels beside a search of every chain of events, person by person. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunnelTest {
  private static final String RANGE = "\"range\":{\"from\":\"2026-10-03\",\"to\":\"2026-10-12\"}";
  private static final Instant FROM = Instant.parse("2026-10-03T00:00:00+08:00");
  private static final Instant TO = Instant.parse("2026-10-12T00:00:00+08:00");

  private final Warehouse warehouse;
  private AnalysisProject project;

  FunnelTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    project = new AnalysisProject(warehouse, directory);
  }

  /** A funnel in JSON and as the oracle takes it. */
  private record Case(String json, Way way, boolean held) {}

  private static Case random(Random random, String order) {
    List<String> steps = new ArrayList<>();
    List<Predicate<Happening>> tests = new ArrayList<>();
    List<Boolean> optional = new ArrayList<>();
    int size = 2 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      String name =
          random.nextInt(8) == 0
              ? "*"
              : AnalysisProject.EVENTS.get(random.nextInt(AnalysisProject.EVENTS.size()));
      boolean large = random.nextInt(3) == 0;
      boolean skip = i > 0 && !order.equals("any") && random.nextInt(4) == 0;
      steps.add(
          "{\"event\":\""
              + name
              + "\""
              + (large ? ",\"where\":[{\"property\":\"amount\",\"gte\":40}]" : "")
              + (skip ? ",\"optional\":true" : "")
              + "}");
      tests.add(
          e ->
              (name.equals("*") || e.event().equals(name))
                  && (!large || (e.amount() != null && e.amount() >= 40)));
      optional.add(skip);
    }
    List<String> exclude = new ArrayList<>();
    List<Excluded> excluded = new ArrayList<>();
    for (int i = order.equals("ordered") ? random.nextInt(3) : 0; i > 0; i--) {
      String name = AnalysisProject.EVENTS.get(random.nextInt(AnalysisProject.EVENTS.size()));
      int after = random.nextInt(size - 1);
      int before = after + 1 + random.nextInt(size - 1 - after);
      exclude.add("{\"event\":\"%s\",\"between\":[%d,%d]}".formatted(name, after + 1, before + 1));
      excluded.add(new Excluded(e -> e.event().equals(name), after, before));
    }
    int hours = 6 * (1 + random.nextInt(20));
    boolean held = random.nextInt(4) == 0;
    return new Case(
        RANGE
            + ",\"order\":\""
            + order
            + "\",\"window\":\""
            + hours
            + "h\",\"steps\":"
            + steps
            + ",\"exclude\":"
            + exclude
            + (held ? ",\"hold_constant\":\"item\"" : ""),
        new Way(order, tests, optional, excluded, hours * 3_600_000L, FROM, TO),
        held);
  }

  /** What each person reached. */
  private Map<Integer, List<Optional<Reach>>> expected(Case one) {
    Map<Integer, List<Optional<Reach>>> reaches = new TreeMap<>();
    for (int person = 1; person <= AnalysisProject.PEOPLE; person++) {
      int who = person;
      List<Happening> own = project.events.stream().filter(e -> e.profile() == who).toList();
      reaches.put(person, one.held ? held(one.way, own) : FunnelOracle.reaches(one.way, own));
    }
    return reaches;
  }

  private static List<Optional<Reach>> held(Way way, List<Happening> events) {
    List<Optional<Reach>> best = new ArrayList<>();
    way.steps().forEach(_ -> best.add(Optional.empty()));
    events.stream()
        .filter(e -> e.item() != null)
        .collect(Collectors.groupingBy(Happening::item))
        .values()
        .forEach(
            same -> {
              List<Optional<Reach>> found = FunnelOracle.reaches(way, same);
              for (int i = 0; i < best.size(); i++) {
                Optional<Reach> known = best.get(i);
                found
                    .get(i)
                    .filter(r -> known.isEmpty() || r.seconds() < known.get().seconds())
                    .ifPresent(set(best, i));
              }
            });
    return best;
  }

  private static java.util.function.Consumer<Reach> set(List<Optional<Reach>> best, int i) {
    return reach -> best.set(i, Optional.of(reach));
  }

  private static List<List<Object>> rows(Case one, List<List<Optional<Reach>>> people) {
    List<List<Object>> rows = new ArrayList<>();
    long first = users(people, 0);
    for (int i = 0; i < one.way.steps().size(); i++) {
      int step = i;
      int before = Math.max(0, i - 1);
      while (before > 0 && one.way.optional().get(before)) {
        before--;
      }
      List<Double> seconds =
          people.stream().flatMap(p -> p.get(step).stream()).map(Reach::seconds).sorted().toList();
      long users = seconds.size();
      rows.add(
          Arrays.asList(
              i + 1L,
              users,
              first == 0 ? null : (Object) ((double) users / first),
              i == 0 || users(people, before) == 0
                  ? null
                  : (Object) ((double) users / users(people, before)),
              i == 0 || users == 0 ? null : seconds.get((int) Math.floor(.5 * users)),
              i == 0 || users == 0 ? null : seconds.get((int) Math.floor(.9 * users))));
    }
    return rows;
  }

  private static long users(List<List<Optional<Reach>>> people, int step) {
    return people.stream().filter(p -> p.get(step).isPresent()).count();
  }

  private void assertAgree(String order, int cases, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < cases; i++) {
      Case one = random(random, order);
      List<List<Object>> found = new ArrayList<>();
      for (List<Object> row : project.rows("funnel", "{" + one.json + "}")) {
        List<Object> values = new ArrayList<>(row);
        values.remove(1);
        values.replaceAll(
            v -> v instanceof Number n && values.indexOf(v) > 1 ? n.doubleValue() : v);
        found.add(values);
      }
      assertThat(found.toString())
          .as(one.json)
          .isEqualTo(rows(one, List.copyOf(expected(one).values())).toString());
    }
  }

  @Test
  void orderedFunnelsAreThoseOfTheSearch() {
    assertAgree("ordered", 60, 3);
  }

  @Test
  void strictFunnelsAreThoseOfTheSearch() {
    assertAgree("strict", 40, 5);
  }

  @Test
  void funnelsOfAnyOrderAreThoseOfTheSearch() {
    assertAgree("any", 40, 7);
  }

  @Test
  void aTrendAddsUpAndSplitsByWhatBegan() {
    Random random = new Random(11);
    for (int i = 0; i < 12; i++) {
      Case one = random(random, List.of("ordered", "strict", "any").get(i % 3));
      String json = one.json.replace(",\"hold_constant\":\"item\"", "");
      Case plain = new Case(json, one.way, false);
      Map<LocalDate, List<List<Optional<Reach>>>> byDay = new HashMap<>();
      for (List<Optional<Reach>> reaches : expected(plain).values()) {
        reaches.stream()
            .filter(Optional::isPresent)
            .reduce((a, b) -> b)
            .ifPresent(
                last ->
                    byDay
                        .computeIfAbsent(
                            Instant.ofEpochMilli(last.get().first())
                                .atZone(WarehouseExtension.ZONE)
                                .toLocalDate(),
                            _ -> new ArrayList<>())
                        .add(reaches));
      }
      Map<String, List<Object>> found = new TreeMap<>();
      for (List<Object> row : project.rows("funnel", "{" + json + ",\"grain\":\"day\"}")) {
        found.computeIfAbsent(row.get(0).toString(), _ -> new ArrayList<>()).add(row.get(3));
      }
      Map<String, List<Object>> expected = new TreeMap<>();
      for (LocalDate day = LocalDate.parse("2026-10-03");
          day.isBefore(LocalDate.parse("2026-10-12"));
          day = day.plusDays(1)) {
        List<Object> users = new ArrayList<>();
        for (int step = 0; step < one.way.steps().size(); step++) {
          users.add(users(byDay.getOrDefault(day, List.of()), step));
        }
        expected.put(day.toString(), users);
      }
      assertThat(found).as(json).isEqualTo(expected);
    }
  }

  @Test
  void splitsByCityAndAudienceAndTheItemOfTheFirstStep() {
    String json =
        "{"
            + RANGE
            + """
            ,"window":"2d","steps":[{"event":"view"},{"event":"cart"}],"by_limit":1000,
             "audiences":["$everyone","few"],"by":[{"dimension":"city"},{"dimension":"item"}]}
            """;
    Way way =
        new Way(
            "ordered",
            List.of(e -> e.event().equals("view"), e -> e.event().equals("cart")),
            List.of(false, false),
            List.of(),
            2 * 86_400_000L,
            FROM,
            TO);
    Map<List<Object>, Long> expected = new HashMap<>();
    expected(new Case("", way, false))
        .forEach(
            (person, reaches) ->
                reaches.stream()
                    .flatMap(Optional::stream)
                    .reduce((a, b) -> b)
                    .ifPresent(
                        last -> {
                          for (String audience : List.of("$everyone", "few")) {
                            for (int step = 1; step <= 2; step++) {
                              if (reaches.get(step - 1).isPresent()
                                  && (audience.equals("$everyone")
                                      || AnalysisProject.isFew(person))) {
                                expected.merge(
                                    Arrays.asList(
                                        audience,
                                        project.cities.get(person),
                                        item(person, last.began()),
                                        (long) step),
                                    1L,
                                    Long::sum);
                              }
                            }
                          }
                        }));
    Map<List<Object>, Long> found = new HashMap<>();
    for (List<Object> row : project.rows("funnel", json)) {
      if ((Long) row.get(5) > 0) {
        found.put(new ArrayList<>(row.subList(0, 4)), (Long) row.get(5));
        Map<String, Object> keys = new HashMap<>();
        keys.put("audience", row.get(0));
        keys.put("city", row.get(1));
        keys.put("item", row.get(2));
        keys.put("step", row.get(3));
        assertThat(project.members("funnel", json, "users", keys).getLongCardinality())
            .as("%s", row)
            .isEqualTo(row.get(5));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  /** The item of the view at a time; of several the least, a missing one last. */
  private String item(int person, long at) {
    return project.events.stream()
        .filter(e -> e.profile() == person && e.event().equals("view"))
        .filter(e -> e.time().toEpochMilli() == at)
        .map(Happening::item)
        .filter(Objects::nonNull)
        .sorted()
        .findFirst()
        .orElse(null);
  }

  @Test
  void membersOfAStepAreThoseWhoReachedItAndThoseWhoDidNot() {
    String json =
        "{" + RANGE + ",\"window\":\"1d\",\"steps\":[{\"event\":\"view\"},{\"event\":\"pay\"}]}";
    List<List<Object>> rows = project.rows("funnel", json);
    long first = (Long) rows.get(0).get(2);
    long second = (Long) rows.get(1).get(2);
    assertThat(project.members("funnel", json, "users", Map.of("step", 2)).getLongCardinality())
        .isEqualTo(second);
    assertThat(project.members("funnel", json, "dropped", Map.of("step", 2)).getLongCardinality())
        .isEqualTo(first - second)
        .isPositive();
  }

  @Test
  void theStatementOfTwelveStepsStaysShort() {
    String steps = "{\"event\":\"view\"},{\"event\":\"cart\"},".repeat(6);
    String json = "{" + RANGE + ",\"steps\":[" + steps.substring(0, steps.length() - 1) + "]}";
    assertThat(project.ask("funnel", json).executedSql().getFirst()).hasSizeLessThan(100_000);
  }

  @Test
  void nobodyAtTheFirstStepHasNoRates() {
    String json =
        "{"
            + RANGE
            + """
            ,"steps":[{"event":"view","where":[{"property":"amount","gte":1000}]},
                      {"event":"pay","name":"paid"}]}
            """;
    assertThat(project.rows("funnel", json))
        .containsExactly(
            Arrays.asList(1L, "view", 0L, null, null, null, null),
            Arrays.asList(2L, "paid", 0L, null, null, null, null));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    String json =
        """
        {"steps":[{"event":"view","optional":true}],"order":"strict","window":"soon",
         "exclude":[{"event":"cart","between":[2,1]}],"hold_constant":"colour","speed":1}
        """;
    assertThatThrownBy(() -> project.ask("funnel", json))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().stream().map(Problem::pointer))
                    .contains(
                        "/steps",
                        "/steps/0/optional",
                        "/window",
                        "/exclude",
                        "/exclude/0/between",
                        "/hold_constant",
                        "/speed"));
  }
}
