package io.onelift.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.collect.TimeBounds;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.FileFormat;
import io.onelift.files.FileRows;
import io.onelift.files.FileShape;
import io.onelift.files.ParsedRow;
import io.onelift.files.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowEventsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void aRowBecomesAProfileAndTheEventsItsColumnsSay() throws Exception {
    Path file = csv("no,city,arm,bought,amount\n7,上海,A,1,12.50\n8,,B,0,\n");
    String mapping =
        """
        {"identifiers": {"user_id": "c-{no}"},
         "traits": {"city": "{city}", "arm": "{arm}"},
         "events": [{"event": "exposure", "time": "2026-10-01T09:00:00+08:00", "properties": {"variant": "{arm}", "experiment": "mail"}},
                    {"event": "purchase", "when": {"bought": "1"}, "time": "2026-10-02", "properties": {"amount": "{amount}"}}]}
        """;

    List<Event> events = events(file, FileFormat.CSV, ImportKind.PROFILES, mapping);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly("identify", "exposure", "purchase", "identify", "exposure");
    assertThat(events.get(0).identifiers()).containsExactly(Identifier.user("c-7"));
    assertThat(events.get(0).traits()).isEqualTo(Map.of("city", "上海", "arm", "A"));
    assertThat(events.get(1).time()).isEqualTo(Instant.parse("2026-10-01T01:00:00Z"));
    assertThat(events.get(2).properties()).isEqualTo(Map.of("amount", 12.5));
    assertThat(events.get(2).time()).isEqualTo(Instant.parse("2026-10-01T16:00:00Z"));
    assertThat(events.get(3).traits()).isEqualTo(Map.of("arm", "B"));
  }

  @Test
  void messageIdsAreTheSameForTheSameFileAndDifferentForEveryEvent() throws Exception {
    Path file = csv("user_id,event,time\na,x,2026-10-01\nb,x,2026-10-01\n");

    List<String> first =
        events(file, FileFormat.CSV, ImportKind.EVENTS, "").stream().map(Event::messageId).toList();
    List<String> again =
        events(file, FileFormat.CSV, ImportKind.EVENTS, "").stream().map(Event::messageId).toList();

    assertThat(first).isEqualTo(again).doesNotHaveDuplicates();
  }

  @Test
  void daysInAnyOrderBecomeTimesOfEvents() throws Exception {
    Path file = csv("user_id,event,time,paid_on\na,x,31/10/2026 08:00,2026/9/1\nb,x,1/11/2026,\n");

    List<Event> events = events(file, FileFormat.CSV, ImportKind.EVENTS, "");

    assertThat(events)
        .extracting(Event::time)
        .containsExactly(
            Instant.parse("2026-10-31T00:00:00Z"), Instant.parse("2026-10-31T16:00:00Z"));
    assertThat(events.getFirst().properties()).isEqualTo(Map.of("paid_on", "2026-09-01"));
  }

  @Test
  void namesEveryProblemOfAMapping() throws Exception {
    Path file = csv("no,city\n1,上海\n");
    String mapping =
        "{\"identifiers\": {\"user_id\": \"{nr}\"}, \"traits\": {\"town\": \"{town}\"}, \"event\":"
            + " [], \"events\": [{\"evnt\": \"x\"}]}";

    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class, () -> events(file, FileFormat.CSV, ImportKind.PROFILES, mapping));

    assertThat(refused.problems())
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/mapping/event",
            "/mapping/identifiers/user_id",
            "/mapping/traits/town",
            "/mapping/events/0/evnt",
            "/mapping/events/0/event");
  }

  @Test
  void aBrokenLineIsSetAsideAndTheRestGoesOn() throws Exception {
    Path file = folder.resolve("rows.jsonl");
    Files.writeString(
        file, "{\"user_id\":\"a\",\"city\":\"上海\"}\n{broken\n[1]\n{\"user_id\":\"b\"}\n");

    List<ParsedRow> rows = new ArrayList<>();
    FileShape shape = FileShape.of(file, ReadOptions.of(FileFormat.JSONL), (bytes, read) -> true);
    try (FileRows source = FileRows.open(file, FileFormat.JSONL, shape)) {
      for (Optional<ParsedRow> row = source.next(); row.isPresent(); row = source.next()) {
        rows.add(row.get());
      }
    }

    assertThat(rows)
        .extracting(row -> row.fault().isPresent())
        .containsExactly(false, true, true, false);
  }

  private Path csv(String content) throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, content, StandardCharsets.UTF_8);
    return file;
  }

  private static List<Event> events(Path file, FileFormat format, ImportKind kind, String mapping)
      throws Exception {
    FileShape shape = FileShape.of(file, ReadOptions.of(format), (bytes, read) -> true);
    RowEvents rows =
        new RowEvents(
            Mapping.parse(mapping, kind, shape), shape, SHANGHAI, NOW, TimeBounds.STANDARD);
    List<Event> events = new ArrayList<>();
    try (FileRows source = FileRows.open(file, format, shape)) {
      for (Optional<ParsedRow> row = source.next(); row.isPresent(); row = source.next()) {
        events.addAll(rows.events(row.get()));
      }
    }
    return events;
  }
}
