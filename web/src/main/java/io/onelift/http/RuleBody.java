package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.audience.RuleText;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.json.Body;
import java.util.Optional;

/**
 * Reads the rule of a body: {@code rule} as JSON, or {@code text} in its place.
 *
 * @param names what rules may speak of
 */
record RuleBody(Vocabulary names) {
  /** The rule; empty when it is missing or wrong, which {@link Body#end()} then says. */
  Optional<Rule> required(Body body) {
    return required(body, "");
  }

  /**
   * The same of an object inside the body.
   *
   * @param pointer where the object is
   */
  Optional<Rule> required(Body body, String pointer) {
    Optional<Rule> rule = optional(body, pointer);
    if (rule.isEmpty() && body.optionalNode("text").isEmpty()) {
      body.node("rule");
    }
    return rule;
  }

  private Optional<Rule> optional(Body body, String pointer) {
    Optional<JsonNode> json = body.optionalNode("rule");
    Optional<String> text = body.optionalText("text");
    if (json.isPresent() && text.isPresent()) {
      body.problem("text", "says the same as 'rule'; keep one of them");
      return Optional.empty();
    }
    try {
      return json.map(node -> RuleJson.parse(node, pointer + "/rule", names))
          .or(() -> text.map(words -> RuleText.parse(words, pointer + "/text", names)));
    } catch (InvalidInput e) {
      body.problems(e.problems());
      return Optional.empty();
    }
  }
}
