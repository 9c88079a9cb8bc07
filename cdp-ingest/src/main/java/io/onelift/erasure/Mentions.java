package io.onelift.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.Identifier;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether something in quarantine speaks of a person: whether one of their identifiers stands where
 * wire formats put identifiers. A quantity that happens to be their user id does not count.
 */
final class Mentions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> HOLDERS = Set.of("identities", "externalids", "traits");

  private final Set<String> values;
  private final Set<String> types;

  Mentions(Collection<Identifier> identifiers) {
    this.values = identifiers.stream().map(Identifier::value).collect(Collectors.toSet());
    this.types =
        identifiers.stream().map(i -> plain(i.type())).collect(Collectors.toUnmodifiableSet());
  }

  boolean in(String payload) {
    try {
      return speaks(JSON.readTree(payload), "", "");
    } catch (JsonProcessingException e) {
      // Nobody can tell what it says, so the value anywhere is enough.
      return values.stream().anyMatch(payload::contains);
    }
  }

  private boolean speaks(JsonNode node, String key, String holder) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (speaks(member.getValue(), plain(member.getKey()), key)) {
          return true;
        }
      }
      return false;
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (speaks(element, key, holder)) {
          return true;
        }
      }
      return false;
    }
    boolean names = key.endsWith("id") || types.contains(key) || HOLDERS.contains(holder);
    return names && values.contains(node.asText().strip());
  }

  /** A key without what formats differ in: {@code userId} and {@code user_id} are one. */
  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
