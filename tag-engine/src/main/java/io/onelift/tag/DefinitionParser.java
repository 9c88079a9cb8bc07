package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.TagDefinition.EventStep;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagDefinition.FromSql;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.RfmPart;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagDefinition.Uploaded;
import io.onelift.tag.TagJson.Checks;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one definition in the forms of {@link DefinitionJson}; an instance is used once. */
final class DefinitionParser {
  private static final List<String> KINDS =
      List.of("trait", "event", "rows", "preference", "sequence", "rfm", "upload", "sql", "model");
  private static final List<String> AGGREGATES =
      List.of("count", "sum", "avg", "min", "max", "distinct", "first", "last", "days_since");
  private static final Duration USUAL_PERIOD = Duration.ofHours(1);
  private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);
  private static final int MOST_ROWS = 200;
  private static final int MOST_STEPS = 20;
  private static final int LONGEST_SQL = 20_000;

  private final JsonFields fields;
  private final Optional<TagType> type;
  private final Optional<Checks> checks;
  private final Optional<FieldVocabulary> names;

  DefinitionParser(JsonFields fields, Optional<TagType> type, Optional<Checks> checks) {
    this.fields = fields;
    this.type = type;
    this.checks = checks;
    this.names = checks.map(Checks::names);
  }

  Optional<TagDefinition> parse() {
    // "event" alone is a kind too; inside the other kinds it stands deeper.
    List<String> kinds = fields.present(KINDS);
    if (kinds.size() != 1) {
      kinds.forEach(fields::any);
      fields.problem(
          "",
          (kinds.isEmpty() ? "is no definition" : "has " + String.join(" and ", kinds))
              + "; it needs one of "
              + String.join(", ", KINDS));
      return Optional.empty();
    }
    Optional<? extends TagDefinition> definition =
        switch (kinds.getFirst()) {
          case "trait" -> trait();
          case "rows" -> rules();
          case "preference" -> fields.object("preference").flatMap(this::preference);
          case "sequence" -> sequence();
          case "rfm" -> rfm();
          case "upload" -> fields.requiredText("upload").map(Uploaded::new);
          case "sql" -> sql();
          case "model" -> model();
          default -> events();
        };
    fields.refuseOthers();
    return definition.map(found -> found);
  }

  private Optional<FromTrait> trait() {
    Optional<String> trait = fields.requiredText("trait");
    if (trait.isPresent() && names.isPresent()) {
      Optional<ValueType> values = names.get().trait(trait.get());
      if (values.isEmpty()) {
        fields.problem(
            "trait",
            "there is no trait '"
                + trait.get()
                + "'. "
                + NearestName.hint(trait.get(), names.get().traits()));
      }
      values.ifPresent(found -> checkType(fields, "trait", found, false));
    }
    return trait.map(FromTrait::new);
  }

  private Optional<FromEvents> events() {
    Optional<String> event = ConditionJson.event(fields, names);
    String name = event.orElse("");
    var where = ConditionJson.where(fields, name, names);
    Window window = ConditionJson.window(fields, "within");
    Optional<Aggregate> aggregate = aggregate(name);
    return event.isPresent() && aggregate.isPresent()
        ? Optional.of(new FromEvents(new EventMeasure(name, where, aggregate.get()), window))
        : Optional.empty();
  }

  private Optional<Aggregate> aggregate(String event) {
    String word = fields.text("aggregate").orElse("count");
    if (!AGGREGATES.contains(word)) {
      fields.any("property");
      fields.problem(
          "aggregate",
          "there is no aggregate '" + word + "'. " + NearestName.hint(word, AGGREGATES));
      return Optional.empty();
    }
    if (word.equals("count") || word.equals("days_since")) {
      checkType(fields, "aggregate", ValueType.NUMBER, true);
      return Optional.of(word.equals("count") ? new Aggregate.Count() : new Aggregate.DaysSince());
    }
    Optional<String> property = ConditionJson.property(fields, event, names);
    property
        .flatMap(name -> ConditionJson.type(name, event, names))
        .ifPresent(values -> checkAggregate(word, values));
    return property.map(
        name ->
            switch (word) {
              case "sum" -> new Aggregate.Sum(name);
              case "avg" -> new Aggregate.Average(name);
              case "min" -> new Aggregate.Minimum(name);
              case "max" -> new Aggregate.Maximum(name);
              case "distinct" -> new Aggregate.Distinct(name);
              case "first" -> new Aggregate.First(name);
              default -> new Aggregate.Last(name);
            });
  }

  private void checkAggregate(String word, ValueType property) {
    boolean sizes = List.of("sum", "avg", "min", "max").contains(word);
    if (sizes && property != ValueType.NUMBER) {
      fields.problem("property", word + " needs a number, but this property holds " + property);
      return;
    }
    boolean itself = word.equals("first") || word.equals("last");
    checkType(fields, "aggregate", itself ? property : ValueType.NUMBER, true);
  }

  /**
   * @param counts true where a number may stand for whether there is anything to count
   */
  private void checkType(JsonFields at, String field, ValueType values, boolean counts) {
    Set<TagType> fitting =
        switch (values) {
          case TEXT -> Set.of(TagType.ENUM);
          case LIST -> Set.of(TagType.ENUM, TagType.LIST);
          case NUMBER -> counts ? Set.of(TagType.NUMBER, TagType.BOOLEAN) : Set.of(TagType.NUMBER);
          case BOOLEAN -> Set.of(TagType.BOOLEAN);
          case TIME -> Set.of(TagType.DATE);
        };
    if (type.isPresent() && !fitting.contains(type.get())) {
      TagType usual = fitting.size() == 1 ? fitting.iterator().next() : usual(values);
      at.problem(
          field,
          "gives values of type '"
              + usual.json()
              + "', but the tag's type is '"
              + type.get().json()
              + "'");
    }
  }

  private static TagType usual(ValueType values) {
    return values == ValueType.LIST ? TagType.LIST : TagType.NUMBER;
  }

  private Optional<FromRules> rules() {
    List<RuleRow> rows = new ArrayList<>();
    List<JsonFields> given = fields.objects("rows");
    if (given.isEmpty() || given.size() > MOST_ROWS) {
      fields.problem("rows", "needs 1 to " + MOST_ROWS + " rows, but has " + given.size());
    }
    for (JsonFields row : given) {
      Optional<Condition> when = condition(row);
      Optional<Scalar> value = value(row, "value");
      if (!row.has("value")) {
        row.problem("value", "is missing; say which value the tag has where the rule holds");
      }
      row.refuseOthers();
      if (when.isPresent() && value.isPresent()) {
        rows.add(new RuleRow(when.get(), value.get()));
      }
    }
    return Optional.of(new FromRules(rows, value(fields, "otherwise")));
  }

  private Optional<Condition> condition(JsonFields row) {
    Optional<JsonNode> rule = row.any("rule");
    if (rule.isEmpty()) {
      row.problem("rule", "is missing; it is a rule as audiences have it");
      return Optional.empty();
    }
    try {
      String pointer = row.pointer("rule");
      Condition condition =
          Condition.of(
              checks.map(c -> c.language().rule(rule.get(), pointer)).orElseGet(rule::get));
      if (!condition.uses().audiences().isEmpty()) {
        row.problem(
            "rule",
            "names the audience "
                + String.join(", ", condition.uses().audiences())
                + "; audiences are made of tags, so a tag cannot be made of them. Write the"
                + " audience's conditions here");
      }
      return Optional.of(condition);
    } catch (InvalidInput e) {
      row.problems().addAll(e.problems());
      return Optional.empty();
    }
  }

  /** A value that the tag itself can have. */
  private Optional<Scalar> value(JsonFields at, String field) {
    return at.any(field)
        .flatMap(
            value -> {
              Optional<Scalar> scalar = scalar(value);
              if (scalar.isEmpty() && type.isPresent()) {
                at.problem(
                    field,
                    JsonFields.shorten(value)
                        + " is no value of a tag of the type '"
                        + type.get().json()
                        + "'");
              }
              return scalar;
            });
  }

  private Optional<Scalar> scalar(JsonNode value) {
    return type.flatMap(
        wanted ->
            switch (wanted) {
              case ENUM, LIST ->
                  value.isTextual() && !value.textValue().isBlank()
                      ? Optional.of(Scalar.of(value.textValue()))
                      : Optional.empty();
              case NUMBER ->
                  value.isNumber() && Double.isFinite(value.doubleValue())
                      ? Optional.of(new Scalar.Decimal(value.decimalValue()))
                      : Optional.empty();
              case BOOLEAN ->
                  value.isBoolean()
                      ? Optional.of(Scalar.of(value.booleanValue()))
                      : Optional.empty();
              case DATE ->
                  value.isTextual() && Moments.parse(value.textValue(), ZoneOffset.UTC).isPresent()
                      ? Optional.of(Scalar.of(value.textValue()))
                      : Optional.empty();
            });
  }

  private Optional<FromPreference> preference(JsonFields inner) {
    Optional<String> event = ConditionJson.event(inner, names);
    String name = event.orElse("");
    var where = ConditionJson.where(inner, name, names);
    Window window = ConditionJson.window(inner, "within");
    Optional<String> property = ConditionJson.property(inner, name, names);
    property
        .flatMap(p -> ConditionJson.type(p, name, names))
        .ifPresent(values -> checkType(inner, "property", values, false));
    Optional<String> sum = number(inner, "sum", name);
    inner.refuseOthers();
    return event.isPresent() && property.isPresent()
        ? Optional.of(new FromPreference(name, where, property.get(), sum, window))
        : Optional.empty();
  }

  /** The name of a property that holds numbers. */
  private Optional<String> number(JsonFields at, String field, String event) {
    Optional<String> property = at.text(field);
    property.ifPresent(
        name -> {
          ConditionJson.check(at, field, name, event, names);
          ConditionJson.type(name, event, names)
              .filter(values -> values != ValueType.NUMBER)
              .ifPresent(
                  values ->
                      at.problem(field, "needs a number, but '" + name + "' holds " + values));
        });
    return property;
  }

  private Optional<FromSequence> sequence() {
    List<EventStep> steps = new ArrayList<>();
    List<JsonFields> given = fields.objects("sequence");
    if (given.size() < 2 || given.size() > MOST_STEPS) {
      fields.problem("sequence", "needs 2 to " + MOST_STEPS + " steps, but has " + given.size());
    }
    for (JsonFields step : given) {
      Optional<String> event = ConditionJson.event(step, names);
      List<PropertyTest> where = ConditionJson.where(step, event.orElse(""), names);
      step.refuseOthers();
      event.ifPresent(name -> steps.add(new EventStep(name, where)));
    }
    Optional<Duration> within = ConditionJson.length(fields, "within");
    if (!fields.has("within")) {
      fields.problem("within", "is missing; say how long all steps may take, for example 7d");
    }
    Window window = ConditionJson.window(fields, "last");
    checkType(fields, "sequence", ValueType.NUMBER, true);
    return within.map(length -> new FromSequence(steps, length, window));
  }

  private Optional<FromRfm> rfm() {
    RfmPart gives = gives();
    checkType(fields, "gives", gives == RfmPart.SEGMENT ? ValueType.TEXT : ValueType.NUMBER, false);
    return fields
        .object("rfm")
        .flatMap(
            inner -> {
              Optional<String> event = ConditionJson.event(inner, names);
              String name = event.orElse("");
              var where = ConditionJson.where(inner, name, names);
              Window window = ConditionJson.window(inner, "within");
              Optional<String> amount = number(inner, "amount", name);
              if (!inner.has("amount")) {
                inner.problem("amount", "is missing; name the property whose sum is the value");
              }
              inner.refuseOthers();
              return event.isPresent() && amount.isPresent()
                  ? Optional.of(new FromRfm(name, where, amount.get(), window, gives))
                  : Optional.empty();
            });
  }

  private RfmPart gives() {
    String word = fields.text("gives").orElse(RfmPart.SEGMENT.json());
    Optional<RfmPart> part =
        Arrays.stream(RfmPart.values()).filter(known -> known.json().equals(word)).findFirst();
    if (part.isEmpty()) {
      List<String> words = Arrays.stream(RfmPart.values()).map(RfmPart::json).toList();
      fields.problem("gives", "RFM does not give '" + word + "'. " + NearestName.hint(word, words));
    }
    return part.orElse(RfmPart.SEGMENT);
  }

  private Optional<FromModel> model() {
    type.filter(word -> word != TagType.NUMBER && word != TagType.ENUM)
        .ifPresent(
            word ->
                fields.problem(
                    "model",
                    "gives a score (type 'number') or a grade (type 'enum'), but the tag's type is"
                        + " '"
                        + word.json()
                        + "'"));
    return fields.requiredText("model").map(FromModel::new);
  }

  private Optional<FromSql> sql() {
    Optional<String> sql = fields.requiredText("sql").map(String::strip);
    Duration every = ConditionJson.length(fields, "every").orElse(USUAL_PERIOD);
    if (every.compareTo(SHORTEST_PERIOD) < 0) {
      fields.problem("every", "must be a minute at least, not " + Lengths.print(every));
    }
    if (sql.isPresent() && sql.get().length() > LONGEST_SQL) {
      fields.problem("sql", "has " + sql.get().length() + " letters; at most " + LONGEST_SQL);
    } else if (sql.isPresent() && type.isPresent() && checks.isPresent()) {
      try {
        checks.get().language().sql(sql.get(), type.get(), fields.pointer("sql"));
      } catch (InvalidInput e) {
        fields.problems().addAll(e.problems());
      }
    }
    return sql.map(text -> new FromSql(text, every));
  }
}
