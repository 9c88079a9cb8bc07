package io.onelift.chaos;

import io.onelift.identity.IdentityGraph;
import io.onelift.identity.ProfileNumbers;
import io.onelift.identity.Replay;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what is in the warehouse with what was told, without the product's own reading. */
final class Findings {
  private final Warehouse warehouse;
  private final Tale tale;
  private final List<String> problems = new ArrayList<>();

  private Findings(Warehouse warehouse, Tale tale) {
    this.warehouse = warehouse;
    this.tale = tale;
  }

  /** Everything that is not as it has to be when all calls were acknowledged; empty when all is. */
  static List<String> of(Warehouse warehouse, Tale tale) {
    Findings findings = new Findings(warehouse, tale);
    findings.events();
    findings.profiles();
    findings.people();
    findings.replay();
    return findings.problems;
  }

  private void events() {
    long stored = number("SELECT count() AS n FROM events");
    long ids = number("SELECT uniqExact(message_id) AS n FROM events");
    expect("events in the warehouse", tale.told(), stored);
    expect("different message ids", stored, ids);
    expect("events in quarantine", 0, number("SELECT count() AS n FROM rejected_events"));
  }

  private void profiles() {
    expect(
        "profiles out of step with their events",
        0,
        number(
            "SELECT count() AS n FROM (SELECT %s AS p, min(time) AS f, max(time) AS l FROM events GROUP BY p) AS e LEFT JOIN (SELECT * FROM profiles FINAL) AS r ON r.profile_no = e.p WHERE r.profile_no = 0 OR r.first_seen != e.f OR r.last_seen != e.l"
                .formatted(ProfileNumbers.sql("profile_no"))));
    expect(
        "profiles without an event",
        0,
        number(
            "SELECT count() AS n FROM profiles FINAL WHERE profile_no NOT IN (SELECT %s FROM events)"
                .formatted(ProfileNumbers.sql("profile_no"))));
  }

  /** Each person's identifiers are one profile, with the traits that were said of the person. */
  private void people() {
    Map<String, Long> profiles = new HashMap<>();
    warehouse.forEach(
        "SELECT value, %s AS profile FROM identifiers FINAL"
            .formatted(ProfileNumbers.sql("profile_no")),
        Map.of(),
        row -> profiles.put(row.text("value"), row.integer("profile")));
    Map<Long, long[]> traits = new HashMap<>();
    warehouse.forEach(
        "SELECT profile_no, ifNull(t_score, 0) AS score, ifNull(t_points, 0) AS points FROM"
            + " profiles FINAL",
        Map.of(),
        row ->
            traits.put(
                row.integer("profile_no"),
                new long[] {(long) row.number("score"), (long) row.number("points")}));
    for (int person = 0; person < Tale.PEOPLE; person++) {
      Long user = profiles.get("user-" + person);
      if (user == null) {
        expect("increments of a person without a user id, " + person, 0, tale.increments(person));
        continue;
      }
      Long visitor = profiles.get("visitor-" + person);
      if (tale.score(person) > 0 && !user.equals(visitor)) {
        problems.add("person " + person + " is two profiles: " + user + " and " + visitor);
      }
      long[] said = traits.getOrDefault(user, new long[2]);
      expect("score of person " + person, tale.score(person), said[0]);
      expect("points of person " + person, tale.increments(person), said[1]);
    }
  }

  /** The log from scratch has to give the same profiles and the same ledger. */
  private void replay() {
    Replay replay = new Replay(warehouse, IdentityGraph.open(warehouse));
    replay.read();
    replay.compare().differences().forEach(difference -> problems.add("replay: " + difference));
  }

  private long number(String sql) {
    return warehouse.query(sql, Map.of(), row -> row.integer("n")).getFirst();
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      problems.add(what + ": expected " + expected + ", found " + found);
    }
  }
}
