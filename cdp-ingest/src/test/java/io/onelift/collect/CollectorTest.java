package io.onelift.collect;

import static io.onelift.collect.Ingest.identify;
import static io.onelift.collect.Ingest.track;
import static io.onelift.event.Identifier.anonymous;
import static io.onelift.event.Identifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.Field;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.event.ValueType;
import io.onelift.identity.LedgerEntry;
import io.onelift.identity.ProfileNumbers;
import io.onelift.profile.Profile;
import io.onelift.profile.RecentEvent;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class CollectorTest {
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");

  private final Warehouse warehouse;

  CollectorTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void makesAnUnknownPropertyQueryableAtOnce() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      Event event =
          track(
              "wish",
              Map.of(
                  "price",
                  12.5,
                  "gift",
                  true,
                  "due",
                  "2026-11-01T08:30:00Z",
                  "tags",
                  List.of("a", "b"),
                  "金额",
                  7L,
                  "Price",
                  "dear",
                  "shop",
                  Map.of("city", "上海")),
              user("wisher"));

      assertThat(ingest.collect(event)).isEqualTo(new Receipt(1, 0, 0));

      assertThat(ingest.plan.propertiesOf("wish"))
          .extracting(Field::name, Field::type)
          .contains(
              org.assertj.core.groups.Tuple.tuple("price", ValueType.NUMBER),
              org.assertj.core.groups.Tuple.tuple("Price", ValueType.TEXT),
              org.assertj.core.groups.Tuple.tuple("gift", ValueType.BOOLEAN),
              org.assertj.core.groups.Tuple.tuple("due", ValueType.TIME),
              org.assertj.core.groups.Tuple.tuple("tags", ValueType.LIST),
              org.assertj.core.groups.Tuple.tuple("金额", ValueType.NUMBER),
              org.assertj.core.groups.Tuple.tuple("shop.city", ValueType.TEXT));
      String amount = ingest.plan.property("金额").orElseThrow().column();
      String city = ingest.plan.property("shop.city").orElseThrow().column();
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM events WHERE event = 'wish' AND p_price = 12.5 AND"
                      + " p_gift AND toHour(p_due) = 16 AND has(p_tags, 'b') AND "
                      + amount
                      + " = 7 AND "
                      + city
                      + " = '上海'"))
          .isEqualTo(1);
    }
  }

  @Test
  void countsAMessageIdOnceInOneCallAcrossCallsAndAfterARestart() {
    Event event = track("once", "once", Map.of(), user("o"));
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(ingest.collect(event, event)).isEqualTo(new Receipt(1, 1, 0));
      assertThat(ingest.collect(event)).isEqualTo(new Receipt(0, 1, 0));
    }
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(ingest.collect(event)).isEqualTo(new Receipt(0, 1, 0));
      assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'once'")).isEqualTo(1);
    }
  }

  @Test
  void countsARetryThatComesWhileTheFirstTryIsInFlightOnce() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      List<Event> call = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        call.add(track("flight", Map.of("i", (long) i), anonymous("f" + i)));
      }
      List<CompletableFuture<Receipt>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tries.add(ingest.collector.collect(call));
      }
      assertThat(tries.stream().mapToInt(t -> t.join().accepted()).sum()).isEqualTo(500);
      assertThat(tries.stream().mapToInt(t -> t.join().duplicates()).sum()).isEqualTo(3500);
      assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'flight'"))
          .isEqualTo(500);
    }
  }

  @Test
  void joinsAnAnonymousVisitorWithTheUserWhoLogsInThere() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      // Both have a history, so the login merges two profiles.
      ingest.collect(track("view", Map.of(), anonymous("visitor")));
      ingest.collect(track("view", Map.of(), user("li")));
      ProfileId before = ingest.identities.find(user("li")).orElseThrow();

      ingest.collect(identify(NOON, Map.of("city", "上海"), user("li"), anonymous("visitor")));

      ProfileId li = ingest.identities.find(user("li")).orElseThrow();
      assertThat(ingest.identities.find(anonymous("visitor"))).contains(li);
      assertThat(ingest.identities.current(before)).isEqualTo(li);
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM events WHERE event = 'view' AND %s = %s"
                      .formatted(ProfileNumbers.sql("profile_no"), li)))
          .isEqualTo(2);
      assertThat(ingest.count("SELECT count() AS n FROM profiles FINAL WHERE t_city = '上海'"))
          .isEqualTo(1);
      assertThat(ingest.identities.identifiers(li))
          .containsExactly(user("li"), anonymous("visitor"));
      assertThat(ingest.identities.ledger(li))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.MERGE);
                assertThat(entry.winner()).isEqualTo(li);
                assertThat(entry.loser()).isEqualTo(before);
                assertThat(entry.cause(Identifier::value)).contains("li").contains("visitor");
              });
      assertThat(ingest.profiles.recentEvents(li, 10))
          .extracting(RecentEvent::event)
          .containsExactlyInAnyOrder("identify", "view", "view");
    }
  }

  @Test
  void keepsTwoUsersOfOneDeviceApart() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collect(track("open", Map.of(), user("ann"), anonymous("tablet")));
      ingest.collect(track("open", Map.of(), user("bob"), anonymous("tablet")));
      ingest.collect(track("open", Map.of(), user("bob"), anonymous("tablet")));
      ingest.collect(track("open", Map.of(), user("ann"), anonymous("tablet")));

      ProfileId ann = ingest.identities.find(user("ann")).orElseThrow();
      ProfileId bob = ingest.identities.find(user("bob")).orElseThrow();
      assertThat(ann).isNotEqualTo(bob);
      assertThat(ingest.identities.find(anonymous("tablet"))).contains(ann);
      assertThat(ingest.profiles.recentEvents(bob, 10)).hasSize(2);
      assertThat(ingest.identities.ledger(bob))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.REFUSED);
                assertThat(entry.cause(Identifier::value)).contains("tablet");
              });
    }
  }

  @Test
  void remembersProfilesAndMergesAcrossARestart() {
    ProfileId id;
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collect(track("a", Map.of(), anonymous("r1")));
      ingest.collect(track("a", Map.of(), user("r2")));
      ingest.collect(track("a", Map.of(), user("r2"), anonymous("r1")));
      id = ingest.identities.find(user("r2")).orElseThrow();
    }
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(ingest.identities.find(user("r2"))).contains(id);
      assertThat(ingest.identities.find(anonymous("r1"))).contains(id);
      assertThat(ingest.identities.members(id)).hasSize(2);
      ingest.collect(track("a", Map.of(), user("r3")));
      assertThat(ingest.identities.find(user("r3")).orElseThrow()).isGreaterThan(id);
    }
  }

  @Test
  void quarantinesOnlyThePropertyThatDoesNotFitItsType() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collect(track("pay", Map.of("sum", 5.5), user("q")));
      Receipt receipt =
          ingest.collect(track("pay", Map.of("sum", "lots", "where", "shop"), user("q")));
      ingest.collect(track("pay", Map.of("sum", "12.5"), user("q")));

      assertThat(receipt).isEqualTo(new Receipt(1, 0, 1));
      assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'pay'")).isEqualTo(3);
      assertThat(ingest.count("SELECT toUInt64(sum(p_sum)) AS n FROM events WHERE event = 'pay'"))
          .isEqualTo(18);
      assertThat(ingest.quarantine.list(QuarantineFilter.ALL, Optional.empty(), 100))
          .filteredOn(r -> r.part().equals("sum"))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.reasons()).singleElement().asString().contains("number", "lots");
                assertThat(r.payload()).contains("lots");
              });
    }
  }

  @Test
  void keepsTheLatestTraitByTheEventsOwnTimeAndTakesThemAlongInAMerge() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      Identifier wang = user("wang");
      ingest.collect(identify(NOON, Map.of("city", "北京", "vip", true), wang));
      ingest.collect(identify(NOON.minusSeconds(60), Map.of("city", "上海", "age", 30L), wang));
      ingest.collect(
          identify(NOON.plusSeconds(60), Map.of("vip", false, "phone", "138"), anonymous("w")));
      ingest.collect(track("login", Map.of(), wang, anonymous("w")));

      ProfileId id = ingest.identities.find(wang).orElseThrow();
      Profile profile = ingest.profiles.profile(id).orElseThrow();
      assertThat(profile.traits())
          .isEqualTo(Map.of("city", "北京", "vip", false, "age", 30.0, "phone", "138"));
      assertThat(profile.firstSeen()).isEqualTo(NOON.minusSeconds(60));
      assertThat(ingest.plan.trait("phone").orElseThrow().personal()).isTrue();
      assertThat(ingest.plan.trait("city").orElseThrow().personal()).isFalse();
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM profiles FINAL WHERE profile_no IN ("
                      + String.join(
                          ",",
                          ingest.identities.members(id).stream().map(ProfileId::toString).toList())
                      + ")"))
          .isEqualTo(1);
    }
  }

  @Test
  void tellsListenersWhatBecameDurable() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      List<Commit> commits = new CopyOnWriteArrayList<>();
      ingest.collector.listen(commits::add);
      ingest.collect(
          identify(NOON, Map.of("level", "gold"), user("listened")),
          track("heard", Map.of(), anonymous("x")),
          track("heard", Map.of(), user("listened"), anonymous("x")));

      ProfileId id = ingest.identities.find(user("listened")).orElseThrow();
      assertThat(commits)
          .singleElement()
          .satisfies(
              commit -> {
                assertThat(commit.events()).hasSize(3).allMatch(s -> s.profile().equals(id));
                assertThat(commit.merges()).hasSize(1);
                assertThat(commit.profiles()).containsExactly(id);
                assertThat(commit.traits()).isEqualTo(Set.of("level"));
              });
    }
  }

  @Test
  void movesLastSeenForward() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      Event first = track("come", Map.of(), user("seen"));
      Event second = track("come", Map.of(), user("seen"));
      ingest.collect(first);
      ingest.collect(second);
    }
    // Closing writes what was put off.
    try (Ingest ingest = Ingest.open(warehouse)) {
      ProfileId id = ingest.identities.find(user("seen")).orElseThrow();
      Profile profile = ingest.profiles.profile(id).orElseThrow();
      List<RecentEvent> events = ingest.profiles.recentEvents(id, 10);
      assertThat(profile.firstSeen()).isEqualTo(events.getLast().time());
      assertThat(profile.lastSeen()).isEqualTo(events.getFirst().time());
      assertThat(profile.lastSeen()).isAfter(profile.firstSeen());
    }
  }

  @Test
  void refusesWhatItCannotHold() {
    CollectorConfig small =
        new CollectorConfig(
            java.time.Duration.ofSeconds(1),
            java.time.Duration.ofSeconds(1),
            10,
            10,
            java.time.Duration.ofSeconds(1),
            Ingest.MESSAGE_IDS);
    try (Ingest ingest = Ingest.open(warehouse, small)) {
      List<CompletableFuture<Receipt>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(
            ingest.collector.collect(
                List.of(
                    track("flood", Map.of(), user("fl")),
                    track("flood", Map.of(), user("fl")),
                    track("flood", Map.of(), user("fl")))));
      }
      CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
          .exceptionally(e -> null)
          .join();
      assertThat(calls)
          .anyMatch(c -> c.isCompletedExceptionally() && c.exceptionNow() instanceof Overloaded);
      long accepted = calls.stream().filter(c -> !c.isCompletedExceptionally()).count() * 3;
      assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'flood'"))
          .isEqualTo(accepted)
          .isPositive();
    }
  }
}
