package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;

/** The languages that stand inside definitions and that other packages own. */
public interface DefinitionLanguage {
  /**
   * A rule of the audience language in its usual form.
   *
   * @param pointer where the rule stands
   * @throws io.onelift.event.InvalidInput with every problem of the rule
   */
  JsonNode rule(JsonNode rule, String pointer);

  /**
   * Checks that a statement gives profiles and values of a type.
   *
   * @param pointer where the statement stands
   * @throws io.onelift.event.InvalidInput when it does not
   */
  void sql(String sql, TagType type, String pointer);
}
