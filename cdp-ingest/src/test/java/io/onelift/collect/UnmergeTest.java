package io.onelift.collect;

import static io.onelift.collect.Ingest.identify;
import static io.onelift.collect.Ingest.track;
import static io.onelift.event.Identifier.anonymous;
import static io.onelift.event.Identifier.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Commit;
import io.onelift.event.Conflict;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.identity.LedgerEntry;
import io.onelift.identity.ProfileNumbers;
import io.onelift.identity.Replay;
import io.onelift.identity.Unmerged;
import io.onelift.profile.RecentEvent;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class UnmergeTest {
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");

  private final Warehouse warehouse;
  private Ingest ingest;

  UnmergeTest(EmbeddedEngine engine) {
    warehouse = Warehouse.connect(WarehouseExtension.freshConfig(engine));
    ingest = Ingest.open(warehouse);
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

  private ProfileId profile(Identifier identifier) {
    return ingest.identities.find(identifier).orElseThrow();
  }

  private Unmerged unmerge(String id) {
    return ingest
        .collector
        .exclusively(new Unmerging(ingest.identities, id, "ann", "a mix-up"))
        .join();
  }

  private LedgerEntry merge() {
    return ingest
        .identities
        .ledger(Optional.empty(), Optional.of(LedgerEntry.Kind.MERGE), Optional.empty(), 10)
        .getFirst();
  }

  /** A visitor and a user with traits and events of their own, joined by a login. */
  private void joined() {
    ingest.collect(
        identify(NOON, Map.of("city", "上海", "age", 30L), anonymous("a")),
        track("view", Map.of(), anonymous("a")),
        identify(NOON.plusSeconds(60), Map.of("city", "北京"), user("u")),
        track("buy", Map.of(), user("u")));
    ingest.collect(track("login", Map.of(), user("u"), anonymous("a")));
    // Late events and new identifiers belong to the side that their own identifiers are of.
    ingest.collect(track("view", Map.of(), anonymous("a")));
    ingest.collect(track("call", Map.of(), user("u"), new Identifier("phone", "13800000001")));
  }

  private void assertApart(ProfileId visitor, ProfileId user) {
    assertThat(profile(anonymous("a"))).isEqualTo(visitor);
    assertThat(profile(user("u"))).isEqualTo(user);
    assertThat(profile(new Identifier("phone", "13800000001"))).isEqualTo(user);
    assertThat(ingest.profiles.profile(visitor).orElseThrow().traits())
        .isEqualTo(Map.of("city", "上海", "age", 30.0));
    assertThat(ingest.profiles.profile(user).orElseThrow().traits())
        .isEqualTo(Map.of("city", "北京"));
    assertThat(ingest.profiles.recentEvents(visitor, 10))
        .extracting(RecentEvent::event)
        .containsExactlyInAnyOrder("identify", "view", "view");
    assertThat(ingest.profiles.recentEvents(user, 10))
        .extracting(RecentEvent::event)
        .containsExactlyInAnyOrder("identify", "buy", "login", "call");
    assertThat(
            ingest.count(
                "SELECT count() AS n FROM events WHERE %s = %s"
                    .formatted(ProfileNumbers.sql("profile_no"), user)))
        .isEqualTo(4);
  }

  @Test
  void givesBothSidesTheirEventsTraitsAndIdentifiersBackForGood() {
    joined();
    assertThat(profile(user("u"))).isEqualTo(profile(anonymous("a")));
    LedgerEntry merge = merge();
    List<Commit> commits = new CopyOnWriteArrayList<>();
    ingest.collector.listen(commits::add);

    Unmerged unmerged = unmerge(merge.id());

    assertThat(unmerged.kept()).isEqualTo(merge.winner());
    assertThat(unmerged.restored()).isEqualTo(merge.loser());
    assertApart(unmerged.kept(), unmerged.restored());
    assertThat(commits)
        .singleElement()
        .satisfies(
            commit -> {
              assertThat(commit.splits())
                  .containsExactly(new Commit.Parted(unmerged.kept(), unmerged.restored()));
              assertThat(commit.traits()).contains("city");
            });
    restart();
    assertApart(unmerged.kept(), unmerged.restored());

    // The same evidence does not join them again, directly or through somebody else.
    ingest.collect(
        track("login", Map.of(), new Identifier("email", "x@y.z"), anonymous("a")),
        track("login", Map.of(), user("u"), new Identifier("email", "x@y.z")));
    assertThat(profile(user("u"))).isNotEqualTo(profile(anonymous("a")));
    ProfileId visitor = profile(anonymous("a"));
    assertThat(ingest.identities.ledger(visitor))
        .extracting(LedgerEntry::kind)
        .containsExactly(
            LedgerEntry.Kind.MERGE, LedgerEntry.Kind.UNMERGE, LedgerEntry.Kind.REFUSED);
    assertThat(ingest.identities.ledger(visitor).getFirst().undone()).isTrue();
    assertThat(ingest.identities.ledger(visitor).get(1).cause(Identifier::value))
        .isEqualTo("unmerged by ann: a mix-up");
    assertThat(ingest.identities.ledger(visitor).getLast().cause(i -> "***"))
        .isEqualTo(
            "email '***' was left out: somebody has put its profile and that of user_id '***'"
                + " apart");
    assertThat(replay().differences()).isEmpty();
  }

  private Replay.Result replay() {
    Replay replay = new Replay(warehouse, ingest.identities);
    replay.read();
    return ingest.collector.exclusively(turn -> replay.compare()).join();
  }

  @Test
  void takesOneOfSeveralMergesBack() {
    Identifier phone = new Identifier("phone", "1");
    ingest.collect(
        track("e", Map.of(), anonymous("a")),
        track("e", Map.of(), phone),
        track("e", Map.of(), user("u")),
        track("e", Map.of(), anonymous("b")));
    ingest.collect(track("e", Map.of(), phone, anonymous("b")));
    ingest.collect(track("e", Map.of(), phone, anonymous("a")));
    ingest.collect(track("e", Map.of(), user("u"), anonymous("b")));
    String middle =
        ingest.identities.ledger(profile(user("u"))).stream()
            .filter(e -> e.identifier().equals(Optional.of(anonymous("a"))))
            .findFirst()
            .orElseThrow()
            .id();

    Unmerged unmerged = unmerge(middle);

    assertThat(profile(anonymous("a"))).isEqualTo(unmerged.kept());
    assertThat(List.of(profile(phone), profile(user("u")), profile(anonymous("b"))))
        .containsOnly(unmerged.restored());
    restart();
    assertThat(List.of(profile(phone), profile(user("u")), profile(anonymous("b"))))
        .containsOnly(unmerged.restored());
    assertThat(replay().differences()).isEmpty();
  }

  @Test
  void completesAnUnmergeThatFailedHalfWay() {
    joined();
    LedgerEntry merge = merge();
    warehouse.execute("RENAME TABLE ledger TO away");
    // The ledger is needed to find the merge, so it fails before anything has happened.
    assertThatThrownBy(() -> unmerge(merge.id())).hasMessageContaining("ledger");
    warehouse.execute("RENAME TABLE away TO ledger");
    ingest.collect(track("between", Map.of(), user("somebody else")));
    warehouse.execute("RENAME TABLE profiles TO away");
    assertThatThrownBy(() -> unmerge(merge.id())).hasMessageContaining("profiles");
    warehouse.execute("RENAME TABLE away TO profiles");

    ingest.collect(track("next", Map.of(), user("somebody else")));

    assertApart(merge.winner(), merge.loser());
    assertThat(replay().differences()).isEmpty();
  }

  @Test
  void saysWhyAnEntryCannotBeTakenBack() {
    joined();
    ingest.collect(track("open", Map.of(), user("v"), anonymous("a")));
    String id = merge().id();
    String refused =
        ingest
            .identities
            .ledger(Optional.empty(), Optional.of(LedgerEntry.Kind.REFUSED), Optional.empty(), 10)
            .getFirst()
            .id();
    assertThatThrownBy(() -> unmerge("none")).hasCauseInstanceOf(NotFound.class);
    assertThatThrownBy(() -> unmerge(refused))
        .hasCauseInstanceOf(Conflict.class)
        .hasMessageContaining("refused");
    unmerge(id);
    assertThatThrownBy(() -> unmerge(id))
        .hasCauseInstanceOf(Conflict.class)
        .hasMessageContaining("before");
  }
}
