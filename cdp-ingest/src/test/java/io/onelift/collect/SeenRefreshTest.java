package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refreshes run beside the commits all the time here, while people are told of and merged. */
@ExtendWith(WarehouseExtension.class)
class SeenRefreshTest {
  private static final int PEOPLE = 12;
  private static final int COMMITS = 250;
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

  private static final CollectorConfig ALWAYS =
      new CollectorConfig(
          Duration.ZERO, Duration.ZERO, 100, 10_000, Duration.ZERO, Ingest.MESSAGE_IDS);

  private final Warehouse warehouse;

  SeenRefreshTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void rowsSayWhatTheEventsSayAfterRefreshesBesideCommits() {
    Random random = new Random(7);
    Map<String, Double> said = new HashMap<>();
    try (Ingest ingest = Ingest.open(warehouse, ALWAYS)) {
      for (int commit = 0; commit < COMMITS; commit++) {
        List<CompletableFuture<Receipt>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          calls.add(ingest.collector.collect(List.of(event(random, commit * 3 + i, said))));
        }
        calls.forEach(CompletableFuture::join);
      }
    }
    assertThat(
            warehouse.query(
                "SELECT e.p AS profile FROM (SELECT %s AS p, min(time) AS f, max(time) AS l FROM events GROUP BY p) AS e LEFT JOIN (SELECT * FROM profiles FINAL) AS r ON r.profile_no = e.p WHERE r.profile_no = 0 OR r.first_seen != e.f OR r.last_seen != e.l"
                    .formatted(ProfileNumbers.sql("profile_no")),
                Map.of(),
                row -> row.integer("profile")))
        .isEmpty();
    try (Ingest ingest = Ingest.open(warehouse)) {
      said.forEach(
          (user, score) ->
              assertThat(
                      ingest
                          .profiles
                          .profile(ingest.identities.find(Identifier.user(user)).orElseThrow())
                          .orElseThrow()
                          .traits())
                  .containsEntry("score", score));
    }
  }

  /** Somebody known, somebody unknown, or the event that tells that both are one. */
  private static Event event(Random random, int number, Map<String, Double> said) {
    String user = "u" + random.nextInt(PEOPLE);
    String visitor = "v" + user + random.nextInt(3);
    Instant time = DAY.plusSeconds(random.nextInt(1_000_000));
    int what = random.nextInt(10);
    List<Identifier> identifiers =
        what < 4
            ? List.of(Identifier.anonymous(visitor))
            : what < 8
                ? List.of(Identifier.user(user))
                : List.of(Identifier.user(user), Identifier.anonymous(visitor));
    boolean tells = what == 5 || what == 9;
    Instant at = tells ? DAY.plusSeconds(2_000_000 + number) : time;
    if (tells) {
      said.put(user, (double) number);
    }
    return new Event(
        "seen-" + number,
        tells ? EventKind.IDENTIFY : EventKind.TRACK,
        tells ? "identify" : "look",
        at,
        at,
        identifiers,
        Map.of(),
        tells ? Map.of("score", (long) number) : Map.of(),
        Map.of(),
        "test",
        false);
  }
}
