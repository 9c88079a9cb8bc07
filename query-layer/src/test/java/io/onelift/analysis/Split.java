package io.onelift.analysis;

import io.onelift.analysis.AnalysisProject.Happening;
import io.onelift.warehouse.WarehouseExtension;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What a question is split and filtered by, in JSON and event by event. */
record Split(String grain, boolean audiences, boolean city, boolean item, boolean filter) {
  static final Instant FROM = Instant.parse("2026-10-03T00:00:00+08:00");
  static final Instant TO = Instant.parse("2026-10-12T00:00:00+08:00");
  static final Split NONE = new Split("", false, false, false, false);

  /** Each of them sometimes. */
  static Split random(Random random) {
    return new Split(
        List.of("", "", "day", "week").get(random.nextInt(4)),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        random.nextInt(4) == 0);
  }

  /** The fields, with a comma behind. */
  String json() {
    List<String> by = new ArrayList<>();
    if (city) {
      by.add("{\"dimension\":\"city\"}");
    }
    if (item) {
      by.add("{\"dimension\":\"item\"}");
    }
    return "\"range\":{\"from\":\"2026-10-03\",\"to\":\"2026-10-12\"},\"by_limit\":1000,"
        + (grain.isEmpty() ? "" : "\"grain\":\"" + grain + "\",")
        + (audiences ? "\"audiences\":[\"$everyone\",\"few\"]," : "")
        + (by.isEmpty() ? "" : "\"by\":" + by + ",")
        + (filter ? "\"filter\":{\"event\":\"view\",\"count\":{\"gte\":9}}," : "");
  }

  static boolean inRange(Instant time) {
    return !time.isBefore(FROM) && time.isBefore(TO);
  }

  static LocalDate day(Instant time) {
    return time.atZone(WarehouseExtension.ZONE).toLocalDate();
  }

  /** Those whom the filter lets pass. */
  Stream<Integer> people(AnalysisProject project) {
    return Stream.iterate(1, no -> no <= AnalysisProject.PEOPLE, no -> no + 1)
        .filter(
            no ->
                !filter
                    || project.events.stream()
                            .filter(e -> e.profile() == no && e.event().equals("view"))
                            .count()
                        >= 9);
  }

  static List<Happening> of(AnalysisProject project, int person) {
    return project.events.stream().filter(e -> e.profile() == person).toList();
  }

  /** The keys of every row that something of this moment is in. */
  List<List<Object>> keys(AnalysisProject project, int person, Instant time, String itemThen) {
    List<List<Object>> all = new ArrayList<>();
    for (String audience : audiences ? List.of("$everyone", "few") : List.of("")) {
      if (!audience.equals("few") || AnalysisProject.isFew(person)) {
        List<Object> keys = new ArrayList<>();
        if (!grain.isEmpty()) {
          LocalDate day = day(time);
          keys.add(
              (grain.equals("week")
                      ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                      : day)
                  .toString());
        }
        if (audiences) {
          keys.add(audience);
        }
        if (city) {
          keys.add(project.cities.get(person));
        }
        if (item) {
          keys.add(itemThen);
        }
        all.add(keys);
      }
    }
    return all;
  }

  /** How many columns the keys have. */
  int width() {
    return (grain.isEmpty() ? 0 : 1) + (audiences ? 1 : 0) + (city ? 1 : 0) + (item ? 1 : 0);
  }

  /** The keys of a row under the names of their columns. */
  Map<String, Object> cell(List<Object> row) {
    Map<String, Object> cell = new HashMap<>();
    int at = 0;
    if (!grain.isEmpty()) {
      cell.put("time", row.get(at++));
    }
    if (audiences) {
      cell.put("audience", row.get(at++));
    }
    if (city) {
      cell.put("city", row.get(at++));
    }
    if (item) {
      cell.put("item", row.get(at));
    }
    return cell;
  }
}
