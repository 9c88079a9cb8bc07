package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Event;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class QuarantineTest {
  private final Warehouse warehouse;

  QuarantineTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void keepsWhatIsRejectedOnceAndReplaysWhatHasBecomeAcceptable() {
    byte[] call =
        """
        {"batch":[{"type":"track","event":"fine","userId":"u","messageId":"ok"},
                  {"type":"track","event":"future","userId":"u","messageId":"f","timestamp":"2026-11-05T00:00:00Z"},
                  {"type":"track","userId":"u","messageId":"nameless"}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    Instant day = Instant.parse("2026-11-01T00:00:00Z");
    Decoded decoded =
        new SegmentCalls(() -> TimeBounds.STANDARD).decode("batch", call, Optional.empty(), day);
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(ingest.collector.collect(decoded.events(), decoded.rejections()).join())
          .isEqualTo(new Receipt(1, 0, 2));
      // Sent again: the same rejections.
      ingest.collector.collect(decoded.events(), decoded.rejections()).join();
      assertThat(ingest.quarantine.total()).isEqualTo(2);

      List<Quarantine.Rejected> first = ingest.quarantine.list(Optional.empty(), 1);
      List<Quarantine.Rejected> second =
          ingest.quarantine.list(Optional.of(first.getFirst().id()), 10);
      assertThat(first).hasSize(1);
      assertThat(second).hasSize(1);
      assertThat(List.of(first.getFirst().messageId(), second.getFirst().messageId()))
          .containsExactlyInAnyOrder("f", "nameless");

      assertThat(ingest.quarantine.replay(Set.of(), ingest.collector))
          .isEqualTo(new Quarantine.Replayed(0, 2));

      // Received a week later, the event is no longer in the future.
      Rejection late =
          new Rejection(
              day.plusSeconds(7 * 86_400),
              SegmentCalls.SOURCE,
              "f2",
              "",
              List.of("a rule that has changed"),
              "{\"type\":\"track\",\"event\":\"kept\",\"userId\":\"u\",\"messageId\":\"f2\",\"timestamp\":\"2026-11-05T00:00:00Z\"}");
      ingest.collector.collect(List.<Event>of(), List.of(late)).join();
      assertThat(ingest.quarantine.replay(Set.of(late.id()), ingest.collector))
          .isEqualTo(new Quarantine.Replayed(1, 0));
      assertThat(ingest.quarantine.total()).isEqualTo(2);
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM events WHERE event = 'kept' AND toDate(time) ="
                      + " '2026-11-05'"))
          .isEqualTo(1);
    }
  }
}
