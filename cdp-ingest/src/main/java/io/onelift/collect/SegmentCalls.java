package io.onelift.collect;

import static io.onelift.collect.WireJson.JSON;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.onelift.event.Event;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Segment's HTTP calls (segment.com/docs/connections/sources/catalog/libraries/server/http-api):
 * {@code track identify alias group page screen batch import} and the browser's {@code t i a g p s
 * b}. Safe for use by many threads.
 */
public final class SegmentCalls implements WireFormat {
  /** What the wire format calls itself in {@link Event#source}. */
  public static final String SOURCE = "segment";

  /** Of one event, uncompressed. */
  public static final int MAX_EVENT_BYTES = 32 * 1024;

  /** Of one call, uncompressed. */
  public static final int MAX_CALL_BYTES = 500 * 1024;

  private static final Map<String, String> SHORT =
      Map.of(
          "t",
          "track",
          "i",
          "identify",
          "a",
          "alias",
          "g",
          "group",
          "p",
          "page",
          "s",
          "screen",
          "b",
          "batch",
          "import",
          "batch");

  private static final ObjectReader OBJECT =
      JSON.readerForMapOf(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Supplier<TimeBounds> bounds;

  /** Decodes with the time bounds in force at each call. */
  public SegmentCalls(Supplier<TimeBounds> bounds) {
    this.bounds = bounds;
  }

  @Override
  public String source() {
    return SOURCE;
  }

  /**
   * Decodes one call.
   *
   * @param call the last part of the path: {@code track}, {@code b}, {@code import/}, …
   * @param body JSON, or gzip of it whatever its label says
   * @param authorization the header's value: Basic with the write key as the user, or Bearer
   * @throws InvalidInput when the call as a whole cannot be taken: no JSON, or too large
   * @throws NotFound when there is no such call
   */
  public Decoded decode(
      String call, byte[] body, Optional<String> authorization, Instant receivedAt) {
    String name = name(call);
    byte[] json = WireJson.inflated(body, MAX_CALL_BYTES);
    Map<String, Object> envelope = new LinkedHashMap<>();
    List<WireJson.Element> items = new ArrayList<>();
    if (name.equals("batch")) {
      readBatch(json, envelope, items);
    } else {
      Map<String, Object> message = readObject(json);
      if (json.length > MAX_EVENT_BYTES) {
        throw new InvalidInput("", WireJson.eventTooLarge(MAX_EVENT_BYTES, json.length));
      }
      message.put("type", name);
      envelope.put("writeKey", message.getOrDefault("writeKey", ""));
      items.add(new WireJson.Element(message, json.length));
    }
    List<Event> events = new ArrayList<>(items.size());
    List<Rejection> rejections = new ArrayList<>(0);
    for (WireJson.Element item : items) {
      decode(item, envelope, receivedAt, events, rejections);
    }
    return new Decoded(events, List.of(), rejections, key(authorization, envelope.get("writeKey")));
  }

  @Override
  public Decoded decodeAgain(String payload, String otherwiseId, Instant receivedAt) {
    Map<String, Object> message = readObject(payload.getBytes(StandardCharsets.UTF_8));
    if (message.get("messageId") == null || message.get("messageId").equals("")) {
      message.put("messageId", otherwiseId);
    }
    return decodeAgain(message, payload, receivedAt);
  }

  private Decoded decodeAgain(Map<String, Object> message, String payload, Instant receivedAt) {
    List<Event> events = new ArrayList<>(1);
    List<Rejection> rejections = new ArrayList<>(0);
    int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
    decode(new WireJson.Element(message, bytes), Map.of(), receivedAt, events, rejections);
    return new Decoded(events, List.of(), rejections, Optional.empty());
  }

  private static String name(String call) {
    String stripped = call.endsWith("/") ? call.substring(0, call.length() - 1) : call;
    String name = SHORT.getOrDefault(stripped, stripped);
    if (!name.equals("batch") && SegmentMessage.kind(name).isEmpty()) {
      throw new NotFound("call", "/v1/" + call, "Send to /v1/batch or /v1/track.");
    }
    return name;
  }

  private void decode(
      WireJson.Element item,
      Map<String, Object> envelope,
      Instant receivedAt,
      List<Event> events,
      List<Rejection> rejections) {
    if (!(item.value() instanceof Map<?, ?> fields)) {
      rejections.add(
          rejection(receivedAt, "", List.of("An event must be a JSON object"), item.value()));
      return;
    }
    Map<String, Object> message = merged(envelope, fields);
    SegmentMessage decoded = new SegmentMessage(message, receivedAt, bounds.get());
    if (item.bytes() > MAX_EVENT_BYTES) {
      decoded.problem(WireJson.eventTooLarge(MAX_EVENT_BYTES, item.bytes()));
    }
    decoded
        .event()
        .ifPresentOrElse(
            events::add,
            () ->
                rejections.add(
                    rejection(receivedAt, decoded.messageId(), decoded.problems(), message)));
  }

  private static Rejection rejection(
      Instant receivedAt, String messageId, List<String> reasons, Object payload) {
    return new Rejection(receivedAt, SOURCE, messageId, "", reasons, Flat.json(payload));
  }

  /** What a batch says once holds for each of its events that does not say otherwise. */
  private static Map<String, Object> merged(Map<String, Object> envelope, Map<?, ?> fields) {
    Map<String, Object> message = new LinkedHashMap<>();
    fields.forEach((name, value) -> message.put(name.toString(), value));
    for (String name : List.of("sentAt", "userId", "anonymousId")) {
      if (envelope.get(name) != null) {
        message.putIfAbsent(name, envelope.get(name));
      }
    }
    if (envelope.get("context") instanceof Map<?, ?> shared && !shared.isEmpty()) {
      Map<Object, Object> context = new LinkedHashMap<>(shared);
      if (message.get("context") instanceof Map<?, ?> own) {
        context.putAll(own);
      }
      message.put("context", context);
    }
    message.remove("writeKey");
    return message;
  }

  private static Map<String, Object> readObject(byte[] json) {
    try {
      Map<String, Object> object = OBJECT.readValue(json);
      if (object != null) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw WireJson.notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new InvalidInput("", "The body must be a JSON object");
  }

  private static void readBatch(
      byte[] json, Map<String, Object> envelope, List<WireJson.Element> items) {
    boolean found = false;
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInput("", "The body must be a JSON object with a list 'batch'");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("batch") && value == JsonToken.START_ARRAY) {
          found = true;
          items.addAll(WireJson.elements(parser));
        } else {
          envelope.put(field, JSON.readValue(parser, Object.class));
        }
      }
    } catch (JsonProcessingException e) {
      throw WireJson.notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!found) {
      throw new InvalidInput("/batch", "A batch call needs its events as a list 'batch'");
    }
  }

  private static Optional<String> key(Optional<String> authorization, Object inBody) {
    Optional<String> key = authorization.flatMap(SegmentCalls::keyOf);
    return key.isPresent()
        ? key
        : Optional.ofNullable(inBody).map(Object::toString).filter(k -> !k.isEmpty());
  }

  private static Optional<String> keyOf(String authorization) {
    String[] words = authorization.strip().split("\\s+", 2);
    if (words.length < 2) {
      return Optional.empty();
    }
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(words[1]);
      case "basic" -> user(words[1]);
      default -> Optional.empty();
    };
  }

  private static Optional<String> user(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      String user = decoded.split(":", 2)[0];
      return user.isEmpty() ? Optional.empty() : Optional.of(user);
    } catch (IllegalArgumentException e) {
      // Not base64: no key, which the caller answers with 401.
      return Optional.empty();
    }
  }
}
