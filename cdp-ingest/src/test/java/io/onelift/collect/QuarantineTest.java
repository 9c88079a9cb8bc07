package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class QuarantineTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final Identifier SOMEBODY = Identifier.user("quarantined");

  private final Warehouse warehouse;
  private Ingest ingest;

  QuarantineTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeEach
  void open() {
    ingest = Ingest.open(warehouse);
  }

  @AfterEach
  void close() {
    ingest.quarantine.discard(QuarantineFilter.ALL);
    ingest.close();
  }

  @Test
  void keepsWhatIsRejectedOnceAndInPages() {
    byte[] call =
        """
        {"batch":[{"type":"track","event":"fine","userId":"u","messageId":"ok"},
                  {"type":"track","event":"future","userId":"u","messageId":"f","timestamp":"2026-11-05T00:00:00Z"},
                  {"type":"track","userId":"u","messageId":"nameless"}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    Decoded decoded =
        new SegmentCalls(() -> TimeBounds.STANDARD).decode("batch", call, Optional.empty(), DAY);

    assertThat(ingest.collector.collect(decoded.events(), decoded.rejections()).join())
        .isEqualTo(new Receipt(1, 0, 2));
    ingest.collector.collect(decoded.events(), decoded.rejections()).join();

    assertThat(ingest.quarantine.total()).isEqualTo(2);
    List<Rejected> first = ingest.quarantine.list(QuarantineFilter.ALL, Optional.empty(), 1);
    List<Rejected> second =
        ingest.quarantine.list(QuarantineFilter.ALL, Optional.of(first.getFirst().id()), 10);
    assertThat(first).hasSize(1);
    assertThat(second).hasSize(1);
    assertThat(List.of(first.getFirst().messageId(), second.getFirst().messageId()))
        .containsExactlyInAnyOrder("f", "nameless");
    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(0L, 2L));
  }

  @Test
  void replaysWithItsOwnIdAndTimeWhatHasBecomeAcceptable() {
    // Received a week later than when it was refused, the event is no longer in the future.
    Rejection late =
        rejection(
            "f2",
            "{\"type\":\"track\",\"event\":\"kept\",\"userId\":\"u\",\"messageId\":\"f2\",\"timestamp\":\"2026-11-05T00:00:00Z\"}");
    quarantine(late);

    assertThat(replay(QuarantineFilter.of(Set.of(late.id())))).isEqualTo(List.of(1L, 0L));
    assertThat(replay(QuarantineFilter.of(Set.of(late.id())))).isEqualTo(List.of(0L, 0L));
    // The sender's own retry of it is neither a new event nor a new rejection.
    quarantine(late);

    assertThat(ingest.quarantine.total()).isZero();
    assertThat(
            ingest.count(
                "SELECT count() AS n FROM events WHERE event = 'kept' AND message_id = 'f2' AND"
                    + " toDate(time) = '2026-11-05'"))
        .isEqualTo(1);
  }

  @Test
  void aCorrectedEventIsTakenAndTheOriginalStaysBesideIt() {
    Rejection nameless =
        rejection("n1", "{\"type\":\"track\",\"userId\":\"u\",\"messageId\":\"n1\"}");
    quarantine(nameless);

    Replays.Verdict still =
        ingest.replays.fix(nameless.id(), "{\"type\":\"trak\",\"messageId\":\"n1\"}");
    assertThat(still.isAcceptable()).isFalse();
    assertThat(still.problems()).singleElement().asString().contains("trak");
    assertThat(
            ingest
                .replays
                .fix(nameless.id(), "{\"type\":\"track\",\"messageId\":\"n1\"}")
                .problems())
        .hasSize(2);
    assertThat(
            ingest
                .replays
                .fix(
                    nameless.id(),
                    "{\"type\":\"track\",\"event\":\"named\",\"userId\":\"u\",\"messageId\":\"n2\"}")
                .problems())
        .singleElement()
        .asString()
        .contains("must stay 'n1'");
    String fixed = "{\"type\":\"track\",\"event\":\"named\",\"userId\":\"u\",\"messageId\":\"n1\"}";
    assertThat(ingest.replays.fix(nameless.id(), fixed))
        .isEqualTo(new Replays.Verdict(List.of(), List.of()));

    Rejected kept = ingest.quarantine.find(nameless.id());
    assertThat(kept.payload()).isEqualTo(nameless.payload());
    assertThat(kept.fixed()).contains(fixed);
    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(1L, 0L));
    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'named'")).isEqualTo(1);
  }

  @Test
  void anEventThatCameWithoutAnIdGetsTheSameOneAtEveryReplay() {
    Rejection nameless = rejection("", "{\"type\":\"track\",\"userId\":\"u\"}");
    quarantine(nameless);
    ingest.replays.fix(
        nameless.id(), "{\"type\":\"track\",\"event\":\"without id\",\"userId\":\"u\"}");

    replay(QuarantineFilter.ALL);

    assertThat(
            warehouse.query(
                "SELECT message_id FROM events WHERE event = 'without id'",
                Map.of(),
                row -> row.text("message_id")))
        .containsExactly("rejected-" + nameless.id());
  }

  @Test
  void aCorrectedPropertyOfEveryTypeIsSetOnTheEventThatWasTakenWithoutIt() {
    Map<String, Object> good =
        Map.of(
            "q_number",
            1.5,
            "q_flag",
            true,
            "q_time",
            "2026-11-01T00:00:00Z",
            "event",
            7,
            "q_list",
            List.of("a"));
    ingest.collect(Ingest.track("typed", good, SOMEBODY));
    Event wrong =
        Ingest.track(
            "typed",
            Map.of("q_number", "a lot", "q_flag", "perhaps", "q_time", "soon", "event", "seven"),
            SOMEBODY);
    assertThat(ingest.collect(wrong)).isEqualTo(new Receipt(1, 0, 4));
    List<Rejected> parts = ingest.quarantine.list(QuarantineFilter.ALL, Optional.empty(), 10);
    Map<String, String> right =
        Map.of(
            "q_number", "12.5", "q_flag", "false", "q_time", "\"2026-11-02\"", "event", "\"7.25\"");

    for (Rejected part : parts) {
      assertThat(fixPart(part, "\"still wrong\"").isAcceptable()).isFalse();
      assertThat(fixPart(part, right.get(part.part())).problems()).isEmpty();
    }
    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(4L, 0L));

    assertThat(
            ingest.count(
                "SELECT count() AS n FROM events WHERE p_q_number = 12.5 AND p_q_flag = false AND"
                    + " p_event = 7.25 AND toDate(p_q_time) = '2026-11-02' AND message_id = '"
                    + wrong.messageId()
                    + "'"))
        .isEqualTo(1);
    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'typed'")).isEqualTo(2);
  }

  private Replays.Verdict fixPart(Rejected part, String value) {
    return ingest.replays.fix(
        part.id(), "{\"event\":\"typed\",\"properties\":{\"" + part.part() + "\":" + value + "}}");
  }

  @Test
  void aCorrectedTraitIsSaidByItsEventAndHeldByTheProfile() {
    Identifier who = Identifier.user("corrected");
    ingest.collect(Ingest.identify(DAY, Map.of("q_sum", 1, "q_in", Map.of("n", 2)), who));
    Event wrong =
        Ingest.identify(
            DAY.plusSeconds(60), Map.of("q_sum", "much", "q_in", Map.of("n", "few")), who);
    assertThat(ingest.collect(wrong)).isEqualTo(new Receipt(1, 0, 2));
    for (Rejected part : ingest.quarantine.list(Optional.empty(), 10)) {
      String right = part.payload().replace("\"much\"", "30").replace("\"few\"", "40");
      assertThat(ingest.replays.fix(part.id(), right).problems()).isEmpty();
    }

    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(2L, 0L));

    assertThat(
            ingest
                .profiles
                .profile(ingest.identities.find(who).orElseThrow())
                .orElseThrow()
                .traits())
        .containsEntry("q_sum", 30.0)
        .containsEntry("q_in.n", 40.0);
    assertThat(
            warehouse.query(
                "SELECT traits FROM events WHERE message_id = {id:String}",
                Map.of("id", wrong.messageId()),
                row -> row.text("traits")))
        .singleElement()
        .asString()
        .contains("\"q_sum\":30", "{\"n\":40}");
  }

  @Test
  void aPropertyWhoseEventIsGoneSaysSo() {
    ingest.collect(Ingest.track("lost", Map.of("q_lost", 1), SOMEBODY));
    Rejection orphan =
        new Rejection(
            DAY, "test", "never came", "q_lost", List.of("no number"), "{\"event\":\"lost\"}");
    quarantine(orphan);

    Replays.Verdict verdict =
        ingest.replays.fix(orphan.id(), "{\"event\":\"lost\",\"properties\":{\"q_lost\":2}}");

    assertThat(verdict.problems()).singleElement().asString().contains("'never came' is not there");
    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(0L, 1L));
  }

  @Test
  void whatIsDiscardedIsForgottenAndDoesNotComeBack() {
    Rejection nameless =
        rejection("d1", "{\"type\":\"track\",\"userId\":\"secret\",\"messageId\":\"d1\"}");
    quarantine(nameless);

    assertThat(ingest.quarantine.discard(QuarantineFilter.of(Set.of(nameless.id())))).isEqualTo(1);
    quarantine(nameless);

    assertThat(ingest.quarantine.total()).isZero();
    assertThatThrownBy(() -> ingest.quarantine.find(nameless.id())).isInstanceOf(NotFound.class);
    assertThat(
            ingest.count(
                "SELECT count() AS n FROM rejected_events FINAL WHERE payload LIKE '%secret%'"))
        .isZero();
  }

  @Test
  void reasonsAreCountedWithoutTheirValuesAndFilterTheList() {
    ingest.collect(Ingest.track("grouped", Map.of("q_grouped", 1), SOMEBODY));
    for (String value : List.of("few", "m\"any", "{1}")) {
      ingest.collect(Ingest.track("grouped", Map.of("q_grouped", value), SOMEBODY));
    }
    quarantine(rejection("g", "{\"type\":\"track\",\"userId\":\"u\",\"messageId\":\"g\"}"));

    List<Quarantine.Reason> reasons = ingest.quarantine.reasons(QuarantineFilter.ALL, 10);

    assertThat(reasons).extracting(Quarantine.Reason::count).containsExactly(3L, 1L);
    assertThat(reasons.getFirst().reason()).contains("'q_grouped' is learned as a number, and …");
    assertThat(reasons.getFirst().parts()).isEqualTo(3);
    assertThat(reasons.getFirst().sources()).containsExactly("test");
    assertThat(ingest.quarantine.total(by(reasons.getFirst().reason()))).isEqualTo(3);
    assertThat(ingest.quarantine.total(by("FEW"))).isEqualTo(1);
    assertThat(
            ingest.quarantine.total(
                new QuarantineFilter(
                    Set.of(), Optional.of("segment"), Optional.empty(), Optional.of(false))))
        .isEqualTo(1);
  }

  private static QuarantineFilter by(String reason) {
    return new QuarantineFilter(Set.of(), Optional.empty(), Optional.of(reason), Optional.empty());
  }

  @Test
  void thousandsAreReplayedOnceEachWhateverIsSaidInBetween() {
    List<Rejection> many = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      many.add(
          rejection(
              "many" + i,
              "{\"type\":\"track\",\"event\":\"many\",\"userId\":\"u%d\",\"messageId\":\"many%d\"}"
                  .formatted(i % 7, i)));
    }
    quarantine(many.toArray(Rejection[]::new));

    assertThat(replay(QuarantineFilter.ALL)).isEqualTo(List.of(3_000L, 0L));

    assertThat(
            ingest.count(
                "SELECT count() AS n FROM (SELECT message_id FROM events WHERE event = 'many' GROUP"
                    + " BY message_id HAVING count() = 1)"))
        .isEqualTo(3_000);
    assertThat(ingest.quarantine.total()).isZero();
  }

  private static Rejection rejection(String messageId, String payload) {
    return new Rejection(
        DAY.plus(Duration.ofDays(7)),
        SegmentCalls.SOURCE,
        messageId,
        "",
        List.of("a rule that has changed"),
        payload);
  }

  private void quarantine(Rejection... rejections) {
    ingest.quarantine.write(List.of(rejections));
  }

  /** How many were replayed, and how many were not. */
  private List<Long> replay(QuarantineFilter filter) {
    ingest.replays.start(filter);
    try {
      Replays.Run run = ingest.replays.last(Duration.ofMinutes(2)).orElseThrow();
      assertThat(run.error()).isEmpty();
      assertThat(run.finishedAt()).isPresent();
      return List.of(run.replayed(), run.rejected());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
