package io.onelift.audience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.event.InvalidInput;
import io.onelift.tag.ConditionJson;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Lengths;
import io.onelift.tag.PredicateJson;
import java.util.List;
import java.util.Optional;

/**
 * The rule language in JSON, one object per node:
 *
 * <pre>
 * {"and":[…]}  {"or":[…]}  {"not":…}
 * {"tag":"city","in":["上海"]}  {"tag":"aum","gte":100000,"lt":500000}  {"trait":"birthday","is_set":true}
 * {"event":"purchase","where":[{"property":"amount","gte":1000}],"count":{"gte":3},"within":"7d"}
 * {"event":"purchase","sum":{"property":"amount","gte":5000},"from":"2026-10-01","to":"2026-11-01"}
 * {"sequence":[{"event":"view"},{"event":"purchase"}],"within":"30m","last":"7d"}
 * {"audience":"key"}  {"snapshot":"key","number":3}
 * </pre>
 *
 * An event without a measure happened at least once.
 */
public final class RuleJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RuleJson() {}

  /**
   * The rule that somebody sent, checked against what the project knows.
   *
   * @param pointer where the rule is in what they sent, for example {@code /rule}
   * @throws InvalidInput with every problem at once
   */
  public static Rule parse(JsonNode json, String pointer, Vocabulary names) {
    return RuleParser.parse(json, pointer, Optional.of(names));
  }

  /** A rule as the metastore keeps it: its form is checked, its names are not. */
  public static Rule read(String stored) {
    try {
      return RuleParser.parse(MAPPER.readTree(stored), "", Optional.empty());
    } catch (JsonProcessingException e) {
      throw new InvalidInput("", "is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The rule as {@link #parse} takes it. */
  public static ObjectNode print(Rule rule) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (rule) {
      case And(List<Rule> rules) -> print(rules, json.putArray("and"));
      case Or(List<Rule> rules) -> print(rules, json.putArray("or"));
      case Not(Rule inner) -> json.set("not", print(inner));
      case HasTag(String tag, var predicate) ->
          PredicateJson.print(predicate, json.put("tag", tag));
      case HasTrait(String trait, var predicate) ->
          PredicateJson.print(predicate, json.put("trait", trait));
      case InAudience(String audience) -> json.put("audience", audience);
      case InSnapshot(String audience, int number) ->
          json.put("snapshot", audience).put("number", number);
      case DidEvent(EventMeasure measure, var predicate, var window) -> {
        ConditionJson.print(measure.event(), measure.where(), json);
        PredicateJson.print(predicate, measure(measure.aggregate(), json));
        ConditionJson.print(window, "within", json);
      }
      case DidSequence(var steps, var within, var window) -> {
        ArrayNode list = json.putArray("sequence");
        steps.forEach(step -> ConditionJson.print(step.event(), step.where(), list.addObject()));
        json.put("within", Lengths.print(within));
        ConditionJson.print(window, "last", json);
      }
    }
    return json;
  }

  private static void print(List<Rule> rules, ArrayNode into) {
    rules.forEach(rule -> into.add(print(rule)));
  }

  private static ObjectNode measure(Aggregate aggregate, ObjectNode into) {
    return switch (aggregate) {
      case Aggregate.Count() -> into.putObject("count");
      case Aggregate.DaysSince() -> into.putObject("days_since");
      case Aggregate.Sum(String p) -> into.putObject("sum").put("property", p);
      case Aggregate.Average(String p) -> into.putObject("avg").put("property", p);
      case Aggregate.Minimum(String p) -> into.putObject("min").put("property", p);
      case Aggregate.Maximum(String p) -> into.putObject("max").put("property", p);
      case Aggregate.Distinct(String p) -> into.putObject("distinct").put("property", p);
      case Aggregate.First(String p) -> into.putObject("first_value").put("property", p);
      case Aggregate.Last(String p) -> into.putObject("last_value").put("property", p);
    };
  }
}
