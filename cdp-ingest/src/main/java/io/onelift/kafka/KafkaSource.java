package io.onelift.kafka;

import io.onelift.event.InvalidInput;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * The consumer that reads events from Kafka, as it is set in the metastore; off when it is not.
 * Safe for use by many threads.
 */
public final class KafkaSource implements AutoCloseable {
  private static final String SETTING = "kafka.config";
  private static final JsonCodec<KafkaConfig> JSON = JsonCodec.of(KafkaConfig.class);

  private final KafkaRecords records;
  private final Sink sink;
  private final Metastore metastore;
  private final Clock clock;

  private volatile Optional<KafkaConfig> config;
  private volatile Optional<ConsumerLoop> loop = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  private KafkaSource(KafkaRecords records, Sink sink, Metastore metastore, Clock clock) {
    this.records = records;
    this.sink = sink;
    this.metastore = metastore;
    this.clock = clock;
    this.config = metastore.setting(SETTING).filter(json -> !json.isEmpty()).map(JSON.read());
  }

  /** Goes on reading if it is set. */
  public static KafkaSource start(
      KafkaRecords records, Sink sink, Metastore metastore, Clock clock) {
    KafkaSource source = new KafkaSource(records, sink, metastore, clock);
    source.config.ifPresent(source::begin);
    return source;
  }

  /** What is set. */
  public Optional<KafkaConfig> config() {
    return config;
  }

  /** How it is doing. */
  public KafkaStatus status() {
    return loop.map(ConsumerLoop::status).orElse(KafkaStatus.OFF);
  }

  /**
   * Sets it and begins to read; values of {@link KafkaConfig#HIDDEN} keep the secret that is set.
   *
   * @throws InvalidInput when Kafka's client refuses it, with what it says
   */
  public synchronized void set(KafkaConfig wanted) {
    KafkaConfig next = wanted.withSecretsOf(config);
    if (!records.formats().containsKey(next.format())) {
      throw new InvalidInput(
          "/format",
          "'%s' is no format. Use one of %s"
              .formatted(next.format(), records.formats().keySet().stream().sorted().toList()));
    }
    consumer(next).close();
    end();
    metastore.setting(SETTING, JSON.write().apply(next));
    config = Optional.of(next);
    begin(next);
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConfig config) {
    try {
      return new KafkaConsumer<>(config.consumer());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InvalidInput("", "Kafka's client says: " + cause.getMessage());
    }
  }

  /** Stops reading; the group's place in the topics stays in Kafka. */
  public synchronized void remove() {
    end();
    metastore.setting(SETTING, "");
    config = Optional.empty();
  }

  @Override
  public synchronized void close() {
    end();
  }

  private void begin(KafkaConfig current) {
    ConsumerLoop next =
        new ConsumerLoop(
            () -> consumer(current),
            current.topics(),
            new RecordDecoder(records.formats().get(current.format()), clock),
            sink);
    loop = Optional.of(next);
    thread = Optional.of(Thread.ofPlatform().name("kafka").daemon().start(next));
  }

  private void end() {
    loop.ifPresent(ConsumerLoop::stop);
    try {
      if (thread.isPresent()) {
        thread.get().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop = Optional.empty();
    thread = Optional.empty();
  }
}
