package io.onelift.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.app.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published SDKs of servers, unmodified. */
class ServerSdksTest {
  private static final int COUNT = 6;

  private final Product product = Product.running();
  private final Sent sent = new Sent(product);
  private final String key = product.key("ingest");

  @Test
  void segmentsSdkForJava() {
    try (SegmentSender sender = new SegmentSender(product.address(), key, "segjava")) {
      sender.send(COUNT);
      sent.await("segjava_track", COUNT);
      product.await(
          "/api/profiles?id_type=user_id&id=segjava-user",
          profile -> profile.path("recent_events").size() == COUNT + 4);
      assertThat(sender.failures()).isEmpty();
    }
    JsonNode profile = sent.profile("anonymous_id", "segjava-anon");
    assertThat(profile.path("profile_id"))
        .isEqualTo(sent.profile("user_id", "segjava-user").path("profile_id"));
    assertThat(profile.at("/traits/city").asText()).isEqualTo("上海");
    assertThat(profile.at("/traits/level").asDouble()).isEqualTo(3);
    assertThat(sent.eventsOf(profile)).contains("identify", "page", "group", "alias");
    assertProperties("segjava_track", "商品");
  }

  @Test
  void segmentsSdkForNode() {
    Programs.node("segment.mjs", product.address(), key, "segnode", "" + COUNT);

    JsonNode profile = sent.profile("anonymous_id", "segnode-anon");
    assertThat(profile.path("profile_id"))
        .isEqualTo(sent.profile("user_id", "segnode-user").path("profile_id"));
    assertThat(profile.at("/traits/city").asText()).isEqualTo("上海");
    assertThat(sent.eventsOf(profile)).hasSize(COUNT + 3).contains("identify", "page", "group");
    assertProperties("segnode_track", "商品");
  }

  @Test
  void sensorsSdkForJava() {
    Programs.java(product.address() + "/sa?project=default&token=" + key, "sajava", "" + COUNT);

    assertSensors("sajava");
    JsonNode profile = sent.profile("phone", "sajava-mobile");
    assertThat(profile.path("profile_id"))
        .isEqualTo(sent.profile("user_id", "sajava-user").path("profile_id"));
    assertThat(sent.eventsOf(profile)).contains("$BindID", "sajava_by_mobile");
    assertThat(sent.count("sajava_dry")).as("a dry run writes nothing").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "plain"})
  void sensorsSdkForNode(String form) {
    String prefix = "sanode" + form;

    Programs.node(
        "sensors.cjs", product.address() + "/sa?project=" + key, prefix, "" + COUNT, form);

    assertSensors(prefix);
  }

  private void assertSensors(String prefix) {
    JsonNode profile = sent.profile("user_id", prefix + "-user");
    assertThat(sent.profile("anonymous_id", prefix + "-anon").path("profile_id"))
        .isEqualTo(profile.path("profile_id"));
    assertThat(sent.eventsOf(profile)).contains("$SignUp", prefix + "_after", prefix + "_track");
    assertThat(sent.count(prefix + "_after")).isEqualTo(1);
    JsonNode traits = profile.path("traits");
    assertThat(traits.path("city").asText()).isEqualTo("上海");
    assertThat(traits.path("points").asDouble()).isEqualTo(5);
    assertThat(traits.path("films").path(0).asText()).isEqualTo("x");
    assertThat(traits.path("first").asText()).as("was set once and unset").isEmpty();
    assertProperties(prefix + "_track", "name");
    assertThat(
            sent.rows(
                    "SELECT COUNT(*) FROM events WHERE event = '%s_track' AND bought > received_at - INTERVAL '5' MINUTE AND bought < received_at + INTERVAL '1' MINUTE"
                        .formatted(prefix))
                .get(0)
                .get(0)
                .asLong())
        .as("dates are times by the project's clock")
        .isEqualTo(COUNT);
    assertThat(
            sent.rows("SELECT item_id, price FROM items WHERE item_type = '" + prefix + "_item'")
                .toString())
        .isEqualTo("[[\"1\",9.5]]");
  }

  private void assertProperties(String event, String product) {
    assertThat(
            sent.rows(
                    "SELECT COUNT(*), COUNT(DISTINCT message_id), SUM(amount), COUNT(DISTINCT profile_id), MIN(\"%s\") FROM events WHERE event = '%s'"
                        .formatted(product, event))
                .toString())
        .isEqualTo("[[%d,%d,%d,1,\"基金\"]]".formatted(COUNT, COUNT, COUNT * COUNT / 2));
  }
}
