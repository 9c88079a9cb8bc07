package io.onelift.collect;

import static io.onelift.collect.Ingest.identify;
import static io.onelift.collect.Ingest.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.identity.IdentityRules;
import io.onelift.identity.LedgerEntry;
import io.onelift.identity.Replay;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WarehouseExtension.class)
class ReplayTest {
  private static final List<String> TABLES =
      List.of("identifiers", "ledger", "events", "profiles", "identity_actions");

  private static final IdentityRules TIGHT =
      new IdentityRules(
          List.of(
              new IdentityRules.Type("user_id", 1, 1),
              new IdentityRules.Type("phone", 2, 2),
              new IdentityRules.Type("anonymous_id", 3, 3)),
          2,
          Set.of("null"),
          Set.of(IdentityRules.Pattern.ZEROS),
          3);

  private final Warehouse warehouse;
  private final List<Ingest> crashed = new ArrayList<>();
  private Ingest ingest;

  ReplayTest(EmbeddedEngine engine) {
    warehouse = Warehouse.connect(WarehouseExtension.freshConfig(engine));
    ingest = Ingest.open(warehouse);
  }

  @AfterEach
  void close() {
    crashed.forEach(Ingest::close);
    ingest.close();
    warehouse.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsTheSameProfilesAndTheSameLedgerAsTheyAre(long seed) {
    Random random = new Random(seed);
    rule(TIGHT);
    for (int step = 0; step < 60; step++) {
      List<Event> events = events(random, 1 + random.nextInt(20));
      switch (random.nextInt(10)) {
        case 0 -> without(TABLES.get(random.nextInt(TABLES.size())), () -> collect(events));
        case 1 -> unmerge(random);
        case 2 -> {
          collect(events);
          // The old one is left as it is, as a kill does.
          crashed.add(ingest);
          ingest = Ingest.open(warehouse);
        }
        default -> collect(events);
      }
      if (step == 40) {
        rule(IdentityRules.standard());
      }
    }
    Replay.Result result = replay();
    assertThat(result.differences()).isEmpty();
    assertThat(result.identical()).isTrue();
    assertThat(result.events())
        .isEqualTo(ingest.count("SELECT count() AS n FROM events"))
        .isPositive();
    for (LedgerEntry.Kind kind : LedgerEntry.Kind.values()) {
      assertThat(entries(kind)).as("entries of the kind %s", kind).isNotEmpty();
    }

    warehouse.execute("ALTER TABLE ledger DELETE WHERE kind = 'refused' SETTINGS mutations_sync=1");
    warehouse.execute("INSERT INTO profile_overrides VALUES (4000, 1, 1)");
    assertThat(replay().differences())
        .anyMatch(difference -> difference.startsWith("The ledger lacks"))
        .anyMatch(difference -> difference.startsWith("The number 4000 reads as 1"));
  }

  private Replay.Result replay() {
    Replay replay = new Replay(warehouse, ingest.identities);
    replay.read();
    return ingest.collector.exclusively(turn -> replay.compare()).join();
  }

  private List<LedgerEntry> entries(LedgerEntry.Kind kind) {
    return ingest.identities.ledger(Optional.empty(), Optional.of(kind), Optional.empty(), 100);
  }

  private void collect(List<Event> events) {
    ingest.get(events);
  }

  private void rule(IdentityRules rules) {
    ingest
        .collector
        .exclusively(
            turn -> {
              ingest.identities.rule(turn.commit(), rules, "test");
              return rules;
            })
        .join();
  }

  private void without(String table, Runnable run) {
    warehouse.execute("RENAME TABLE %s TO away".formatted(table));
    try {
      run.run();
    } catch (CompletionException e) {
      // As it should.
    } finally {
      warehouse.execute("RENAME TABLE away TO %s".formatted(table));
    }
  }

  private void unmerge(Random random) {
    List<String> merges =
        entries(LedgerEntry.Kind.MERGE).stream()
            .filter(entry -> !entry.undone() && entry.identifier().isPresent())
            .map(LedgerEntry::id)
            .toList();
    if (merges.isEmpty()) {
      return;
    }
    Unmerging unmerging =
        new Unmerging(ingest.identities, merges.get(random.nextInt(merges.size())), "test", "");
    if (random.nextBoolean()) {
      without("profiles", () -> ingest.collector.exclusively(unmerging).join());
    } else {
      ingest.collector.exclusively(unmerging).join();
    }
  }

  private static List<Event> events(Random random, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Identifier> who = new ArrayList<>();
      int names = 1 + random.nextInt(3);
      for (int n = 0; n < names; n++) {
        who.add(
            switch (random.nextInt(8)) {
              case 0, 1 -> new Identifier("user_id", "u" + random.nextInt(30));
              case 2, 3 -> new Identifier("phone", "p" + random.nextInt(40));
              case 4, 5 -> Identifier.anonymous("a" + random.nextInt(60));
              case 6 -> new Identifier("email", "e" + random.nextInt(40));
              default ->
                  random.nextInt(3) == 0
                      ? new Identifier("previous_id", "a" + random.nextInt(60))
                      : random.nextBoolean()
                          ? Identifier.anonymous("null")
                          : new Identifier("device_id", "d" + random.nextInt(20));
            });
      }
      Identifier[] all = who.toArray(Identifier[]::new);
      events.add(
          random.nextInt(5) == 0
              ? identify(
                  Instant.ofEpochSecond(1_790_000_000 + random.nextInt(1_000)),
                  Map.of("level", "l" + random.nextInt(5)),
                  all)
              : track("act", Map.of(), all));
    }
    return events;
  }
}
