package io.onelift.tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.TagDefinition.EventStep;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagDefinition.FromSql;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagDefinition.Uploaded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Definitions of tags in JSON, one form for each kind:
 *
 * <pre>
 * {"trait":"city"}
 * {"event":"purchase","where":[…],"aggregate":"sum","property":"amount","within":"30d"}
 * {"rows":[{"rule":{"tag":"aum","gte":500000},"value":"gold"}],"otherwise":"basic"}
 * {"preference":{"event":"login","where":[…],"property":"channel","sum":"minutes","within":"90d"}}
 * {"sequence":[{"event":"view"},{"event":"purchase"}],"within":"7d","last":"90d"}
 * {"rfm":{"event":"purchase","where":[…],"amount":"amount","within":"365d"},"gives":"segment"}
 * {"upload":"user_id"}
 * {"model":"buyers"}
 * {"sql":"SELECT profile_id, … FROM …","every":"1h"}
 * </pre>
 *
 * Windows are {@code within}, or the days {@code from} and {@code to}; a sequence says its window
 * as {@code last}, as rules do.
 */
public final class DefinitionJson {
  private DefinitionJson() {}

  /** A definition as the field {@code definition} holds it. */
  public static ObjectNode print(TagDefinition definition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (definition) {
      case FromModel(String model) -> json.put("model", model);
      case FromTrait(String trait) -> json.put("trait", trait);
      case FromEvents(EventMeasure measure, Window window) -> {
        ConditionJson.print(measure.event(), measure.where(), json);
        print(measure.aggregate(), json);
        ConditionJson.print(window, "within", json);
      }
      case FromRules(List<RuleRow> rows, Optional<Scalar> otherwise) -> {
        ArrayNode list = json.putArray("rows");
        for (RuleRow row : rows) {
          ObjectNode into = list.addObject();
          into.set("rule", row.when().json());
          into.set("value", PredicateJson.node(row.value(), into));
        }
        otherwise.ifPresent(value -> json.set("otherwise", PredicateJson.node(value, json)));
      }
      case FromPreference preference -> {
        ObjectNode inner = json.putObject("preference");
        ConditionJson.print(preference.event(), preference.where(), inner);
        inner.put("property", preference.property());
        preference.sum().ifPresent(property -> inner.put("sum", property));
        ConditionJson.print(preference.window(), "within", inner);
      }
      case FromSequence(List<EventStep> steps, Duration within, Window window) -> {
        ArrayNode list = json.putArray("sequence");
        steps.forEach(step -> ConditionJson.print(step.event(), step.where(), list.addObject()));
        json.put("within", Lengths.print(within));
        ConditionJson.print(window, "last", json);
      }
      case FromRfm rfm -> {
        ObjectNode inner = json.putObject("rfm");
        ConditionJson.print(rfm.event(), rfm.where(), inner);
        inner.put("amount", rfm.amount());
        ConditionJson.print(rfm.window(), "within", inner);
        json.put("gives", rfm.gives().json());
      }
      case Uploaded(String identifierType) -> json.put("upload", identifierType);
      case FromSql(String sql, Duration every) ->
          json.put("sql", sql).put("every", Lengths.print(every));
    }
    return json;
  }

  private static void print(Aggregate aggregate, ObjectNode json) {
    switch (aggregate) {
      case Aggregate.Count() -> json.put("aggregate", "count");
      case Aggregate.DaysSince() -> json.put("aggregate", "days_since");
      case Aggregate.Sum(String p) -> json.put("aggregate", "sum").put("property", p);
      case Aggregate.Average(String p) -> json.put("aggregate", "avg").put("property", p);
      case Aggregate.Minimum(String p) -> json.put("aggregate", "min").put("property", p);
      case Aggregate.Maximum(String p) -> json.put("aggregate", "max").put("property", p);
      case Aggregate.Distinct(String p) -> json.put("aggregate", "distinct").put("property", p);
      case Aggregate.First(String p) -> json.put("aggregate", "first").put("property", p);
      case Aggregate.Last(String p) -> json.put("aggregate", "last").put("property", p);
    }
  }
}
