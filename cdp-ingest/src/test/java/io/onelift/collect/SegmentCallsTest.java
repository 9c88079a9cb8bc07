package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SegmentCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final SegmentCalls SEGMENT = new SegmentCalls(() -> TimeBounds.STANDARD);

  private static Decoded decode(String call, String json) {
    return SEGMENT.decode(call, json.getBytes(StandardCharsets.UTF_8), Optional.empty(), NOW);
  }

  private static Event event(String call, String json) {
    Decoded decoded = decode(call, json);
    assertThat(decoded.rejections()).isEmpty();
    assertThat(decoded.events()).hasSize(1);
    return decoded.events().getFirst();
  }

  private static String reason(String call, String json) {
    Decoded decoded = decode(call, json);
    assertThat(decoded.events()).isEmpty();
    return String.join("; ", decoded.rejections().getFirst().reasons());
  }

  @Test
  void decodesATrackCall() {
    Event event =
        event(
            "track",
            """
            {"userId":"u1","anonymousId":"a1","messageId":"m1","event":"购买","timestamp":"2026-11-01T07:59:00Z",
             "properties":{"amount":12.5,"n":3,"gone":null,"is_instant_event":true},
             "context":{"campaign":{"source":"sms"},"ip":"10.0.0.1"}}
            """);
    assertThat(event.kind()).isEqualTo(EventKind.TRACK);
    assertThat(event.name()).isEqualTo("购买");
    assertThat(event.messageId()).isEqualTo("m1");
    assertThat(event.time()).isEqualTo("2026-11-01T07:59:00Z");
    assertThat(event.identifiers())
        .containsExactly(Identifier.user("u1"), Identifier.anonymous("a1"));
    assertThat(event.properties())
        .isEqualTo(Map.of("amount", 12.5, "n", 3L, "is_instant_event", true));
    assertThat(event.context()).containsEntry("campaign.source", "sms");
    assertThat(event.instant()).isTrue();
  }

  @Test
  void takesTraitsFromTheCallAndFromItsContext() {
    Event event =
        event(
            "i",
            """
            {"userId":7,"traits":{"city":"上海"},"context":{"traits":{"city":"北京","age":30}}}
            """);
    assertThat(event.identifiers()).containsExactly(Identifier.user("7"));
    assertThat(event.traits()).isEqualTo(Map.of("city", "上海", "age", 30L));
    assertThat(event.context()).isEmpty();
  }

  @Test
  void decodesEveryOtherKind() {
    assertThat(event("p", "{\"anonymousId\":\"a\",\"name\":\"Home\"}").properties())
        .isEqualTo(Map.of("name", "Home"));
    assertThat(event("screen", "{\"anonymousId\":\"a\",\"category\":\"Docs\"}").name())
        .isEqualTo("screen");
    assertThat(
            event("g", "{\"userId\":\"u\",\"groupId\":\"g1\",\"traits\":{\"size\":5}}")
                .properties())
        .isEqualTo(Map.of("group_id", "g1", "size", 5L));
    assertThat(event("alias", "{\"userId\":\"new\",\"previousId\":\"old\"}").identifiers())
        .containsExactly(Identifier.user("new"), new Identifier("previous_id", "old"));
  }

  @Test
  void setsTheSendersClockRight() {
    Event event =
        event(
            "track",
            """
            {"userId":"u","event":"e","originalTimestamp":"2026-11-01T08:59:30Z","sentAt":"2026-11-01T09:00:00Z"}
            """);
    assertThat(event.time()).isEqualTo(NOW.minusSeconds(30));
  }

  @Test
  void goesOnAfterABadEventOfABatch() {
    Decoded decoded =
        decode(
            "batch/",
            """
            {"writeKey":"k","sentAt":"2026-11-01T08:00:00Z","context":{"library":{"name":"x"},"locale":"zh"},"batch":[
             {"type":"track","userId":"u","event":"a","context":{"locale":"en"}},
             {"type":"track","userId":"u"},
             5, null,
             {"type":"dance","userId":"u"},
             {"type":"page","messageId":"m9"},
             {"type":"track","event":"late","userId":"u","timestamp":"1970-01-01"},
             {"type":"identify","userId":"u","traits":[1]}]}
            """);
    assertThat(decoded.key()).contains("k");
    assertThat(decoded.events())
        .singleElement()
        .satisfies(
            e -> assertThat(e.context()).isEqualTo(Map.of("library.name", "x", "locale", "en")));
    assertThat(decoded.rejections().stream().map(r -> String.join("; ", r.reasons())).toList())
        .satisfiesExactly(
            r -> assertThat(r).contains("'event' is missing"),
            r -> assertThat(r).contains("JSON object"),
            r -> assertThat(r).contains("JSON object"),
            r -> assertThat(r).contains("dance"),
            r -> assertThat(r).contains("'userId' or 'anonymousId'"),
            r -> assertThat(r).contains("1970"),
            r -> assertThat(r).contains("'traits' must be an object"));
    assertThat(decoded.rejections().get(4).messageId()).isEqualTo("m9");
  }

  @Test
  void reportsAllProblemsOfAnEventAtOnce() {
    assertThat(reason("track", "{\"timestamp\":\"yesterday\",\"properties\":3}"))
        .contains("timestamp", "yesterday", "'event' is missing", "'userId'", "'properties'");
  }

  @Test
  void takesGzipWhateverItsLabelSays() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"userId\":\"u\",\"event\":\"e\"}".getBytes(StandardCharsets.UTF_8));
    }
    Decoded decoded = SEGMENT.decode("t", bytes.toByteArray(), Optional.of("Basic a2V5Og=="), NOW);
    assertThat(decoded.events()).hasSize(1);
    assertThat(decoded.key()).contains("key");
  }

  @Test
  void refusesWhatIsTooLargeOrNoJson() {
    String large = "x".repeat(33_000);
    assertThatThrownBy(() -> decode("track", "{\"userId\":\"u\",\"event\":\"" + large + "\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("32 KB");
    assertThat(
            reason(
                "batch",
                "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"x\":\""
                    + large
                    + "\"}}]}"))
        .contains("32 KB");
    assertThatThrownBy(() -> decode("batch", "{\"batch\":[\"" + "y".repeat(600_000) + "\"]}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("500 KB");
    assertThatThrownBy(() -> decode("track", "{\"userId\":")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> decode("batch", "{}")).hasMessageContaining("batch");
    assertThatThrownBy(() -> decode("dance", "{}")).isInstanceOf(NotFound.class);
  }

  @Test
  void givesAnEventThatSaysWhenItHappenedTheSameIdEveryTime() {
    String dated = "{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"2026-11-01T07:00:00Z\"}";
    assertThat(event("track", dated).messageId()).isEqualTo(event("track", dated).messageId());
    String undated = "{\"userId\":\"u\",\"event\":\"e\"}";
    assertThat(event("track", undated).messageId())
        .isNotEqualTo(event("track", undated).messageId());
  }

  @Test
  void takesExternalIdsAndADeviceOnlyWhenNothingElseNamesThePerson() {
    String context =
        "\"context\":{\"device\":{\"id\":\"d1\"},\"externalIds\":[{\"id\":\"138\",\"type\":\"phone\",\"collection\":\"users\"},{\"id\":\"x\",\"type\":\"y\",\"collection\":\"accounts\"}]}";
    assertThat(event("track", "{\"userId\":\"u\",\"event\":\"e\"," + context + "}").identifiers())
        .containsExactly(Identifier.user("u"), new Identifier("phone", "138"));
    assertThat(
            event("track", "{\"event\":\"e\",\"context\":{\"device\":{\"id\":\"d1\"}}}")
                .identifiers())
        .isEqualTo(List.of(new Identifier("device_id", "d1")));
  }
}
