package io.onelift.collect;

import static io.onelift.collect.Ingest.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class EngineCrashTest {
  private static final int CALLS = 200;
  private static final int EVENTS = 50;
  private static final int SENDERS = 4;

  private final Warehouse warehouse;
  private final EmbeddedEngine engine;

  EngineCrashTest(Warehouse warehouse, EmbeddedEngine engine) {
    this.warehouse = warehouse;
    this.engine = engine;
  }

  @Test
  void losesAndDoublesNothingWhenTheEngineIsKilledUnderLoad() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger failures = new AtomicInteger();
    try (Ingest ingest = Ingest.open(warehouse);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> sending = new ArrayList<>();
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < SENDERS; i++) {
        sending.add(
            senders.submit(
                () -> {
                  for (int call = next.getAndIncrement();
                      call < CALLS;
                      call = next.getAndIncrement()) {
                    send(ingest, call(call), acknowledged, failures);
                    if (call == CALLS / 4 || call == CALLS / 2) {
                      ProcessHandle.of(engine.pid()).ifPresent(ProcessHandle::destroyForcibly);
                    }
                  }
                }));
      }
      for (Future<?> sender : sending) {
        sender.get();
      }

      assertThat(failures.get()).as("calls that the kills cut off").isPositive();
      Set<String> stored = new HashSet<>();
      List<String> rows =
          warehouse.query(
              "SELECT message_id FROM events WHERE event = 'crash'",
              Map.of(),
              row -> row.text("message_id"));
      stored.addAll(rows);
      assertThat(rows).hasSize(CALLS * EVENTS);
      assertThat(stored).hasSize(CALLS * EVENTS).containsAll(acknowledged);
    }
    // Everything that follows from the events is right as well.
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM (SELECT %s AS p, min(time) AS f, max(time) AS l FROM events GROUP BY p) AS e LEFT JOIN (SELECT * FROM profiles FINAL) AS r ON r.profile_no = e.p WHERE r.profile_no = 0 OR r.first_seen != e.f OR r.last_seen != e.l"
                      .formatted(ProfileNumbers.sql("profile_no"))))
          .as("profiles out of step with their events")
          .isZero();
      assertThat(ingest.count("SELECT count() AS n FROM identifiers FINAL")).isEqualTo(1000);
      assertThat(
              ingest.count(
                  "SELECT uniqExact(%s) AS n FROM events"
                      .formatted(ProfileNumbers.sql("profile_no"))))
          .isEqualTo(500);
    }
  }

  /** Each of 500 people comes as a user, as a visitor, and then as both. */
  private static List<Event> call(int call) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int n = call * EVENTS + i;
      Identifier user = Identifier.user("u" + n % 500);
      Identifier visitor = Identifier.anonymous("v" + n % 500);
      Identifier[] who =
          switch (n / 500 % 3) {
            case 0 -> new Identifier[] {user};
            case 1 -> new Identifier[] {visitor};
            default -> new Identifier[] {user, visitor};
          };
      events.add(track("crash-" + n, "crash", Map.of("n", (long) n), who));
    }
    return events;
  }

  /** As a sender does: the same call again until it is acknowledged. */
  private void send(
      Ingest ingest, List<Event> events, Set<String> acknowledged, AtomicInteger failures) {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      try {
        ingest.get(events);
        events.forEach(event -> acknowledged.add(event.messageId()));
        return;
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof WarehouseException away) || !away.isRetriable()) {
          throw e;
        }
        failures.incrementAndGet();
        engine.awaitReady(Duration.ofSeconds(30));
      }
    }
    throw new AssertionError("Never acknowledged");
  }
}
