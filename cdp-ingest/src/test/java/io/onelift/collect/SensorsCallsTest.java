package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.TraitOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SensorsCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final long TIME = NOW.minusSeconds(60).toEpochMilli();
  private static final SensorsCalls SENSORS = new SensorsCalls(() -> TimeBounds.STANDARD);

  private static Decoded decode(String body) {
    return SENSORS.decode("project=default", bytes(body), NOW);
  }

  private static Event event(String json) {
    Decoded decoded = decode(json);
    assertThat(decoded.rejections()).isEmpty();
    assertThat(decoded.events()).hasSize(1);
    return decoded.events().getFirst();
  }

  private static Event event(String type, String more) {
    return event(
        "{\"type\":\"%s\",\"time\":%d,\"_track_id\":7,\"distinct_id\":\"d\"%s}"
            .formatted(type, TIME, more));
  }

  private static String reason(String body) {
    Decoded decoded = decode(body);
    assertThat(decoded.isRefused()).isTrue();
    return String.join("; ", decoded.rejections().getFirst().reasons());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void decodesATrackWithItsIdentities() {
    Event event =
        event(
            """
            {"type":"track","event":"购买","time":%d,"_track_id":123,"distinct_id":"u1",
             "identities":{"$identity_cookie_id":"c1","$identity_login_id":"u1","$identity_mobile":"138","$identity_email":"a@b","$identity_mp_openid":"o1"},
             "lib":{"$lib":"js","$lib_version":"1.27","$lib_method":"code"},
             "properties":{"amount":12.5,"n":3,"gone":null,"$is_login_id":true,"$os":"iOS","due":"2026-11-01 10:00:00.500"}}
            """
                .formatted(TIME));

    assertThat(event.kind()).isEqualTo(EventKind.TRACK);
    assertThat(event.name()).isEqualTo("购买");
    assertThat(event.time()).isEqualTo(NOW.minusSeconds(60));
    assertThat(event.source()).isEqualTo("sensors");
    assertThat(event.identifiers())
        .containsExactly(
            Identifier.user("u1"),
            new Identifier("phone", "138"),
            new Identifier("email", "a@b"),
            new Identifier("mp_openid", "o1"),
            Identifier.anonymous("c1"));
    assertThat(event.properties())
        .isEqualTo(Map.of("amount", 12.5, "n", 3L, "$os", "iOS", "due", "2026-11-01T10:00:00.500"));
    assertThat(event.context())
        .isEqualTo(
            Map.of("library.name", "js", "library.version", "1.27", "library.method", "code"));
    assertThat(event.instant()).isFalse();
  }

  @Test
  void tellsALoginIdFromAnAnonymousOneAndLeavesOpenWhatTheSenderLeavesOpen() {
    String name = ",\"event\":\"e\"";
    assertThat(event("track", name + ",\"properties\":{\"$is_login_id\":true}").identifiers())
        .containsExactly(Identifier.user("d"));
    assertThat(event("track", name + ",\"login_id\":\"d\",\"anonymous_id\":\"a\"").identifiers())
        .containsExactly(Identifier.user("d"), Identifier.anonymous("a"));
    assertThat(event("track", name).identifiers())
        .containsExactly(new Identifier(Identifier.PREVIOUS_ID, "d"), Identifier.anonymous("d"));
    Event signup = event("track_signup", ",\"original_id\":\"a\"");
    assertThat(signup.identifiers())
        .containsExactly(Identifier.user("d"), Identifier.anonymous("a"));
    assertThat(signup.name()).isEqualTo("$SignUp");
    assertThat(event("track_id_bind", ",\"identities\":{\"$identity_mobile\":\"1\"}").name())
        .isEqualTo("$BindID");
    assertThat(reason("{\"type\":\"track\",\"event\":\"e\"}")).contains("distinct_id");
    assertThat(
            event("{\"type\":\"track\",\"event\":\"e\",\"properties\":{\"$device_id\":\"dev\"}}")
                .identifiers())
        .containsExactly(new Identifier("device_id", "dev"));
  }

  @Test
  void saysWhatAProfileMessageDoesToTheTraits() {
    String properties = ",\"properties\":{\"city\":\"上海\",\"$is_login_id\":true}";
    assertThat(event("profile_set", properties))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(EventKind.IDENTIFY);
              assertThat(e.name()).isEqualTo("identify");
              assertThat(e.operation()).isEqualTo(TraitOperation.SET);
              assertThat(e.traits()).isEqualTo(Map.of("city", "上海"));
              assertThat(e.properties()).isEmpty();
            });
    assertThat(event("profile_set_once", properties).operation())
        .isEqualTo(TraitOperation.SET_ONCE);
    assertThat(event("profile_increment", ",\"properties\":{\"n\":2}").operation())
        .isEqualTo(TraitOperation.INCREMENT);
    assertThat(event("profile_append", ",\"properties\":{\"l\":[\"a\"],\"m\":\"b\"}").traits())
        .isEqualTo(Map.of("l", List.of("a"), "m", List.of("b")));
    assertThat(event("profile_unset", ",\"properties\":{\"x\":null,\"y\":\"\"}").traits())
        .isEqualTo(Map.of("x", true, "y", true));
    assertThat(event("profile_delete", "").operation()).isEqualTo(TraitOperation.DELETE);
    assertThat(
            reason(
                "{\"type\":\"profile_increment\",\"distinct_id\":\"d\",\"properties\":{\"n\":\"x\"}}"))
        .contains("'n' is \"x\"");
  }

  @Test
  void takesItems() {
    Decoded decoded =
        decode(
            """
            [{"type":"item_set","item_type":"sku","item_id":"1","time":%d,"properties":{"name":"肥皂","price":3}},
             {"type":"item_delete","item_type":"sku","item_id":"2","time":%d,"properties":{}},
             {"type":"item_set","item_type":"sku","properties":{}}]
            """
                .formatted(TIME, TIME));
    assertThat(decoded.items())
        .containsExactly(
            new Item(
                "sku",
                "1",
                Map.of("name", "肥皂", "price", 3L),
                false,
                NOW.minusSeconds(60),
                NOW,
                "sensors"),
            new Item("sku", "2", Map.of(), true, NOW.minusSeconds(60), NOW, "sensors"));
    assertThat(decoded.rejections().getFirst().reasons().getFirst()).contains("item_id");
  }

  @Test
  void readsEveryFormThatSdksSend() {
    String json =
        "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\",\"time\":%d}".formatted(TIME);
    String list = "[" + json + "," + json.replace("\"e\"", "\"f\"") + "]";
    String packed = base64(gzip(list));
    String plain = base64(bytes(json));
    assertThat(decode("gzip=1&data_list=" + escaped(packed)).events()).hasSize(2);
    assertThat(decode("data_list=" + escaped(base64(bytes(list)))).events()).hasSize(2);
    assertThat(decode("gzip=0&data=" + escaped(plain)).events()).hasSize(1);
    assertThat(decode("data=" + plain + "&ext=crc%3D" + plain.hashCode()).events()).hasSize(1);
    assertThat(decode("data_list=" + packed.replace('+', '-').replace('/', '_')).events())
        .hasSize(2);
    assertThat(decode("data_list=" + packed.replace('+', ' ').replace("=", "")).events())
        .hasSize(2);
    assertThat(decode(list).events()).hasSize(2);
    assertThat(SENSORS.decode("", gzip(list), NOW).events()).hasSize(2);
    assertThat(SENSORS.decode("token=k&data=" + escaped(plain), new byte[0], NOW).events())
        .hasSize(1);
  }

  @Test
  void knowsInstantEventsHoweverTheSdkSpellsThem() {
    String json = "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\"}";
    String data = base64(bytes(json));
    for (String form :
        List.of(
            "data=" + escaped(data) + "&ext=crc%3D" + data.hashCode() + "&instant_event=true",
            "data=" + escaped(data) + "&ext=crc%3D" + data.hashCode() + "%2Cinstant_evnet%3Dtrue",
            "data="
                + escaped(data)
                + "&ext=crc%3D"
                + data.hashCode()
                + "%252Cinstant_evnet%253Dtrue",
            "data=" + escaped(data) + "&ext=instant_event%3Dtrue")) {
      assertThat(decode(form).events().getFirst().instant()).as(form).isTrue();
    }
    assertThat(event("{\"is_instant_event\":true," + json.substring(1)).instant()).isTrue();
  }

  @Test
  void givesAMessageTheSameIdWhenItIsSentAgain() {
    String first = ",\"event\":\"e\",\"_flush_time\":%d,\"lib\":{\"$lib\":\"a\"}".formatted(TIME);
    String again =
        ",\"event\":\"e\",\"_flush_time\":%d,\"lib\":{\"$lib\":\"b\"}".formatted(TIME + 5);
    assertThat(event("track", first).messageId()).isEqualTo(event("track", again).messageId());
    assertThat(event("track", first).messageId())
        .isNotEqualTo(event("track", first.replace("\"e\"", "\"f\"")).messageId());
    String untracked = "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\",\"time\":%d%s}";
    assertThat(event(untracked.formatted(TIME, ",\"_flush_time\":" + TIME)).messageId())
        .isEqualTo(event(untracked.formatted(TIME, "")).messageId());
  }

  @Test
  void setsTheSendersClockRightAndKeepsHistoryAsItIs() {
    long ahead = NOW.plusSeconds(3600).toEpochMilli();
    String name = ",\"event\":\"e\"";
    String flushed =
        "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\",\"time\":%d,\"_flush_time\":%d%s}";
    assertThat(event(flushed.formatted(ahead - 30_000, ahead, "")).time())
        .isEqualTo(NOW.minusSeconds(30));
    assertThat(event(flushed.formatted(TIME, ahead, ",\"time_free\":true")).time())
        .isEqualTo(NOW.minusSeconds(60));
    assertThat(event("track", name).receivedAt()).isEqualTo(NOW);
  }

  @Test
  void putsOtherTimesThanTheBoundsAllowIntoQuarantineUnlessTheyAreHistory() {
    SensorsCalls bounded = new SensorsCalls(() -> new TimeBounds(Optional.of(30), 10));
    String json = "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\",\"time\":%d%s}";
    long old = NOW.minusSeconds(31L * 86_400).toEpochMilli();
    Decoded late = bounded.decode("", bytes(json.formatted(old, "")), NOW);
    assertThat(late.rejections().getFirst().reasons().getFirst())
        .contains("2026-10-01T08:00:00Z", "2026-10-02T08:00:00Z", "2026-11-01T08:10:00Z");
    assertThat(bounded.decode("", bytes(json.formatted(old, ",\"time_free\":true")), NOW).events())
        .hasSize(1);
    assertThat(
            bounded
                .decode("", bytes(json.formatted(NOW.plusSeconds(660).toEpochMilli(), "")), NOW)
                .rejections())
        .hasSize(1);
  }

  @Test
  void keepsACallThatCannotBeReadWholeWithoutItsKey() {
    String data = base64(bytes("{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\"}"));
    assertThat(reason("data=" + escaped(data) + "&ext=crc%3D1"))
        .contains("crc=1", "" + data.hashCode());
    assertThat(reason("data=%25%25")).contains("base64");
    assertThat(reason("data_list=" + escaped(base64(bytes("{\"type\":"))))).contains("JSON");
    assertThat(reason("gzip=9&data_list=" + escaped(data))).contains("encrypted");
    assertThat(reason("[{\"type\":\"track\"},")).contains("JSON");
    Decoded whole =
        SENSORS.decode("token=secret&project=secret&data=x&ext=crc%3D1", new byte[0], NOW);
    assertThat(whole.rejections().getFirst().isWholeCall()).isTrue();
    assertThat(whole.rejections().getFirst().payload()).isEqualTo("\"data=x&ext=crc%3D1\"");
    assertThat(SENSORS.decodeAgain("\"data=" + data + "\"", "otherwise", NOW).events()).hasSize(1);
  }

  @Test
  void refusesACallThatBringsNothingOrTooMuch() {
    assertThatThrownBy(() -> decode("gzip=1")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> decode("")).hasMessageContaining("data_list");
    String large = "x".repeat(300_000);
    assertThat(
            reason(
                "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\",\"properties\":{\"x\":\""
                    + large
                    + "\"}}"))
        .contains("256 KB");
  }

  @Test
  void reportsAllProblemsOfAMessageAtOnceAndGoesOnAfterIt() {
    assertThat(reason("{\"type\":\"track\",\"time\":\"yesterday\",\"properties\":3}"))
        .contains("'event'", "distinct_id", "yesterday", "'properties'");
    Decoded decoded =
        decode(
            "[5,{\"type\":\"dance\",\"distinct_id\":\"d\",\"token\":\"secret\"},"
                + "{\"type\":\"track\",\"event\":\"e\",\"distinct_id\":\"d\"}]");
    assertThat(decoded.events()).hasSize(1);
    assertThat(decoded.rejections()).hasSize(2);
    assertThat(decoded.rejections().get(1).payload()).contains("dance").doesNotContain("secret");
  }
}
