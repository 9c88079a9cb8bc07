package io.onelift.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.collect.Decoded;
import io.onelift.collect.Item;
import io.onelift.collect.Rejection;
import io.onelift.collect.WireFormat;
import io.onelift.event.Event;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records. A record's value is one event in a wire format, or a list of them; an event
 * without a message id gets its place in Kafka for one. The record's time is when the event was
 * received, so that it may lie in Kafka for hours without its clock being taken for wrong.
 */
final class RecordDecoder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireFormat format;
  private final Clock clock;

  RecordDecoder(WireFormat format, Clock clock) {
    this.format = format;
    this.clock = clock;
  }

  /** A record's events and what of it cannot be taken; neither for one that only deletes a key. */
  Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    List<Event> events = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    if (record.value() != null) {
      String text = text(record.value());
      switch (text.isEmpty() ? ' ' : text.charAt(0)) {
        case '{' -> decode(record, "", text, events, items, rejections);
        case '[' -> decodeList(record, text, events, items, rejections);
        default ->
            rejections.add(
                reject(record, "", text, List.of("The record is no JSON object and no list")));
      }
    }
    return new Decoded(events, items, rejections, Optional.empty());
  }

  /** What cannot be written although it was decoded. */
  Decoded reject(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Decoded(
        List.of(),
        List.of(),
        List.of(reject(record, "", text(record.value()), List.of(reason))),
        Optional.empty());
  }

  private void decodeList(
      ConsumerRecord<byte[], byte[]> record,
      String text,
      List<Event> events,
      List<Item> items,
      List<Rejection> rejections) {
    try {
      int index = 0;
      for (JsonNode element : JSON.readTree(text)) {
        decode(record, "-" + index, element.toString(), events, items, rejections);
        index++;
      }
    } catch (JsonProcessingException e) {
      rejections.add(
          reject(
              record, "", text, List.of("The record is no valid JSON: " + e.getOriginalMessage())));
    }
  }

  private void decode(
      ConsumerRecord<byte[], byte[]> record,
      String index,
      String json,
      List<Event> events,
      List<Item> items,
      List<Rejection> rejections) {
    try {
      Decoded decoded = format.decodeAgain(json, id(record, index), at(record));
      decoded.events().forEach(e -> events.add(e.received(clock.instant(), KafkaRecords.SOURCE)));
      items.addAll(decoded.items());
      for (Rejection rejection : decoded.rejections()) {
        rejections.add(reject(record, index, json, rejection.reasons(), rejection.messageId()));
      }
    } catch (InvalidInput e) {
      rejections.add(
          reject(record, index, json, e.problems().stream().map(Problem::message).toList()));
    }
  }

  private Rejection reject(
      ConsumerRecord<byte[], byte[]> record, String index, String value, List<String> reasons) {
    return reject(record, index, value, reasons, "");
  }

  private Rejection reject(
      ConsumerRecord<byte[], byte[]> record,
      String index,
      String value,
      List<String> reasons,
      String messageId) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("format", format.source());
    payload.put("topic", record.topic());
    payload.put("partition", record.partition());
    payload.put("offset", record.offset());
    payload.put("message_id", id(record, index));
    try {
      payload.put("value", JSON.readTree(value));
    } catch (JsonProcessingException e) {
      // Kept as it is: somebody may see what it should have been.
      payload.put("text", value);
    }
    return new Rejection(
        at(record), KafkaRecords.SOURCE, messageId, "", reasons, Flat.json(payload));
  }

  /** Offsets begin anew when a topic is made anew; the time tells the two apart. */
  private static String id(ConsumerRecord<byte[], byte[]> record, String index) {
    return "kafka-%s-%d-%d-%d%s"
        .formatted(record.topic(), record.partition(), record.offset(), record.timestamp(), index);
  }

  private static Instant at(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
  }

  /** Bytes that are no UTF-8 become marks, which no JSON name has. */
  private static String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString().strip();
    } catch (CharacterCodingException e) {
      return "not UTF-8: " + new String(value, StandardCharsets.UTF_8);
    }
  }
}
