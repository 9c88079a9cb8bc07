package io.onelift.collect;

import static io.onelift.collect.Ingest.track;
import static io.onelift.event.Identifier.anonymous;
import static io.onelift.event.Identifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.identity.Forgotten;
import io.onelift.identity.LedgerEntry;
import io.onelift.identity.ProfileNumbers;
import io.onelift.identity.Replay;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseConfig;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events are the log: what follows from them is derived again after a failure, once. */
@ExtendWith(WarehouseExtension.class)
class LogFirstTest {
  private final WarehouseConfig config;
  private Warehouse warehouse;
  private Ingest ingest;

  LogFirstTest(EmbeddedEngine engine) {
    config = WarehouseExtension.freshConfig(engine);
  }

  @BeforeEach
  void visitorAndUser() {
    warehouse = Warehouse.connect(config);
    ingest = Ingest.open(warehouse);
    ingest.collect(track("view", Map.of(), anonymous("a")), track("buy", Map.of(), user("u")));
  }

  @AfterEach
  void close() {
    ingest.close();
    warehouse.close();
  }

  private void restart() {
    ingest.close();
    ingest = Ingest.open(warehouse);
  }

  /** Has a table away while an event comes, so that the commit stops there. */
  private void collectWithout(String table, Event... events) {
    warehouse.execute("RENAME TABLE %s TO away".formatted(table));
    try {
      assertThatThrownBy(() -> ingest.collect(events)).isInstanceOf(CompletionException.class);
    } finally {
      warehouse.execute("RENAME TABLE away TO %s".formatted(table));
    }
  }

  private static Event login() {
    return track("login", "login", Map.of(), user("u"), anonymous("a"), anonymous("b"));
  }

  private void assertOnePerson() {
    ProfileId person = ingest.identities.find(user("u")).orElseThrow();
    assertThat(person).isEqualTo(new ProfileId(1));
    assertThat(ingest.identities.identifiers(person))
        .containsExactlyInAnyOrder(user("u"), anonymous("a"), anonymous("b"));
    assertThat(ingest.identities.members(person)).hasSize(2);
    assertThat(ingest.identities.ledger(person))
        .singleElement()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.MERGE));
    assertThat(
            ingest.count(
                "SELECT count() AS n FROM events WHERE %s = 1"
                    .formatted(ProfileNumbers.sql("profile_no"))))
        .isEqualTo(3);
    assertThat(ingest.count("SELECT count() AS n FROM profiles FINAL")).isEqualTo(1);
  }

  @Test
  void derivesIdentitiesThatDidNotFollowTheirEventsBeforeTheNextCommit() {
    List<Commit> commits = new CopyOnWriteArrayList<>();
    ingest.collector.listen(commits::add);
    collectWithout("identifiers", login());

    assertThat(ingest.collect(login())).as("it had arrived").isEqualTo(new Receipt(0, 1, 0));
    assertOnePerson();
    assertThat(commits)
        .singleElement()
        .satisfies(
            commit -> {
              assertThat(commit.events()).hasSize(1);
              assertThat(commit.merges()).hasSize(1);
            });
  }

  @Test
  void derivesIdentitiesThatACrashCutOffAtTheStart() {
    collectWithout("ledger", login());
    restart();
    assertThat(ingest.collect(login())).isEqualTo(new Receipt(0, 1, 0));
    assertOnePerson();
  }

  @Test
  void tellsListenersOnceWhenOnlyTheProfilesDidNotFollow() {
    List<Commit> commits = new CopyOnWriteArrayList<>();
    ingest.collector.listen(commits::add);
    collectWithout("profiles", login());
    assertThat(ingest.collect(login())).isEqualTo(new Receipt(0, 1, 0));
    assertOnePerson();
    assertThat(commits).singleElement().satisfies(c -> assertThat(c.events()).hasSize(1));
  }

  @Test
  void takesBackWhatWasResolvedForEventsThatDidNotArrive() {
    collectWithout("events", login());
    // Something else comes first, and finds the visitor and the user apart.
    ingest.collect(track("other", Map.of(), user("w"), anonymous("b")));

    ProfileId visitor = ingest.identities.find(anonymous("a")).orElseThrow();
    assertThat(ingest.identities.find(user("u"))).isPresent().get().isNotEqualTo(visitor);
    assertThat(ingest.identities.find(anonymous("b"))).isEqualTo(ingest.identities.find(user("w")));
    assertThat(ingest.identities.ledger(visitor)).isEmpty();
    assertThat(ingest.collect(login())).isEqualTo(new Receipt(1, 0, 0));

    ProfileId person = ingest.identities.find(user("u")).orElseThrow();
    assertThat(ingest.identities.find(anonymous("a"))).contains(person);
    assertThat(ingest.identities.find(anonymous("b")))
        .isEqualTo(ingest.identities.find(user("w")))
        .isNotEqualTo(ingest.identities.find(user("u")));
    List<LedgerEntry> ledger = ingest.identities.ledger(person);
    restart();
    assertThat(ingest.identities.find(user("u"))).contains(person);
    assertThat(ingest.identities.ledger(person)).isEqualTo(ledger).hasSize(2);
  }

  @Test
  void keepsEveryIdentifierOfAnEventInItsOrder() {
    Identifier first = new Identifier("phone", "13800000001");
    Identifier second = new Identifier("phone", "13800000002");
    ingest.collect(track("call", Map.of(), anonymous("z"), second, first));
    assertThat(
            warehouse
                .query(
                    "SELECT mapKeys(identifiers) AS types, mapValues(identifiers) AS values FROM"
                        + " events WHERE event = 'call'",
                    Map.of(),
                    row -> List.of(row.<String>list("types"), row.<String>list("values")))
                .getFirst())
        .containsExactly(
            List.of("anonymous_id", "phone", "phone"), List.of("z", "13800000002", "13800000001"));
  }

  @Test
  void quarantinesAnEventThatNamesNobody() {
    Receipt receipt =
        ingest.collect(
            track("lost", Map.of("k", "v"), user("null"), anonymous("00000000-0000-0000")),
            track("found", Map.of(), user("Undefined"), anonymous("real")));
    assertThat(receipt).isEqualTo(new Receipt(1, 0, 1));
    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'lost'")).isZero();
    assertThat(ingest.quarantine.list(java.util.Optional.empty(), 10))
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.reasons().getFirst()).contains("user_id 'null'", "nobody");
              assertThat(rejected.payload()).contains("\"event\":\"lost\"", "\"k\":\"v\"");
            });
    ProfileId real = ingest.identities.find(anonymous("real")).orElseThrow();
    assertThat(ingest.identities.find(user("Undefined"))).isEmpty();
    assertThat(ingest.identities.ledger(real))
        .singleElement()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.BLOCKED));
  }

  @Test
  void forgetsAPersonForGood() {
    ingest.collect(login());
    // A second user of the same device, so the first one's id is in the second one's event too.
    ingest.collect(track("login", Map.of(), user("v"), anonymous("a")));
    ProfileId person = ingest.identities.find(user("u")).orElseThrow();
    ProfileId other = ingest.identities.find(user("v")).orElseThrow();
    List<Commit> commits = new CopyOnWriteArrayList<>();
    ingest.collector.listen(commits::add);

    Forgotten forgotten =
        ingest
            .collector
            .exclusively(
                turn -> {
                  Forgotten done = ingest.identities.forget(turn.commit(), person, "ann");
                  turn.announce(
                      new Commit(
                          List.of(),
                          List.of(),
                          List.of(),
                          Set.copyOf(done.numbers()),
                          Set.of(),
                          Set.of()));
                  return done;
                })
            .join();

    assertThat(forgotten.numbers()).hasSize(2);
    assertThat(forgotten.identifiers()).isEqualTo(3);
    assertThat(forgotten.events()).isEqualTo(1);
    assertThat(forgotten.entries()).isEqualTo(2);
    assertThat(commits).singleElement().satisfies(c -> assertThat(c.erased()).hasSize(2));
    for (int run = 0; run < 2; run++) {
      assertThat(ingest.identities.find(user("u"))).isEmpty();
      assertThat(ingest.identities.find(anonymous("a"))).isEmpty();
      assertThat(ingest.identities.find(user("v"))).contains(other);
      assertThat(
              ingest.count("SELECT count() AS n FROM identifiers WHERE value IN ('u', 'a', 'b')"))
          .isZero();
      assertThat(
              ingest.count(
                  "SELECT countIf(has(mapValues(identifiers), 'a')) AS n FROM events WHERE"
                      + " profile_no = "
                      + other))
          .isZero();
      assertThat(ingest.identities.ledger(other))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.identifiers()).isEmpty();
                assertThat(entry.cause(Identifier::value)).contains("erased");
              });
      restart();
    }
    Replay replay = new Replay(warehouse, ingest.identities);
    warehouse.execute(
        "ALTER TABLE events DELETE WHERE profile_no IN (1, 2) SETTINGS mutations_sync = 1");
    replay.read();
    Replay.Result result = ingest.collector.exclusively(turn -> replay.compare()).join();
    assertThat(result.differences()).isEmpty();
    assertThat(result.erasures()).isEqualTo(1);
    ingest.collect(track("back", Map.of(), anonymous("a")));
    assertThat(ingest.identities.find(anonymous("a")).orElseThrow()).isGreaterThan(other);
  }
}
