package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.TagDefinition.FromTrait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tags in JSON: {@code
 * {"key":"aum","names":{"zh":"资产","en":"AUM"},"description":"…","category":"…",
 * "type":"number","definition":{"trait":"aum"}}}; a definition over events is {@code
 * {"event":"purchase","where":[…],"aggregate":"sum","property":"amount","within":"30d"}}, one over
 * the scores of a model {@code {"model":"buyers"}}.
 */
public final class TagJson {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");
  private static final List<String> AGGREGATES =
      List.of("count", "sum", "avg", "min", "max", "distinct", "last", "days_since");

  private TagJson() {}

  /**
   * A tag as somebody sent it, checked against what the project knows.
   *
   * @throws InvalidInput with every problem at once
   */
  public static Tag parse(JsonNode body, FieldVocabulary names) {
    return parse(body, Optional.of(names));
  }

  /** A tag as the metastore keeps it: its form is checked, its names are not. */
  static Tag read(JsonNode stored) {
    return parse(stored, Optional.empty());
  }

  private static Tag parse(JsonNode body, Optional<FieldVocabulary> names) {
    List<Problem> problems = new ArrayList<>();
    Optional<Tag> tag = JsonFields.of(body, "", problems).flatMap(fields -> parse(fields, names));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return tag.orElseThrow();
  }

  private static Optional<Tag> parse(JsonFields fields, Optional<FieldVocabulary> names) {
    Optional<String> key = fields.requiredText("key");
    key.filter(text -> !KEY.matcher(text).matches())
        .ifPresent(
            text ->
                fields.problem(
                    "key", "must be 1 to 64 letters, digits, _ . or -, not '" + text + "'"));
    Optional<TagNames> called = names(fields, key);
    Optional<TagType> type = type(fields);
    String description = fields.text("description").orElse("");
    String category = fields.text("category").orElse("");
    if (!fields.has("definition")) {
      fields.problem("definition", "is missing");
    }
    Optional<TagDefinition> definition =
        fields.object("definition").flatMap(inner -> definition(inner, type, names));
    fields.refuseOthers();
    return key.isPresent() && called.isPresent() && type.isPresent() && definition.isPresent()
        ? Optional.of(
            new Tag(
                key.get(), called.get(), description, category, type.get(), definition.get(), 0))
        : Optional.empty();
  }

  private static Optional<TagNames> names(JsonFields fields, Optional<String> key) {
    Optional<JsonFields> names = fields.object("names");
    String zh = names.flatMap(inner -> inner.text("zh")).orElse("");
    String en = names.flatMap(inner -> inner.text("en")).orElse("");
    names.ifPresent(JsonFields::refuseOthers);
    return zh.isEmpty() && en.isEmpty()
        ? key.map(text -> new TagNames(text, text))
        : Optional.of(new TagNames(zh, en));
  }

  private static Optional<TagType> type(JsonFields fields) {
    return fields
        .requiredText("type")
        .flatMap(
            word -> {
              Optional<TagType> type = TagType.ofJson(word);
              if (type.isEmpty()) {
                List<String> words = Arrays.stream(TagType.values()).map(TagType::json).toList();
                fields.problem(
                    "type", "there is no type '" + word + "'. " + NearestName.hint(word, words));
              }
              return type;
            });
  }

  private static Optional<TagDefinition> definition(
      JsonFields fields, Optional<TagType> type, Optional<FieldVocabulary> names) {
    List<String> kinds = fields.present(List.of("trait", "event", "model"));
    if (kinds.size() != 1) {
      kinds.forEach(fields::any);
      fields.problem("", "needs a trait, an event or a model");
      return Optional.empty();
    }
    Optional<TagDefinition> definition =
        switch (kinds.getFirst()) {
          case "trait" -> fromTrait(fields, type, names);
          case "event" -> fromEvents(fields, type, names);
          default -> fromModel(fields, type);
        };
    fields.refuseOthers();
    return definition;
  }

  private static Optional<TagDefinition> fromTrait(
      JsonFields fields, Optional<TagType> type, Optional<FieldVocabulary> names) {
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
      values.ifPresent(found -> checkType(fields, "trait", type, found));
    }
    return trait.map(FromTrait::new);
  }

  private static Optional<TagDefinition> fromModel(JsonFields fields, Optional<TagType> type) {
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

  private static Optional<TagDefinition> fromEvents(
      JsonFields fields, Optional<TagType> type, Optional<FieldVocabulary> names) {
    Optional<String> event = ConditionJson.event(fields, names);
    String name = event.orElse("");
    var where = ConditionJson.where(fields, name, names);
    Window window = ConditionJson.window(fields, "within");
    Optional<Aggregate> aggregate = aggregate(fields, name, type, names);
    return event.isPresent() && aggregate.isPresent()
        ? Optional.of(new FromEvents(new EventMeasure(name, where, aggregate.get()), window))
        : Optional.empty();
  }

  private static Optional<Aggregate> aggregate(
      JsonFields fields, String event, Optional<TagType> type, Optional<FieldVocabulary> names) {
    String word = fields.text("aggregate").orElse("count");
    if (!AGGREGATES.contains(word)) {
      fields.any("property");
      fields.problem(
          "aggregate",
          "there is no aggregate '" + word + "'. " + NearestName.hint(word, AGGREGATES));
      return Optional.empty();
    }
    if (word.equals("count") || word.equals("days_since")) {
      checkType(fields, "aggregate", type, ValueType.NUMBER);
      return Optional.of(word.equals("count") ? new Aggregate.Count() : new Aggregate.DaysSince());
    }
    Optional<String> property = ConditionJson.property(fields, event, names);
    property
        .flatMap(name -> ConditionJson.type(name, event, names))
        .ifPresent(values -> checkAggregate(fields, word, values, type));
    return property.map(
        name ->
            switch (word) {
              case "sum" -> new Aggregate.Sum(name);
              case "avg" -> new Aggregate.Average(name);
              case "min" -> new Aggregate.Minimum(name);
              case "max" -> new Aggregate.Maximum(name);
              case "distinct" -> new Aggregate.Distinct(name);
              default -> new Aggregate.Last(name);
            });
  }

  private static void checkAggregate(
      JsonFields fields, String word, ValueType property, Optional<TagType> type) {
    boolean sizes = List.of("sum", "avg", "min", "max").contains(word);
    if (sizes && property != ValueType.NUMBER) {
      fields.problem("property", word + " needs a number, but this property holds " + property);
      return;
    }
    checkType(fields, "aggregate", type, word.equals("last") ? property : ValueType.NUMBER);
  }

  private static void checkType(
      JsonFields fields, String field, Optional<TagType> type, ValueType values) {
    TagType fitting =
        switch (values) {
          case TEXT, LIST -> TagType.ENUM;
          case NUMBER -> TagType.NUMBER;
          case BOOLEAN -> TagType.BOOLEAN;
          case TIME -> TagType.DATE;
        };
    // A count or sum as a boolean says whether there is anything to count.
    boolean did = values == ValueType.NUMBER && type.equals(Optional.of(TagType.BOOLEAN));
    if (type.isPresent() && type.get() != fitting && !(did && field.equals("aggregate"))) {
      fields.problem(
          field,
          "gives values of type '"
              + fitting.json()
              + "', but the tag's type is '"
              + type.get().json()
              + "'");
    }
  }

  /** The tag as {@link #parse} takes it. */
  public static ObjectNode print(Tag tag) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", tag.key());
    json.putObject("names").put("zh", tag.names().zh()).put("en", tag.names().en());
    if (!tag.description().isEmpty()) {
      json.put("description", tag.description());
    }
    if (!tag.category().isEmpty()) {
      json.put("category", tag.category());
    }
    json.put("type", tag.type().json());
    json.set("definition", print(tag.definition()));
    return json;
  }

  /** A definition as the field {@code definition} holds it. */
  public static ObjectNode print(TagDefinition definition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (definition) {
      case FromTrait(String trait) -> json.put("trait", trait);
      case FromModel(String model) -> json.put("model", model);
      case FromEvents(EventMeasure measure, Window window) -> {
        ConditionJson.print(measure.event(), measure.where(), json);
        switch (measure.aggregate()) {
          case Aggregate.Count() -> json.put("aggregate", "count");
          case Aggregate.DaysSince() -> json.put("aggregate", "days_since");
          case Aggregate.Sum(String p) -> json.put("aggregate", "sum").put("property", p);
          case Aggregate.Average(String p) -> json.put("aggregate", "avg").put("property", p);
          case Aggregate.Minimum(String p) -> json.put("aggregate", "min").put("property", p);
          case Aggregate.Maximum(String p) -> json.put("aggregate", "max").put("property", p);
          case Aggregate.Distinct(String p) -> json.put("aggregate", "distinct").put("property", p);
          case Aggregate.Last(String p) -> json.put("aggregate", "last").put("property", p);
        }
        ConditionJson.print(window, "within", json);
      }
    }
    return json;
  }
}
