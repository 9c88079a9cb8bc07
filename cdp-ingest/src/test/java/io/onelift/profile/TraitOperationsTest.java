package io.onelift.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.collect.Ingest;
import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.event.TraitOperation;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class TraitOperationsTest {
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private final Warehouse warehouse;
  private final EmbeddedEngine engine;
  private final Identifier user = Identifier.user(UUID.randomUUID().toString());
  private Ingest ingest;

  TraitOperationsTest(Warehouse warehouse, EmbeddedEngine engine) {
    this.warehouse = warehouse;
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    ingest = Ingest.open(warehouse);
  }

  @AfterEach
  void close() {
    ingest.close();
  }

  @Test
  void everyOperationActsInTheOrderOfTheCommit() {
    ingest.collect(
        said(0, TraitOperation.SET, Map.of("points", 10, "city", "上海", "level", "gold")),
        said(1, TraitOperation.SET_ONCE, Map.of("city", "北京", "first_seen_in", "app")),
        said(2, TraitOperation.INCREMENT, Map.of("points", 5, "visits", 1)),
        said(3, TraitOperation.INCREMENT, Map.of("points", -2, "visits", 1)),
        said(4, TraitOperation.APPEND, Map.of("likes", List.of("fund", "gold"))),
        said(5, TraitOperation.APPEND, Map.of("likes", List.of("gold", "deposit"))),
        said(6, TraitOperation.UNSET, Map.of("level", true)));

    assertThat(traits())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "points",
                13.0,
                "city",
                "上海",
                "first_seen_in",
                "app",
                "visits",
                2.0,
                "likes",
                List.of("fund", "gold", "deposit")));
  }

  @Test
  void aDeleteTakesWhatWasSaidBeforeItAndNothingElse() {
    ingest.collect(said(0, TraitOperation.SET, Map.of("plan", "a", "size", 3)));
    ingest.collect(said(5, TraitOperation.DELETE, Map.of()));
    assertThat(traits()).isEmpty();

    ingest.collect(
        said(2, TraitOperation.SET, Map.of("plan", "too late to count")),
        said(6, TraitOperation.SET, Map.of("size", 4)));

    assertThat(traits()).containsExactlyEntriesOf(Map.of("size", 4.0));
  }

  @Test
  void aLateSetMeetsTheIncrementsAroundIt() {
    ingest.collect(said(1, TraitOperation.INCREMENT, Map.of("score", 1)));
    ingest.collect(said(3, TraitOperation.INCREMENT, Map.of("score", 10)));
    ingest.collect(said(2, TraitOperation.SET, Map.of("score", 100)));

    assertThat(traits()).containsEntry("score", 110.0);
  }

  @Test
  void incrementsOfTwoProfilesThatBecomeOneAreAdded() {
    Identifier visitor = Identifier.anonymous(UUID.randomUUID().toString());
    ingest.collect(said(0, TraitOperation.INCREMENT, Map.of("logins", 2)));
    ingest.collect(said(1, TraitOperation.INCREMENT, Map.of("logins", 3), visitor));

    ingest.collect(said(2, TraitOperation.INCREMENT, Map.of("logins", 1), user, visitor));

    assertThat(traits()).containsEntry("logins", 6.0);
  }

  @Test
  void whatCannotBeAddedToLeavesOnlyThatTraitOut() {
    ingest.collect(said(0, TraitOperation.SET, Map.of("tier", "gold")));

    ingest.collect(
        said(1, TraitOperation.INCREMENT, Map.of("tier", 1, "steps", 4)),
        said(2, TraitOperation.APPEND, Map.of("tier", List.of("x"))));

    assertThat(traits()).containsEntry("tier", "gold").containsEntry("steps", 4.0);
    assertThat(
            ingest.quarantine.list(java.util.Optional.empty(), 10).stream()
                .filter(r -> r.part().equals("tier"))
                .flatMap(r -> r.reasons().stream()))
        .anyMatch(reason -> reason.contains("'tier' is a text, and only a number can be added to"))
        .anyMatch(reason -> reason.contains("only a list can be added to"));
  }

  @Test
  void incrementsCountOnceWhenTheEngineIsKilledBetweenEventsAndProfiles() {
    ingest.collect(said(0, TraitOperation.INCREMENT, Map.of("paid", 1)));
    Event cutOff = said(1, TraitOperation.INCREMENT, Map.of("paid", 10));
    warehouse.execute("RENAME TABLE profiles TO profiles_away");
    assertThatThrownBy(() -> ingest.collect(cutOff)).isNotNull();
    killEngine();
    warehouse.execute("RENAME TABLE profiles_away TO profiles");

    assertThat(ingest.collect(cutOff).duplicates()).isEqualTo(1);
    ingest.collect(said(2, TraitOperation.INCREMENT, Map.of("paid", 100)));

    assertThat(traits()).containsEntry("paid", 111.0);
    ingest.close();
    ingest = Ingest.open(warehouse);
    assertThat(traits()).containsEntry("paid", 111.0);
  }

  @Test
  void incrementsCountOnceWhenTheNextStartFindsTheProfilesUnwritten() {
    ingest.collect(said(0, TraitOperation.INCREMENT, Map.of("paid", 1)));
    Event cutOff = said(1, TraitOperation.INCREMENT, Map.of("paid", 10));
    warehouse.execute("RENAME TABLE profiles TO profiles_away");
    assertThatThrownBy(() -> ingest.collect(cutOff)).isNotNull();
    warehouse.execute("RENAME TABLE profiles_away TO profiles");
    ingest.close();

    ingest = Ingest.open(warehouse);
    assertThat(ingest.collect(cutOff).duplicates()).isEqualTo(1);

    assertThat(traits()).containsEntry("paid", 11.0);
  }

  @Test
  void aRebuiltRowIsTheRow() {
    Identifier visitor = Identifier.anonymous(UUID.randomUUID().toString());
    ingest.collect(
        said(0, TraitOperation.SET, Map.of("kind", "visitor", "pages", 7), visitor),
        said(1, TraitOperation.INCREMENT, Map.of("pages", 1), visitor),
        said(2, TraitOperation.SET, Map.of("kind", "user"), user),
        said(3, TraitOperation.APPEND, Map.of("tags", List.of("b", "a")), user, visitor));
    Map<String, Object> before = traits();
    ProfileId id = ingest.identities.find(user).orElseThrow();
    long commit = ingest.count("SELECT max(commit_no) AS n FROM events");
    warehouse.execute("ALTER TABLE profiles DELETE WHERE 1 SETTINGS mutations_sync = 1");

    Set<String> traits = new ProfileWriter(warehouse, ingest.plan).rebuild(commit, Set.of(id));

    assertThat(traits()).isEqualTo(before).containsEntry("pages", 8.0);
    assertThat(traits).containsExactlyInAnyOrderElementsOf(before.keySet());
  }

  private void killEngine() {
    ProcessHandle running = ProcessHandle.of(engine.pid()).orElseThrow();
    running.destroyForcibly();
    running.onExit().join();
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      engine.awaitReady(Duration.ofSeconds(30));
      try {
        warehouse.execute("SELECT 1");
        return;
      } catch (WarehouseException e) {
        assertThat(e.isRetriable()).isTrue();
      }
    }
    throw new AssertionError("The engine never came back");
  }

  private Map<String, Object> traits() {
    return ingest
        .profiles
        .profile(ingest.identities.find(user).orElseThrow())
        .orElseThrow()
        .traits();
  }

  private Event said(
      int second, TraitOperation operation, Map<String, Object> traits, Identifier... who) {
    Instant time = START.plusSeconds(second);
    return new Event(
        UUID.randomUUID().toString(),
        EventKind.IDENTIFY,
        "identify",
        time,
        time.isAfter(Instant.now()) ? time : Instant.now(),
        who.length == 0 ? List.of(user) : List.of(who),
        Map.of(),
        operation,
        traits,
        Map.of(),
        "test",
        false);
  }
}
