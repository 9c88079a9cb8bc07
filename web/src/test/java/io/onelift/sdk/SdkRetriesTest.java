package io.onelift.sdk;

import static io.onelift.sdk.Gateway.Trouble.ANSWER_LOST;
import static io.onelift.sdk.Gateway.Trouble.OVERLOADED;
import static io.onelift.sdk.Gateway.Trouble.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.app.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way is sent again by the SDKs, and counts once. */
class SdkRetriesTest {
  private static final int COUNT = 12;
  private static final Product PRODUCT = Product.running();
  private static final String KEY = PRODUCT.key("ingest");

  private static Gateway javaGateway;
  private static SegmentSender javaSender;

  private final Sent sent = new Sent(PRODUCT);

  /**
   * It waits up to half a minute before it tries again, and twice as long the next time: it meets
   * one trouble, and the other tests run meanwhile.
   */
  @BeforeAll
  static void startTheSdkThatIsInNoHurry() throws IOException {
    javaGateway = new Gateway(PRODUCT.address(), List.of(ANSWER_LOST));
    javaSender = new SegmentSender(javaGateway.address(), KEY, "again_segjava");
    javaSender.send(COUNT);
  }

  @AfterAll
  static void stop() {
    javaSender.close();
    javaGateway.close();
  }

  @Test
  void segmentsSdkForNode() throws IOException {
    try (Gateway gateway =
        new Gateway(PRODUCT.address(), List.of(OVERLOADED, ANSWER_LOST, UNAVAILABLE))) {
      Programs.node("segment.mjs", gateway.address(), KEY, "again_segnode", "" + COUNT);
      assertThat(gateway.isThrough()).isTrue();
    }
    assertThat(sent.count("again_segnode_track")).isEqualTo(COUNT);
  }

  @Test
  void sensorsSdkForJava() throws IOException {
    try (Gateway gateway =
        new Gateway(PRODUCT.address(), List.of(OVERLOADED, ANSWER_LOST, UNAVAILABLE))) {
      Programs.java(gateway.address() + "/sa?token=" + KEY, "again_sajava", "" + COUNT);
      assertThat(gateway.isThrough()).isTrue();
    }
    assertThat(sent.count("again_sajava_track")).isEqualTo(COUNT);
    assertThat(sent.profile("user_id", "again_sajava-user").at("/traits/points").asDouble())
        .isEqualTo(5);
  }

  /** Its SDK keeps a refused event twice and sends both. */
  @Test
  void sensorsSdkForNodeWithItsFile(@TempDir Path folder) throws IOException {
    try (Gateway gateway =
        new Gateway(PRODUCT.address(), List.of(OVERLOADED, ANSWER_LOST, UNAVAILABLE))) {
      String url = gateway.address() + "/sa?token=" + KEY;
      Programs.node("sensors-cached.cjs", url, "again_sanode", "" + COUNT, folder.toString());
      // What was kept is sent when the program runs again.
      Programs.node("sensors-cached.cjs", url, "again_sanode", "0", folder.toString());
      assertThat(gateway.isThrough()).isTrue();
    }
    assertThat(sent.count("again_sanode_track")).isEqualTo(COUNT);
  }

  @Test
  void segmentsSdkForJava() {
    sent.await("again_segjava_track", COUNT);
    PRODUCT.await(
        "/api/profiles?id_type=user_id&id=again_segjava-user",
        profile -> profile.path("recent_events").size() >= COUNT + 4);
    assertThat(javaGateway.isThrough()).isTrue();
    assertThat(sent.count("again_segjava_track")).isEqualTo(COUNT);
    assertThat(javaSender.failures()).isEmpty();
  }
}
