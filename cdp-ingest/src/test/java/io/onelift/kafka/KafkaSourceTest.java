package io.onelift.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.collect.Ingest;
import io.onelift.collect.QuarantineFilter;
import io.onelift.collect.Receipt;
import io.onelift.collect.Rejected;
import io.onelift.collect.Replays;
import io.onelift.collect.SegmentCalls;
import io.onelift.collect.TimeBounds;
import io.onelift.event.InvalidInput;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
@ExtendWith(WarehouseExtension.class)
class KafkaSourceTest {
  private static Broker broker;

  private final Warehouse warehouse;
  private final KafkaRecords records =
      new KafkaRecords(List.of(new SegmentCalls(() -> TimeBounds.STANDARD)));
  private Ingest ingest;
  private Metastore metastore;

  KafkaSourceTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  static void startTheBroker(@TempDir Path folder) {
    broker = new Broker(folder);
  }

  @AfterAll
  static void stopTheBroker() {
    broker.close();
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    metastore = Metastore.open(MetastoreConfig.sqlite(folder.resolve("metastore.db")));
    ingest = Ingest.open(warehouse);
  }

  @AfterEach
  void close() {
    ingest.quarantine.discard(QuarantineFilter.ALL);
    ingest.close();
    metastore.close();
  }

  @Test
  void takesEventsAndListsOfThemWhateverTheyAreCompressedWith() {
    broker.createTopic("shapes", 2);
    int id = 0;
    for (String compression : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      broker.send(
          "shapes",
          compression,
          List.of(
              bytes(event("shapes", "shape-" + id++)),
              bytes("[" + event("shapes", "") + "," + event("shapes", "shape-" + id++) + "]")));
    }

    try (KafkaSource source = start(ingest.collector::collect)) {
      source.set(config("shapes", Map.of()));
      KafkaStatus status =
          await(source, s -> s.received() == 10 && s.lag().equals(OptionalLong.of(0)));

      assertThat(status.accepted()).isEqualTo(15);
      assertThat(status.state()).isEqualTo(KafkaStatus.State.RUNNING);
      assertThat(status.assigned()).containsExactly("shapes-0", "shapes-1");
    }

    assertThat(
            ingest.count(
                "SELECT uniqExact(message_id) AS n FROM events WHERE event = 'shapes' AND source ="
                    + " 'kafka'"))
        .isEqualTo(15);
    assertThat(
            ingest.count(
                "SELECT count() AS n FROM events WHERE event = 'shapes' AND startsWith(message_id,"
                    + " 'kafka-shapes-')"))
        .isEqualTo(5);
  }

  @Test
  void whatCannotBeDecodedIsQuarantinedWithItsPlaceAndReplayedWhenItIsCorrected() throws Exception {
    broker.createTopic("broken", 1);
    List<byte[]> values = new ArrayList<>();
    values.add(bytes("not json"));
    values.add(null);
    values.add(bytes("{\"type\":\"track\",\"userId\":\"u\"}"));
    values.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    values.add(bytes("{\"cut\":"));
    values.add(bytes(event("whole", "whole-1")));
    broker.send("broken", "none", values);

    try (KafkaSource source = start(ingest.collector::collect)) {
      source.set(config("broken", Map.of()));
      KafkaStatus status = await(source, s -> s.received() == 6);
      assertThat(status.rejected()).isEqualTo(4);
      assertThat(status.accepted()).isEqualTo(1);
    }

    List<Rejected> rejected = ingest.quarantine.list(Optional.empty(), 10);
    assertThat(rejected).extracting(Rejected::source).containsOnly("kafka");
    Rejected nameless =
        rejected.stream().filter(r -> r.payload().contains("\"track\"")).findFirst().orElseThrow();
    assertThat(nameless.payload()).contains("\"topic\":\"broken\"", "\"offset\":2");
    String fixed = nameless.payload().replace("\"userId\"", "\"event\":\"mended\",\"userId\"");
    try (Replays replays = ingest.replays(records)) {
      assertThat(replays.fix(nameless.id(), fixed).problems()).isEmpty();
      replays.start(QuarantineFilter.of(Set.of(nameless.id())));
      assertThat(replays.last(Duration.ofMinutes(1)).orElseThrow().replayed()).isEqualTo(1);
    }
    assertThat(
            warehouse.query(
                "SELECT message_id FROM events WHERE event = 'mended' AND source = 'kafka'",
                Map.of(),
                row -> row.text("message_id")))
        .singleElement()
        .asString()
        .startsWith("kafka-broken-0-2-");
  }

  @Test
  void whatWasWrittenAndNotCommittedIsReadAgainAndCountsOnce() {
    broker.createTopic("again", 2);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      values.add(bytes(event("again", i % 2 == 0 ? "again-" + i : "")));
    }
    broker.send("again", "none", values);
    AtomicInteger written = new AtomicInteger();
    // Killed after the write and before the commit: the receipt never comes.
    Sink dying =
        records -> {
          written.addAndGet(ingest.collector.collect(records).join().accepted());
          return new CompletableFuture<Receipt>();
        };
    KafkaConfig config = config("again", Map.of());
    try (KafkaSource source = start(dying)) {
      source.set(config);
      until(() -> written.get() > 0);
    }
    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'again'"))
        .isEqualTo(written.get());

    try (KafkaSource source = start(ingest.collector::collect)) {
      KafkaStatus status = await(source, s -> s.received() == 500);
      assertThat(status.duplicates()).isEqualTo(written.get());
      assertThat(status.accepted()).isEqualTo(500 - written.get());
    }
    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'again'"))
        .isEqualTo(500);

    // Everything is committed now, so a restart reads only what is new.
    broker.send("again", "none", List.of(bytes(event("again", "again-new"))));
    try (KafkaSource source = start(ingest.collector::collect)) {
      assertThat(await(source, s -> s.received() > 0).received()).isEqualTo(1);
    }
  }

  @Test
  void goesOnWhenTheBrokerWasKilledAndCountsEverythingOnce() {
    broker.createTopic("killed", 1);
    broker.send("killed", "none", numbered(0, 200));

    try (KafkaSource source = start(ingest.collector::collect)) {
      source.set(config("killed", Map.of()));
      until(() -> source.status().received() > 0, source);
      broker.killAndStart();
      broker.send("killed", "none", numbered(200, 400));
      until(() -> killed() == 400, source);
      await(source, s -> s.state() == KafkaStatus.State.RUNNING);
    }

    assertThat(ingest.count("SELECT count() AS n FROM events WHERE event = 'killed'"))
        .isEqualTo(400);
  }

  private long killed() {
    return ingest.count("SELECT uniqExact(message_id) AS n FROM events WHERE event = 'killed'");
  }

  private static List<byte[]> numbered(int from, int to) {
    List<byte[]> values = new ArrayList<>();
    for (int i = from; i < to; i++) {
      values.add(bytes(event("killed", "killed-" + i)));
    }
    return values;
  }

  @Test
  void waitsWhileNothingIsTakenAndLosesNothing() {
    broker.createTopic("busy", 1);
    broker.send("busy", "none", List.of(bytes(event("busy", "busy-1"))));
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    Sink busy =
        records -> {
          tries.incrementAndGet();
          return open.get() == 1
              ? ingest.collector.collect(records)
              : CompletableFuture.failedFuture(
                  new WarehouseException(
                      WarehouseException.Fault.UNAVAILABLE, 0, "It is away.", null));
        };

    try (KafkaSource source = start(busy)) {
      source.set(config("busy", Map.of()));
      KafkaStatus waiting = await(source, s -> s.state() == KafkaStatus.State.WAITING);
      assertThat(waiting.error()).contains("It is away.");
      until(() -> tries.get() > 1);
      open.set(1);
      KafkaStatus status = await(source, s -> s.received() == 1);

      assertThat(status.accepted()).isEqualTo(1);
      assertThat(await(source, s -> s.state() == KafkaStatus.State.RUNNING).error()).isEmpty();
    }
  }

  @Test
  void oneThatCannotBeWrittenIsQuarantinedAndTheOthersAreTaken() {
    broker.createTopic("poison", 1);
    broker.send(
        "poison",
        "none",
        List.of(
            bytes(event("poison", "p-1")),
            bytes(event("poison", "p-bad")),
            bytes(event("poison", "p-2"))));
    Sink picky =
        records ->
            records.events().stream().anyMatch(e -> e.messageId().equals("p-bad"))
                ? CompletableFuture.failedFuture(new IllegalStateException("not this one"))
                : ingest.collector.collect(records);

    try (KafkaSource source = start(picky)) {
      source.set(config("poison", Map.of()));
      KafkaStatus status = await(source, s -> s.received() == 3);
      assertThat(status.accepted()).isEqualTo(2);
      assertThat(status.rejected()).isEqualTo(1);
    }
    assertThat(ingest.quarantine.list(Optional.empty(), 10))
        .singleElement()
        .satisfies(r -> assertThat(r.payload()).contains("p-bad"));
  }

  @Test
  void isSetWithSecretsThatAreNotShownAndRefusesWhatWouldLoadClasses() {
    String jaas =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\""
            + " password=\"hush\";";
    Map<String, String> secured =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", jaas);
    try (KafkaSource source = start(ingest.collector::collect)) {
      assertThat(source.status().state()).isEqualTo(KafkaStatus.State.OFF);
      source.set(config("nothing", secured));
      KafkaConfig shown = source.config().orElseThrow();
      assertThat(shown.shownProperties())
          .containsEntry("sasl.jaas.config", KafkaConfig.HIDDEN)
          .containsEntry("sasl.mechanism", "PLAIN");
      assertThat(shown.toString()).doesNotContain("hush");

      source.set(config("nothing", shown.shownProperties()));

      assertThat(source.config().orElseThrow().properties())
          .containsEntry("sasl.jaas.config", jaas);
      source.remove();
      assertThat(source.config()).isEmpty();
      assertThatThrownBy(() -> source.set(config("x", Map.of("session.timeout.ms", "soon"))))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("session.timeout.ms");
    }
    assertThatThrownBy(
            () ->
                config(
                    "x",
                    Map.of(
                        "interceptor.classes", "evil.Class",
                        "enable.auto.commit", "true",
                        "sasl.jaas.config",
                            "com.sun.security.auth.module.JndiLoginModule required;")))
        .hasMessageContaining("interceptor.classes")
        .hasMessageContaining("enable.auto.commit")
        .hasMessageContaining("must begin with");
  }

  private KafkaSource start(Sink sink) {
    return KafkaSource.start(records, sink, metastore, Clock.systemUTC());
  }

  private static KafkaConfig config(String topic, Map<String, String> properties) {
    return new KafkaConfig(
        broker.servers(), List.of(topic), "group-" + topic, SegmentCalls.SOURCE, properties);
  }

  private static KafkaStatus await(KafkaSource source, Predicate<KafkaStatus> condition) {
    until(() -> condition.test(source.status()), source);
    return source.status();
  }

  private static void until(BooleanSupplier condition, KafkaSource... sources) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "It did not come about: "
                + List.of(sources).stream().map(KafkaSource::status).toList());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static String event(String name, String messageId) {
    return "{\"type\":\"track\",\"event\":\"%s\",\"userId\":\"k\"%s}"
        .formatted(name, messageId.isEmpty() ? "" : ",\"messageId\":\"" + messageId + "\"");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
