package io.onelift.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.audience.Rule.Step;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.tag.ConditionJson;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import io.onelift.tag.Predicate;
import io.onelift.tag.PredicateJson;
import io.onelift.tag.PredicateJson.Expected;
import io.onelift.tag.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one rule; an instance holds the problems found so far and is used once. */
final class RuleParser {
  /** Far more than a person builds; below what would make evaluation slow. */
  private static final int MOST_NODES = 2_000;

  private static final int DEEPEST = 64;
  private static final int MOST_STEPS = 20;
  private static final List<String> KINDS =
      List.of("and", "or", "not", "tag", "trait", "event", "sequence", "audience", "snapshot");

  /** What is measured of events, as JSON writes it. */
  static final List<String> MEASURES =
      List.of(
          "count",
          "sum",
          "avg",
          "min",
          "max",
          "distinct",
          "days_since",
          "first_value",
          "last_value");

  /** What an event without a measure is tested for. */
  static final Predicate AT_LEAST_ONCE =
      new Predicate.Range(Optional.of(new Predicate.Bound(Scalar.of(1), true)), Optional.empty());

  private final Optional<Vocabulary> names;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;
  private boolean tooLarge;

  private RuleParser(Optional<Vocabulary> names) {
    this.names = names;
  }

  static Rule parse(JsonNode json, String pointer, Optional<Vocabulary> names) {
    RuleParser parser = new RuleParser(names);
    Optional<Rule> rule = parser.rule(json, pointer, 1);
    if (!parser.problems.isEmpty()) {
      throw new InvalidInput(parser.problems);
    }
    return rule.orElseThrow();
  }

  private Optional<Rule> rule(JsonNode json, String pointer, int depth) {
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      tooLarge(pointer);
      return Optional.empty();
    }
    return JsonFields.of(json, pointer, problems).flatMap(fields -> rule(fields, depth));
  }

  /** Said once, with what else is wrong; the nodes beyond are counted no further. */
  private void tooLarge(String pointer) {
    if (!tooLarge) {
      tooLarge = true;
      problems.add(
          new Problem(
              pointer,
              nodes > MOST_NODES
                  ? "the rule has more than " + MOST_NODES + " nodes; save parts of it as audiences"
                  : "the rule is nested deeper than " + DEEPEST + " levels; flatten it"));
    }
  }

  private Optional<Rule> rule(JsonFields fields, int depth) {
    List<String> kinds = fields.present(KINDS);
    if (kinds.size() != 1) {
      fields.problem(
          "",
          kinds.isEmpty()
              ? "is no rule: it needs one of " + String.join(", ", KINDS)
              : "has " + String.join(" and ", kinds) + "; a node is one of them");
      return Optional.empty();
    }
    Optional<? extends Rule> rule =
        switch (kinds.getFirst()) {
          case "and" -> branches(fields, "and", depth).map(And::new);
          case "or" -> branches(fields, "or", depth).map(Or::new);
          case "not" ->
              fields
                  .any("not")
                  .flatMap(inner -> rule(inner, fields.pointer("not"), depth + 1))
                  .map(Not::new);
          case "tag" -> tag(fields);
          case "trait" -> trait(fields);
          case "event" -> event(fields);
          case "sequence" -> sequence(fields);
          case "audience" -> audience(fields);
          default -> snapshot(fields);
        };
    fields.refuseOthers();
    return rule.map(found -> found);
  }

  private Optional<List<Rule>> branches(JsonFields fields, String field, int depth) {
    Optional<ArrayNode> list = fields.list(field);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    if (list.get().isEmpty()) {
      fields.problem(field, "is empty; give it at least one condition or leave it out");
      return Optional.empty();
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < list.get().size(); i++) {
      rule(list.get().get(i), fields.pointer(field) + "/" + i, depth + 1).ifPresent(rules::add);
    }
    return Optional.of(rules);
  }

  private Optional<Rule> tag(JsonFields fields) {
    Optional<String> key = fields.requiredText("tag");
    key.ifPresent(tag -> names.ifPresent(known -> know(fields, "tag", tag, known.tags())));
    Optional<Expected> expected =
        names.flatMap(
            known ->
                key.flatMap(
                    tag ->
                        known
                            .tag(tag)
                            .map(type -> new Expected(type.valueType(), known.tagValues(tag)))));
    Optional<Predicate> predicate = PredicateJson.parse(fields, expected);
    return key.flatMap(tag -> predicate.map(test -> new HasTag(tag, test)));
  }

  private Optional<Rule> trait(JsonFields fields) {
    Optional<String> name = fields.requiredText("trait");
    name.ifPresent(trait -> names.ifPresent(known -> know(fields, "trait", trait, known.traits())));
    Optional<Expected> expected =
        names.flatMap(known -> name.flatMap(known::trait)).map(Expected::of);
    Optional<Predicate> predicate = PredicateJson.parse(fields, expected);
    return name.flatMap(trait -> predicate.map(test -> new HasTrait(trait, test)));
  }

  private Optional<Rule> audience(JsonFields fields) {
    Optional<String> key = fields.requiredText("audience");
    key.ifPresent(
        name -> names.ifPresent(known -> know(fields, "audience", name, known.audiences())));
    return key.map(InAudience::new);
  }

  private Optional<Rule> snapshot(JsonFields fields) {
    Optional<String> key = fields.requiredText("snapshot");
    Optional<JsonNode> number = fields.any("number");
    if (number.filter(n -> n.isNumber() && n.canConvertToInt()).isEmpty()) {
      fields.problem("number", "must be the number of a snapshot, such as 1");
      return Optional.empty();
    }
    int wanted = number.get().intValue();
    key.ifPresent(audience -> names.ifPresent(known -> know(fields, audience, wanted, known)));
    return key.map(audience -> new InSnapshot(audience, wanted));
  }

  private static void know(JsonFields fields, String audience, int number, Vocabulary known) {
    Set<Integer> taken = known.snapshots(audience);
    if (!known.audiences().contains(audience)) {
      fields.problem(
          "snapshot",
          "there is no audience '"
              + audience
              + "'. "
              + NearestName.hint(audience, known.audiences()));
    } else if (taken.isEmpty()) {
      fields.problem(
          "snapshot", "the audience '" + audience + "' has no snapshots yet; take one first");
    } else if (!taken.contains(number)) {
      fields.problem(
          "number",
          "the audience '"
              + audience
              + "' has the snapshots "
              + NearestName.list(taken.stream().map(String::valueOf).toList())
              + ", not "
              + number);
    }
  }

  private Optional<Rule> event(JsonFields fields) {
    Optional<String> event = ConditionJson.event(fields, names);
    String name = event.orElse("");
    var where = ConditionJson.where(fields, name, names);
    var window = ConditionJson.window(fields, "within");
    List<String> measures = fields.present(MEASURES);
    measures.forEach(fields::any);
    MEASURES.forEach(fields::any);
    if (measures.size() > 1) {
      fields.problem(
          "",
          "has several measures ("
              + String.join(", ", measures)
              + "); join them with \"and\" as conditions of their own");
      return Optional.empty();
    }
    if (measures.isEmpty()) {
      return event.map(
          e ->
              new DidEvent(
                  new EventMeasure(e, where, new Aggregate.Count()), AT_LEAST_ONCE, window));
    }
    record Test(Aggregate aggregate, Predicate predicate) {}
    String measure = measures.getFirst();
    Optional<Test> test =
        fields
            .object(measure)
            .flatMap(
                inner -> {
                  Optional<Aggregate> aggregate = aggregate(inner, measure, name);
                  Optional<Predicate> predicate =
                      PredicateJson.parse(inner, aggregate.flatMap(found -> expected(found, name)));
                  inner.refuseOthers();
                  predicate
                      .filter(Predicate.IsSet.class::isInstance)
                      .ifPresent(_ -> inner.problem("is_set", "cannot test a measure"));
                  return aggregate.flatMap(a -> predicate.map(p -> new Test(a, p)));
                });
    return event.flatMap(
        e ->
            test.map(
                t -> new DidEvent(new EventMeasure(e, where, t.aggregate), t.predicate, window)));
  }

  private Optional<Aggregate> aggregate(JsonFields fields, String measure, String event) {
    if (measure.equals("count")) {
      return Optional.of(new Aggregate.Count());
    }
    if (measure.equals("days_since")) {
      return Optional.of(new Aggregate.DaysSince());
    }
    Optional<String> property = ConditionJson.property(fields, event, names);
    if (Set.of("sum", "avg", "min", "max").contains(measure)) {
      property
          .flatMap(name -> ConditionJson.type(name, event, names))
          .filter(type -> type != ValueType.NUMBER)
          .ifPresent(
              type ->
                  fields.problem(
                      "property", measure + " needs a number, but this property holds " + type));
    }
    return property.map(
        name ->
            switch (measure) {
              case "sum" -> new Aggregate.Sum(name);
              case "avg" -> new Aggregate.Average(name);
              case "min" -> new Aggregate.Minimum(name);
              case "max" -> new Aggregate.Maximum(name);
              case "distinct" -> new Aggregate.Distinct(name);
              case "first_value" -> new Aggregate.First(name);
              default -> new Aggregate.Last(name);
            });
  }

  private Optional<Expected> expected(Aggregate aggregate, String event) {
    return switch (aggregate) {
      case Aggregate.First(String property) ->
          ConditionJson.type(property, event, names).map(Expected::of);
      case Aggregate.Last(String property) ->
          ConditionJson.type(property, event, names).map(Expected::of);
      case Aggregate.Count _,
          Aggregate.Sum _,
          Aggregate.Average _,
          Aggregate.Minimum _,
          Aggregate.Maximum _,
          Aggregate.Distinct _,
          Aggregate.DaysSince _ ->
          Optional.of(Expected.of(ValueType.NUMBER));
    };
  }

  private Optional<Rule> sequence(JsonFields fields) {
    List<JsonFields> listed = fields.objects("sequence");
    if (listed.size() < 2 || listed.size() > MOST_STEPS) {
      fields.problem("sequence", "needs 2 to " + MOST_STEPS + " steps, but has " + listed.size());
    }
    List<Step> steps = new ArrayList<>();
    for (JsonFields step : listed) {
      Optional<String> event = ConditionJson.event(step, names);
      var where = ConditionJson.where(step, event.orElse(""), names);
      step.refuseOthers();
      event.ifPresent(name -> steps.add(new Step(name, where)));
    }
    if (!fields.has("within")) {
      fields.problem("within", "is missing: the longest time from the first step to the last");
    }
    Optional<Duration> within = ConditionJson.length(fields, "within");
    var window = ConditionJson.window(fields, "last");
    return within.map(longest -> new DidSequence(steps, longest, window));
  }

  private static void know(JsonFields fields, String field, String name, Set<String> known) {
    if (!known.contains(name)) {
      fields.problem(
          field, "there is no " + field + " '" + name + "'. " + NearestName.hint(name, known));
    }
  }
}
