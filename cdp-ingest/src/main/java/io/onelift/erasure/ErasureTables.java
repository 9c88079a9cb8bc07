package io.onelift.erasure;

import io.onelift.event.ProfileId;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of erasures in the warehouse. Every write may be repeated. */
final class ErasureTables {
  private static final List<String> COLUMNS =
      List.of(
          "erasure_id",
          "requested_at",
          "said_by",
          "profile_no",
          "numbers",
          "suppress",
          "events",
          "identifiers",
          "traits",
          "rejected",
          "done_at",
          "version");

  /** How far an erasure is. */
  record State(Erasure erasure, List<Long> numbers) {}

  private final Warehouse warehouse;

  ErasureTables(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void save(State state) {
    Erasure erasure = state.erasure();
    List<Object> row = new ArrayList<>(COLUMNS.size());
    row.add(erasure.id());
    row.add(erasure.requestedAt());
    row.add(erasure.by());
    row.add(erasure.profile().unsigned());
    row.add(state.numbers());
    row.add(erasure.suppress());
    row.add(erasure.events());
    row.add(erasure.identifiers());
    row.add(erasure.traits());
    row.add(erasure.rejected());
    row.add(erasure.doneAt().orElse(null));
    row.add(erasure.doneAt().isPresent() ? 2L : 1L);
    warehouse.insert("erasures", COLUMNS, List.of(row));
  }

  /** Keeps how many events of which name and day these numbers have. */
  List<Erasure.EventsOfDay> count(String id, List<Long> numbers) {
    warehouse.execute(
        "INSERT INTO erased_events SELECT {id:String}, event, toDate(time), count() FROM events"
            + " WHERE profile_no IN {numbers:Array(UInt32)} GROUP BY event, toDate(time)",
        Map.of("id", id, "numbers", numbers));
    return byDay().getOrDefault(id, List.of());
  }

  /** What is requested and not done. */
  List<State> unfinished() {
    return states("WHERE done_at IS NULL", Map.of(), Map.of());
  }

  /** All erasures, the latest first. */
  List<Erasure> list() {
    Map<String, Long> dropped = new HashMap<>();
    warehouse.forEach(
        "SELECT erasure_id, sum(events) AS n FROM suppressed_events GROUP BY erasure_id",
        Map.of(),
        row -> dropped.put(row.text("erasure_id"), row.integer("n")));
    return states("", byDay(), dropped).stream().map(State::erasure).toList();
  }

  private Map<String, List<Erasure.EventsOfDay>> byDay() {
    Map<String, List<Erasure.EventsOfDay>> days = new HashMap<>();
    warehouse.forEach(
        "SELECT erasure_id, event, toString(day) AS on_day, events FROM erased_events FINAL ORDER"
            + " BY day, event",
        Map.of(),
        row ->
            days.computeIfAbsent(row.text("erasure_id"), _ -> new ArrayList<>())
                .add(
                    new Erasure.EventsOfDay(
                        row.text("event"),
                        LocalDate.parse(row.text("on_day")),
                        row.integer("events"))));
    return days;
  }

  private List<State> states(
      String where, Map<String, List<Erasure.EventsOfDay>> days, Map<String, Long> dropped) {
    return warehouse.query(
        "SELECT * FROM erasures FINAL " + where + " ORDER BY requested_at DESC, erasure_id",
        Map.of(),
        row -> state(row, days, dropped));
  }

  private static State state(
      Row row, Map<String, List<Erasure.EventsOfDay>> days, Map<String, Long> dropped) {
    String id = row.text("erasure_id");
    Optional<Instant> doneAt =
        row.isNull("done_at") ? Optional.empty() : Optional.of(row.time("done_at"));
    return new State(
        new Erasure(
            id,
            row.time("requested_at"),
            row.text("said_by"),
            ProfileId.of(row.integer("profile_no")),
            row.flag("suppress"),
            row.integer("events"),
            row.integer("identifiers"),
            row.integer("traits"),
            row.integer("rejected"),
            dropped.getOrDefault(id, 0L),
            doneAt,
            days.getOrDefault(id, List.of())),
        row.<Number>list("numbers").stream().map(Number::longValue).toList());
  }
}
