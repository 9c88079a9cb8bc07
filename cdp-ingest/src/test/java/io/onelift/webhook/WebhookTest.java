package io.onelift.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.collect.Ingest;
import io.onelift.collect.Receipt;
import io.onelift.collect.Rejection;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
class WebhookTest {
  private static final byte[] KEY =
      "thirty-two bytes of a secret key".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final Duration MOMENT = Duration.ofMillis(5);

  private final Warehouse warehouse;
  private final Listening receiver = new Listening();
  private Ingest ingest;
  private Metastore metastore;
  private Webhook webhook;

  WebhookTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    metastore = Metastore.open(MetastoreConfig.sqlite(folder.resolve("metastore.db")));
    ingest = Ingest.open(warehouse);
    webhook = start();
  }

  @AfterEach
  void close() {
    receiver.close();
    webhook.close();
    ingest.close();
    metastore.close();
  }

  private Webhook start() {
    return Webhook.start(ingest.quarantine, metastore, "bank", Clock.systemUTC(), MOMENT, MOMENT);
  }

  @Test
  void tellsOfWhatIsQuarantinedFromThenOnSignedAndWithoutWhatItSays() throws Exception {
    reject("before");
    webhook.set(receiver.url(), Optional.of(SECRET));

    reject("w1", "w2");

    Listening.Call call = receiver.next();
    assertThat(call.signature()).isEqualTo("v1," + signature(call));
    JsonNode body = call.json();
    assertThat(body.path("type").asText()).isEqualTo("events.quarantined");
    assertThat(body.path("project").asText()).isEqualTo("bank");
    assertThat(body.path("count").asInt()).isEqualTo(2);
    assertThat(body.at("/reasons/0/count").asInt()).isEqualTo(2);
    assertThat(body.path("events").findValuesAsText("message_id"))
        .containsExactlyInAnyOrder("w1", "w2");
    assertThat(call.text()).doesNotContain("personal");
  }

  private static String signature(Listening.Call call) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed = call.id() + "." + call.timestamp() + "." + call.text();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void namesAPropertyThatWasLeftOut() {
    webhook.set(receiver.url(), Optional.of(SECRET));
    Identifier somebody = Identifier.user("somebody");
    ingest.collect(Ingest.track("paid", Map.of("w_amount", 1), somebody));

    ingest.collect(Ingest.track("paid", Map.of("w_amount", "personal"), somebody));

    JsonNode event = receiver.next().json().at("/events/0");
    assertThat(event.path("part").asText()).isEqualTo("w_amount");
  }

  @Test
  void triesAgainWithTheSameIdUntilItIsTakenAndThenTellsWhatCameMeanwhile() {
    receiver.answer(500);
    webhook.set(receiver.url(), Optional.of(SECRET));
    reject("r1");
    Listening.Call first = receiver.next();
    Listening.Call second = receiver.next();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(webhook.state().lastFailure().orElseThrow().message()).contains("500");
    reject("r2");

    receiver.answer(200);

    Listening.Call last = receiver.next();
    while (last.id().equals(first.id())) {
      assertThat(last.json().path("count").asInt()).isEqualTo(1);
      last = receiver.next();
    }
    assertThat(last.json().at("/events/0/message_id").asText()).isEqualTo("r2");
    awaitNothingWaiting();
    assertThat(webhook.state().lastSuccess()).isPresent();
  }

  @Test
  void goesOnAfterARestartWithTheDeliveryThatWasUnderWay() {
    receiver.answer(503);
    webhook.set(receiver.url(), Optional.of(SECRET));
    reject("k1");
    String id = receiver.next().id();
    webhook.close();
    reject("k2");
    receiver.answer(204);

    webhook = start();

    Listening.Call call = receiver.next();
    while (call.id().equals(id)) {
      assertThat(call.json().path("count").asInt()).isEqualTo(1);
      call = receiver.next();
    }
    assertThat(call.json().at("/events/0/message_id").asText()).isEqualTo("k2");
    awaitNothingWaiting();
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void aReceiverThatHangsHoldsNobodyElseUp() {
    receiver.hang(true);
    webhook.set(receiver.url(), Optional.of(SECRET));
    reject("h1");
    receiver.next();

    Receipt receipt =
        ingest.collect(Ingest.track("goes on", Map.of(), Identifier.user("somebody")));
    reject("h2");

    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(webhook.state().waiting()).isEqualTo(2);
    receiver.hang(false);
    assertThat(receiver.next().json().at("/events/0/message_id").asText()).isEqualTo("h2");
  }

  @Test
  void isTestedAndRemovedAndSaysWhatIsWrongWithIt() throws Exception {
    assertThatThrownBy(() -> webhook.test()).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> webhook.set("ftp://somewhere/x", Optional.of("secret")))
        .hasMessageContaining("ftp://somewhere/x")
        .hasMessageContaining("whsec_");
    assertThatThrownBy(() -> webhook.set(receiver.url(), Optional.empty()))
        .hasMessageContaining("/secret");
    webhook.set("http://169.254.169.254/latest", Optional.of(SECRET));
    assertThat(webhook.test().orElseThrow()).contains("never called");
    // The secret is kept when only the address changes.
    webhook.set(receiver.url(), Optional.empty());

    assertThat(webhook.test()).isEmpty();
    assertThat(receiver.next().json().path("type").asText()).isEqualTo("test");
    receiver.answer(404);
    assertThat(webhook.test().orElseThrow()).contains("404");

    webhook.remove();
    reject("nobody is told");
    assertThat(webhook.state())
        .isEqualTo(new Webhook.State(Optional.empty(), 0, Optional.empty(), Optional.empty()));
  }

  private void awaitNothingWaiting() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (webhook.state().waiting() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(webhook.state().waiting()).isZero();
  }

  private void reject(String... messageIds) {
    ingest
        .collector
        .collect(
            List.of(),
            Arrays.stream(messageIds)
                .map(
                    id ->
                        new Rejection(
                            Instant.parse("2026-11-01T00:00:00Z"),
                            "segment",
                            id,
                            "",
                            List.of("'event' is missing"),
                            "{\"messageId\":\"" + id + "\",\"name\":\"personal\"}"))
                .toList())
        .join();
  }
}
