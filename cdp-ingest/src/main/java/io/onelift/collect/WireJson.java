package io.onelift.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.onelift.event.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What the bodies of all wire formats have in common: JSON, or gzip of it, of limited size. */
final class WireJson {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  /** An element of a list and the bytes it took; null stands as the text {@code null}. */
  record Element(Object value, int bytes) {}

  private WireJson() {}

  /** The elements of the list that the parser is at the start of. */
  static List<Element> elements(JsonParser parser) throws IOException {
    List<Element> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element(parser));
    }
    return elements;
  }

  /** The value that the parser is at the start of. */
  static Element element(JsonParser parser) throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    Object value =
        parser.currentToken() == JsonToken.VALUE_NULL
            ? "null"
            : JSON.readValue(parser, Object.class);
    return new Element(value, (int) (parser.currentLocation().getByteOffset() - start));
  }

  static boolean isGzip(byte[] body) {
    return body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
  }

  /**
   * The body uncompressed, whatever its label says.
   *
   * @param limit bytes it may have uncompressed
   */
  static byte[] inflated(byte[] body, int limit) {
    byte[] plain = body;
    if (isGzip(body)) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        plain = in.readNBytes(limit + 1);
      } catch (IOException e) {
        throw new InvalidInput("", "The body looks like gzip and is damaged: " + e.getMessage());
      }
    }
    if (plain.length > limit) {
      throw new InvalidInput("", callTooLarge(limit));
    }
    return plain;
  }

  static String callTooLarge(int limit) {
    return ("A call may have %d KB uncompressed, this one has more; send smaller batches, or a file"
            + " to POST /api/imports")
        .formatted(limit / 1024);
  }

  static String eventTooLarge(int limit, int bytes) {
    return String.format(
        Locale.ROOT,
        "An event may have %d KB, this one has %.1f KB; send less",
        limit / 1024,
        bytes / 1024.0);
  }

  static InvalidInput notJson(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return new InvalidInput(
        "", "The body is no valid JSON" + where + ": " + e.getOriginalMessage());
  }
}
