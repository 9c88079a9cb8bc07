package io.onelift.tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * A rule of the audience language inside a tag. What it means is the {@code audience} package's
 * business, which is made of tags; here it is its JSON and the names that stand in it.
 *
 * @param rule JSON in the form that {@code RuleJson} prints
 */
public record Condition(String rule, Uses uses) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The rule with what it names, wherever in it that stands. */
  public static Condition of(JsonNode rule) {
    return new Condition(rule.toString(), names(rule));
  }

  /** The rule as JSON; the caller's own. */
  public JsonNode json() {
    try {
      return MAPPER.readTree(rule);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A rule that was JSON is none any more: " + rule, e);
    }
  }

  private static Uses names(JsonNode node) {
    Uses found = Uses.NOTHING;
    if (node.path("tag").isTextual()) {
      found = found.and(Uses.ofTag(node.get("tag").textValue()));
    }
    if (node.path("trait").isTextual()) {
      found = found.and(Uses.ofTrait(node.get("trait").textValue()));
    }
    if (node.path("audience").isTextual()) {
      found = found.and(Uses.ofAudience(node.get("audience").textValue()));
    }
    if (node.path("event").isTextual()) {
      found =
          found.and(Uses.ofEvents(Set.of(node.get("event").textValue()), window(node, "within")));
      if (node.has("days_since")) {
        found = found.and(Uses.ofElapsedDays());
      }
    }
    if (node.has("sequence")) {
      found = found.and(Uses.ofEvents(Set.of(), window(node, "last")));
    }
    for (JsonNode inner : node) {
      found = found.and(names(inner));
    }
    return found;
  }

  private static Window window(JsonNode node, String sliding) {
    return Lengths.parse(node.path(sliding).asText())
        .<Window>map(Window.Sliding::new)
        .orElseGet(Window.Always::new);
  }
}
