package io.onelift.collect;

import static io.onelift.collect.Ingest.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class HungEngineTest {
  private final Warehouse warehouse;
  private final EmbeddedEngine engine;

  HungEngineTest(Warehouse warehouse, EmbeddedEngine engine) {
    this.warehouse = warehouse;
    this.engine = engine;
  }

  @AfterEach
  void wake() throws Exception {
    signal("CONT");
  }

  @Test
  void answersWhileTheEngineHangsAndCountsWhatIsSentAgainOnce() throws Exception {
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collect(track("hung-before", "hung", Map.of("n", 0L), Identifier.user("before")));
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        events.add(track("hung-" + i, "hung", Map.of("n", (long) i), Identifier.user("u" + i % 7)));
      }

      signal("STOP");
      // Nothing wakes the engine before these are answered.
      assertThat(refusal(ingest.collector.collect(events)).isRetriable()).isTrue();
      assertThat(refusal(ingest.collector.collect(events)).isRetriable()).isTrue();
      signal("CONT");

      Receipt receipt = sendUntilTaken(ingest, events);
      assertThat(receipt.accepted() + receipt.duplicates()).isEqualTo(50);
      assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'hung'"))
          .isEqualTo(51);
      assertThat(ingest.count("SELECT uniqExact(message_id) AS n FROM events WHERE event = 'hung'"))
          .isEqualTo(51);
      assertThat(ingest.collector.totals().waiting()).isZero();
    }
  }

  @Test
  void doesNotWaitForAHungEngineWhenItIsClosed() throws Exception {
    Ingest ingest = Ingest.open(warehouse);
    signal("STOP");
    CompletableFuture<Receipt> never =
        ingest.collector.collect(
            List.of(track("hung-close", "hung-close", Map.of(), Identifier.user("c"))));
    assertThat(refusal(never).isRetriable()).isTrue();
    ingest.close();
    assertThat(
            refusal(
                    ingest.collector.collect(
                        List.of(track("late", Map.of(), Identifier.user("c")))))
                .getMessage())
        .contains("shutting down");
  }

  private static Receipt sendUntilTaken(Ingest ingest, List<Event> events) throws Exception {
    while (true) {
      try {
        return ingest.collector.collect(events).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof WarehouseException away) || !away.isRetriable()) {
          throw e;
        }
      }
    }
  }

  private static WarehouseException refusal(CompletableFuture<Receipt> receipt) throws Exception {
    try {
      throw new AssertionError("Taken: " + receipt.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return (WarehouseException) e.getCause();
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(engine.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
