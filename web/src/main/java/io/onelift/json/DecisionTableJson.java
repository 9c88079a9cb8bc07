package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.RuleJson;
import io.onelift.audience.RuleText;
import io.onelift.strategy.DecisionTable;
import io.onelift.strategy.DecisionTable.Outcome;
import java.util.List;
import java.util.Optional;

/** A decision table; each rule in both its forms. */
public record DecisionTableJson(
    String key, String name, List<RowJson> rows, Optional<Outcome> otherwise, int version) {
  public static DecisionTableJson of(DecisionTable table) {
    return new DecisionTableJson(
        table.key(),
        table.name(),
        table.rows().stream()
            .map(
                row ->
                    new RowJson(RuleJson.print(row.when()), RuleText.print(row.when()), row.then()))
            .toList(),
        table.otherwise(),
        table.version());
  }

  /** If the rule holds, then this. */
  public record RowJson(JsonNode rule, String text, Outcome then) {}
}
