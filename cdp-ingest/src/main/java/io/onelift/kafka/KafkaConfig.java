package io.onelift.kafka;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where events are read from.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param group the consumer group, which keeps the place in the topics
 * @param format the wire format of the records
 * @param properties of Kafka's consumer: how to connect and to fetch. Those that would load classes
 *     or change when offsets are committed are refused
 */
public record KafkaConfig(
    String bootstrapServers,
    List<String> topics,
    String group,
    String format,
    Map<String, String> properties) {
  /** Stands for a secret value where it is shown, and keeps it where it is sent back. */
  public static final String HIDDEN = "***";

  private static final ConfigDef DEFINITION = ConsumerConfig.configDef();

  /** What may be set beside all of {@code ssl.} and {@code sasl.} that is not a class. */
  private static final Set<String> FREE =
      Set.of(
          "auto.offset.reset",
          "client.dns.lookup",
          "client.id",
          "client.rack",
          "connections.max.idle.ms",
          "default.api.timeout.ms",
          "fetch.max.bytes",
          "fetch.max.wait.ms",
          "fetch.min.bytes",
          "group.instance.id",
          "heartbeat.interval.ms",
          "isolation.level",
          "max.partition.fetch.bytes",
          "max.poll.interval.ms",
          "max.poll.records",
          "metadata.max.age.ms",
          "receive.buffer.bytes",
          "reconnect.backoff.max.ms",
          "reconnect.backoff.ms",
          "request.timeout.ms",
          "retry.backoff.max.ms",
          "retry.backoff.ms",
          "security.protocol",
          "send.buffer.bytes",
          "session.timeout.ms",
          "socket.connection.setup.timeout.max.ms",
          "socket.connection.setup.timeout.ms");

  /** Login modules that only send what stands in the configuration. */
  private static final List<String> LOGIN_MODULES =
      List.of(
          "org.apache.kafka.common.security.plain.PlainLoginModule ",
          "org.apache.kafka.common.security.scram.ScramLoginModule ");

  public KafkaConfig {
    topics = List.copyOf(topics);
    properties = new TreeMap<>(properties);
    List<Problem> problems = new ArrayList<>();
    if (topics.isEmpty()) {
      problems.add(new Problem("/topics", "is empty; name the topics to read"));
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      check(property.getKey(), property.getValue(), problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static void check(String name, String value, List<Problem> problems) {
    String pointer = "/properties/" + name.replace("~", "~0").replace("/", "~1");
    boolean connects =
        (name.startsWith("ssl.") || name.startsWith("sasl."))
            && DEFINITION.configKeys().containsKey(name)
            && !name.endsWith(".class")
            && !name.endsWith(".url")
            && !name.endsWith(".file");
    if (!FREE.contains(name) && !connects) {
      problems.add(
          new Problem(
              pointer,
              "cannot be set here. What can: security.protocol, ssl.…, sasl.…, "
                  + String.join(", ", FREE.stream().sorted().toList())));
    } else if (name.equals(SaslConfigs.SASL_JAAS_CONFIG)
        && !value.equals(HIDDEN)
        && LOGIN_MODULES.stream().noneMatch(module -> value.strip().startsWith(module))) {
      problems.add(
          new Problem(
              pointer, "must begin with one of: " + String.join("or ", LOGIN_MODULES).strip()));
    }
  }

  /**
   * The same, with the secrets that are set where it has {@link #HIDDEN}.
   *
   * @throws InvalidInput when one of them is not set
   */
  KafkaConfig withSecretsOf(Optional<KafkaConfig> other) {
    Map<String, String> set = other.map(KafkaConfig::properties).orElse(Map.of());
    Map<String, String> filled = new LinkedHashMap<>(properties);
    List<Problem> problems = new ArrayList<>();
    properties.forEach(
        (name, value) -> {
          if (value.equals(HIDDEN) && !set.containsKey(name)) {
            problems.add(
                new Problem("/properties/" + name, "was not set before; give its real value"));
          } else if (value.equals(HIDDEN)) {
            filled.put(name, set.get(name));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new KafkaConfig(bootstrapServers, topics, group, format, filled);
  }

  /** The properties with the secrets hidden. */
  public Map<String, String> shownProperties() {
    Map<String, String> shown = new LinkedHashMap<>(properties);
    shown.replaceAll((name, value) -> isSecret(name) ? HIDDEN : value);
    return shown;
  }

  private static boolean isSecret(String name) {
    ConfigDef.ConfigKey key = DEFINITION.configKeys().get(name);
    return key != null && key.type == ConfigDef.Type.PASSWORD;
  }

  /** What Kafka's consumer is made of. */
  Map<String, Object> consumer() {
    Map<String, Object> consumer = new LinkedHashMap<>();
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, "onelift");
    consumer.putAll(properties);
    consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return consumer;
  }

  /** Without the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "KafkaConfig[%s %s as %s, %s]".formatted(bootstrapServers, topics, group, format);
  }
}
