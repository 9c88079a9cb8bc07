package io.onelift.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.Vocabulary;
import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.ConditionJson;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the fields of a request and notes everything that is wrong with them, with pointers. What a
 * method returns for a wrong field is never used. One thread.
 */
public final class RequestReader {
  private final JsonFields fields;
  private final SemanticModel model;
  private final Vocabulary names;
  private final Optional<Common> common;

  private RequestReader(
      JsonFields fields, SemanticModel model, Vocabulary names, Optional<Common> common) {
    this.fields = fields;
    this.model = model;
    this.names = names;
    this.common = common;
  }

  RequestReader(JsonFields fields, SemanticModel model, Vocabulary names) {
    this(fields, model, names, Optional.empty());
  }

  /** The same with what all models share, which was read before. */
  RequestReader with(Common read) {
    return new RequestReader(fields, model, names, Optional.of(read));
  }

  /** The request's fields. */
  public JsonFields fields() {
    return fields;
  }

  /** What may be asked for. */
  public SemanticModel model() {
    return model;
  }

  /** What event conditions may name. */
  Vocabulary names() {
    return names;
  }

  /** What all models share. */
  public Common common() {
    return common.orElseThrow();
  }

  public DayRange range() {
    return common().range();
  }

  /** Whether a dimension is one of events; others are of profiles. */
  public boolean isOfEvent(Grouping grouping) {
    return new Keys(common(), model, false).isOfEvent(grouping);
  }

  /** Notes that another subject is asked for where only customers are counted. */
  public void customersOnly() {
    if (!common().subject().isProfile()) {
      fields.problem(
          "subject", "is not counted here, only customers are; funnels and retention take others");
    }
  }

  /** Notes that a field which all models share means nothing here, when it is there. */
  public void refuse(String field, String why) {
    if (fields.has(field)) {
      fields.problem(field, "means nothing here: " + why);
    }
  }

  /** The event condition in {@code {"event":…,"where":[…]}}. */
  public Optional<EventCondition> event(JsonFields in) {
    Optional<Vocabulary> known =
        in.any("event").map(JsonNode::asText).filter(SemanticModel.ANY_EVENT::equals).isPresent()
            ? Optional.empty()
            : Optional.of(names);
    Optional<String> event = ConditionJson.event(in, known);
    var where = ConditionJson.where(in, event.orElse(""), known);
    return event.map(name -> new EventCondition(name, where));
  }

  /** The event condition in a field, which has to be there. */
  public Optional<EventCondition> requiredEvent(String field) {
    if (!fields.has(field)) {
      fields.any(field);
      fields.problem(field, "is missing: an event such as {\"event\":\"purchase\"}");
      return Optional.empty();
    }
    return optionalEvent(field);
  }

  /** The event condition in a field that holds nothing else. */
  public Optional<EventCondition> optionalEvent(String field) {
    return fields
        .object(field)
        .flatMap(
            inner -> {
              Optional<EventCondition> event = event(inner);
              inner.refuseOthers();
              return event;
            });
  }

  /** The event conditions in a list. */
  public List<EventCondition> events(String field) {
    List<EventCondition> events = new ArrayList<>();
    for (JsonFields inner : fields.objects(field)) {
      event(inner).ifPresent(events::add);
      inner.refuseOthers();
    }
    return events;
  }

  /** A property that events of this condition carry, of this type. */
  public Optional<String> property(JsonFields in, EventCondition event, ValueType type) {
    Optional<Vocabulary> known = event.isAny() ? Optional.empty() : Optional.of(names);
    Optional<String> property = ConditionJson.property(in, event.event(), known);
    property
        .flatMap(model::propertyType)
        .filter(found -> found != type)
        .ifPresent(
            found ->
                in.problem(
                    "property", "must hold a " + word(type) + ", but it holds a " + word(found)));
    return property;
  }

  /** A property that events of this condition carry, of any type but a list. */
  public Optional<String> property(JsonFields in, String field, EventCondition event) {
    Optional<String> property = in.text(field);
    if (property.isEmpty()) {
      return property;
    }
    String name = property.get();
    boolean carried =
        event.isAny()
            ? model.propertyType(name).isPresent()
            : SemanticModel.EVENT_COLUMNS.contains(name)
                || names.properties(event.event()).containsKey(name);
    if (!carried) {
      in.problem(
          field,
          "the event '"
              + event.label()
              + "' has no property '"
              + name
              + "'. "
              + NearestName.hint(name, names.properties(event.event()).keySet()));
    } else if (model.propertyType(name).filter(ValueType.LIST::equals).isPresent()) {
      in.problem(field, "holds lists, which are not equal to anything");
    }
    return property;
  }

  private static String word(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** One of the words of an enum, in lower case; {@code otherwise} when the field is absent. */
  public <E extends Enum<E>> E choice(JsonFields in, String field, Class<E> type, E otherwise) {
    Map<String, E> words =
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), Function.identity()));
    Optional<String> word = in.text(field);
    word.filter(text -> !words.containsKey(text))
        .ifPresent(
            text ->
                in.problem(
                    field, "'" + text + "' is not a choice. " + NearestName.list(words.keySet())));
    return word.map(words::get).orElse(otherwise);
  }

  /** A grain out of some; {@code otherwise} when the field is absent. */
  public Grain grain(Grain otherwise, Grain... allowed) {
    Grain grain = choice(fields, "grain", Grain.class, otherwise);
    if (!Arrays.asList(allowed).contains(grain)) {
      fields.problem(
          "grain",
          "must be one of "
              + NearestName.list(
                  Arrays.stream(allowed).map(g -> g.name().toLowerCase(Locale.ROOT)).toList())
              + " here");
    }
    return grain;
  }

  /** For models with a row per subject: reports dimensions that the subject has not. */
  void checkSubject() {
    Keys keys = new Keys(common(), model, false);
    for (Grouping grouping : common().by()) {
      if (!common().subject().isProfile() && !keys.isOfEvent(grouping)) {
        fields.problem(
            "by",
            "'"
                + grouping.dimension()
                + "' is known of customers, not of this subject; use a property of the event");
      }
    }
  }

  /** A length of time such as {@code 7d}; {@code otherwise} when the field is absent. */
  public Duration length(String field, Duration otherwise) {
    return ConditionJson.length(fields, field).orElse(otherwise);
  }

  /** A whole number between two bounds, both inclusive. */
  public int whole(JsonFields in, String field, int otherwise, int from, int to) {
    Optional<JsonNode> value = in.any(field);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().canConvertToInt()
        || value.get().intValue() < from
        || value.get().intValue() > to) {
      in.problem(
          field,
          "must be a whole number from "
              + from
              + " to "
              + to
              + ", not "
              + JsonFields.shorten(value.get()));
      return otherwise;
    }
    return value.get().intValue();
  }
}
