package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.RuleJson;
import io.onelift.audience.Vocabulary;
import io.onelift.compute.SqlValues;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.tag.DefinitionLanguage;
import io.onelift.tag.TagType;

/** Rules and SQL inside tags, checked against what the project knows. */
final class ProjectLanguage implements DefinitionLanguage {
  private final Vocabulary names;
  private final SqlValues sql;

  ProjectLanguage(Vocabulary names, SqlValues sql) {
    this.names = names;
    this.sql = sql;
  }

  @Override
  public JsonNode rule(JsonNode rule, String pointer) {
    return RuleJson.print(RuleJson.parse(rule, pointer, names));
  }

  @Override
  public void sql(String statement, TagType type, String pointer) {
    try {
      sql.check(statement, type);
    } catch (InvalidInput e) {
      // The query layer speaks of the statement as its whole request.
      throw new InvalidInput(
          e.problems().stream().map(p -> new Problem(pointer, p.message())).toList());
    }
  }
}
