package io.onelift.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.collect.Decoded;
import io.onelift.collect.WireFormat;
import io.onelift.event.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Records as quarantine keeps them: {@code {format, topic, partition, offset, message_id, value}},
 * or {@code text} in place of {@code value} for what is no JSON; an event without an id of its own
 * gets that message id. Safe for use by many threads.
 */
public final class KafkaRecords implements WireFormat {
  /** What comes from Kafka calls itself in {@link io.onelift.event.Event#source}. */
  public static final String SOURCE = "kafka";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, WireFormat> formats;

  /**
   * Over the wire formats.
   *
   * @param formats that a record's value may have
   */
  public KafkaRecords(List<WireFormat> formats) {
    this.formats = formats.stream().collect(Collectors.toMap(WireFormat::source, f -> f));
  }

  @Override
  public String source() {
    return SOURCE;
  }

  /** The formats by their names. */
  Map<String, WireFormat> formats() {
    return formats;
  }

  @Override
  public Decoded decodeAgain(String payload, String otherwiseId, Instant receivedAt) {
    JsonNode kept;
    try {
      kept = JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("", "It is no valid JSON: " + e.getOriginalMessage());
    }
    WireFormat format = formats.get(kept.path("format").asText());
    if (format == null) {
      throw new InvalidInput(
          "/format",
          "'format' must be one of "
              + formats.keySet().stream().sorted().toList()
              + ", it is "
              + kept.path("format"));
    }
    JsonNode value = kept.path("value");
    if (!value.isObject()) {
      throw new InvalidInput(
          "/value", "'value' must be the event as a JSON object; put it in place of 'text'");
    }
    return format.decodeAgain(
        value.toString(), kept.path("message_id").asText(otherwiseId), receivedAt);
  }
}
