package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.execute.Turns.Turn;
import io.onelift.warehouse.WarehouseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements take turns. */
@Timeout(30)
class TurnsTest {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  /** Whose turn came, in order. */
  private final BlockingQueue<String> came = new LinkedBlockingQueue<>();

  private final List<CompletableFuture<Turn>> asked = new ArrayList<>();

  @Test
  void givesTheNextTurnToWhomNothingRunsFor() throws InterruptedException {
    Turns turns = new Turns(2, 100, Duration.ofSeconds(20));
    Turn first = turns.take("ann", new Cancellation());
    Turn other = turns.take("eve", new Cancellation());
    for (int i = 0; i < 20; i++) {
      ask(turns, "ann", i + 1);
    }
    ask(turns, "bob", 21);
    other.close();
    assertThat(came.poll(10, TimeUnit.SECONDS)).isEqualTo("bob");
    first.close();
    assertThat(came.poll(10, TimeUnit.SECONDS)).isEqualTo("ann");
  }

  @Test
  void letsNobodyTakeEveryTurn() throws InterruptedException {
    Turns turns = new Turns(3, 100, Duration.ofSeconds(20));
    for (int i = 0; i < 5; i++) {
      asked.add(
          CompletableFuture.supplyAsync(() -> turns.take("ann", new Cancellation()), THREADS));
    }
    CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
    try (Turn bobs = turns.take("bob", new Cancellation())) {
      assertThat(bobs).isNotNull();
    }
  }

  @Test
  void sendsAwayWhomTooManyWaitForAndWhoWaitsTooLong() {
    Turns turns = new Turns(1, 1, Duration.ofMillis(50));
    try (Turn running = turns.take("ann", new Cancellation())) {
      assertThat(running).isNotNull();
      assertThatThrownBy(() -> turns.take("bob", new Cancellation()))
          .isInstanceOfSatisfying(
              TooBusy.class,
              e -> assertThat(e.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)))
          .hasMessageContaining("At most 1 statements run at the same time");
    }
    Turns patient = new Turns(1, 1, Duration.ofSeconds(20));
    Turn running = patient.take("ann", new Cancellation());
    ask(patient, "bob", 1);
    assertThatThrownBy(() -> patient.take("bob", new Cancellation()))
        .isInstanceOf(TooBusy.class)
        .hasMessageContaining("1 of your statements wait already");
    running.close();
    asked.getFirst().join().close();
  }

  @Test
  void leavesTheQueueWhenTheClientHasGone() {
    Turns turns = new Turns(1, 10, Duration.ofSeconds(20));
    Turn running = turns.take("ann", new Cancellation());
    Cancellation gone = new Cancellation();
    CompletableFuture<Turn> waiting =
        CompletableFuture.supplyAsync(() -> turns.take("bob", gone), THREADS);
    gone.cancel();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(WarehouseException.class);
    running.close();
    turns.take("bob", new Cancellation()).close();
  }

  /** Asks on a thread of its own and returns when it stands in the queue. */
  private void ask(Turns turns, String caller, int place) {
    asked.add(
        CompletableFuture.supplyAsync(
            () -> {
              Turn turn = turns.take(caller, new Cancellation());
              came.add(caller);
              return turn;
            },
            THREADS));
    while (turns.waiting() < place) {
      Thread.onSpinWait();
    }
  }
}
