package io.onelift.collect;

import static io.onelift.collect.WireJson.JSON;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.collect.WireJson.Element;
import io.onelift.event.Event;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sensors' HTTP calls (data format of SensorsAnalytics and its SDKs): a form with the events in
 * base64, plain or gzip; or the events as plain JSON. Safe for use by many threads.
 */
public final class SensorsCalls implements WireFormat {
  /** What the wire format calls itself in {@link Event#source}. */
  public static final String SOURCE = "sensors";

  /** Of one event, uncompressed. */
  static final int MAX_EVENT_BYTES = 256 * 1024;

  /** Of one call as it comes. SDKs collect up to 1000 events and repeat what is refused. */
  public static final int MAX_CALL_BYTES = 10 * 1024 * 1024;

  /** Of one call, uncompressed. */
  static final int MAX_JSON_BYTES = 16 * 1024 * 1024;

  private final Supplier<TimeBounds> bounds;

  /** Decodes with the time bounds in force at each call. */
  public SensorsCalls(Supplier<TimeBounds> bounds) {
    this.bounds = bounds;
  }

  @Override
  public String source() {
    return SOURCE;
  }

  /**
   * Decodes one call. A call that cannot be read is one rejection, which holds it whole.
   *
   * @param query the URL's query as it came; image calls have their events there
   * @param body a form or JSON, or gzip of it, whatever its label says
   * @throws InvalidInput when the call brings nothing, or too much
   */
  public Decoded decode(String query, byte[] body, Instant receivedAt) {
    return decode(query, body, Optional.empty(), receivedAt);
  }

  private Decoded decode(
      String query, byte[] body, Optional<String> otherwiseId, Instant receivedAt) {
    String text =
        new String(WireJson.inflated(body, MAX_JSON_BYTES), StandardCharsets.UTF_8).strip();
    boolean isJson = text.startsWith("{") || text.startsWith("[");
    String form = isJson || text.isEmpty() ? query : query + "&" + text;
    if (!isJson && SensorsForm.isEmpty(form)) {
      throw nothing(form);
    }
    try {
      SensorsForm fields = SensorsForm.parse(form);
      byte[] json = isJson ? bytes(text) : fields.json(MAX_JSON_BYTES);
      return decode(elements(json), fields.isInstant(), otherwiseId, receivedAt);
    } catch (InvalidInput e) {
      Rejection whole =
          new Rejection(
              receivedAt,
              SOURCE,
              "",
              "",
              reasons(e),
              Flat.json(isJson ? text : SensorsForm.withoutKey(form)));
      return new Decoded(List.of(), List.of(), List.of(whole), Optional.empty());
    }
  }

  private static InvalidInput nothing(String form) {
    return new InvalidInput(
        "",
        "The call brings no events: send them in base64 as 'data_list' or 'data', or as JSON; it"
            + " brings '"
            + shortened(SensorsForm.withoutKey(form))
            + "'");
  }

  /** A message is kept in quarantine as an object, a call that could not be read as a text. */
  @Override
  public Decoded decodeAgain(String payload, String otherwiseId, Instant receivedAt) {
    try {
      JsonNode kept = JSON.readTree(payload);
      byte[] body = bytes(kept.isTextual() ? kept.textValue() : payload);
      return decode("", body, Optional.of(otherwiseId), receivedAt);
    } catch (JsonProcessingException e) {
      throw WireJson.notJson(e);
    }
  }

  private static List<Element> elements(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
        throw new InvalidInput("", "The data must be a JSON object or a list of them");
      }
      List<Element> elements =
          first == JsonToken.START_ARRAY
              ? WireJson.elements(parser)
              : List.of(WireJson.element(parser));
      if (parser.nextToken() != null) {
        throw new InvalidInput("", "The data goes on after the end of its JSON");
      }
      return elements;
    } catch (JsonProcessingException e) {
      throw WireJson.notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Decoded decode(
      List<Element> elements, boolean instant, Optional<String> otherwiseId, Instant receivedAt) {
    List<Event> events = new ArrayList<>(elements.size());
    List<Item> items = new ArrayList<>(0);
    List<Rejection> rejections = new ArrayList<>(0);
    TimeBounds inForce = bounds.get();
    for (Element element : elements) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (element.value() instanceof Map<?, ?> members) {
        members.forEach((name, value) -> fields.put(name.toString(), value));
        // Some SDKs repeat the write key in each message.
        fields.remove("token");
      }
      SensorsMessage message = new SensorsMessage(fields, receivedAt, inForce);
      if (!(element.value() instanceof Map)) {
        message.problem("An event must be a JSON object");
      } else if (element.bytes() > MAX_EVENT_BYTES) {
        message.problem(WireJson.eventTooLarge(MAX_EVENT_BYTES, element.bytes()));
      } else if (message.isItem()) {
        message.item().ifPresent(items::add);
      } else {
        message.event(instant, otherwiseId).ifPresent(events::add);
      }
      if (!message.problems().isEmpty()) {
        rejections.add(
            new Rejection(
                receivedAt,
                SOURCE,
                "",
                "",
                message.problems(),
                Flat.json(fields.isEmpty() ? element.value() : fields)));
      }
    }
    return new Decoded(events, items, rejections, Optional.empty());
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private static List<String> reasons(InvalidInput e) {
    return e.problems().stream().map(Problem::message).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
