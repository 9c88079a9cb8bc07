package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onelift.event.DeclaredPlan;
import io.onelift.event.DeclaredPlan.PlannedEvent;
import io.onelift.event.DeclaredPlan.PlannedField;
import io.onelift.event.DeclaredPlan.PlannedTrait;
import io.onelift.event.MergeRule;
import io.onelift.event.Storage;
import io.onelift.event.TraitRule;
import io.onelift.event.ValueType;
import io.onelift.metastore.Definitions.Stored;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The declared tracking plan.
 *
 * @param version 0 when nothing was ever declared
 */
public record PlanJson(
    List<EventJson> events,
    List<TraitJson> traits,
    int version,
    Optional<Instant> updatedAt,
    Optional<String> updatedBy) {
  private static final Map<String, ValueType> TYPES =
      words(ValueType.values(), type -> type.name().toLowerCase(Locale.ROOT));
  private static final Map<String, Storage> STORAGES = words(Storage.values(), Storage::key);
  private static final Map<String, MergeRule> RULES = words(MergeRule.values(), MergeRule::key);

  /** An event. */
  public record EventJson(
      String name, Optional<LabelJson> names, String description, List<PropertyJson> properties) {}

  /** What people call an event. */
  public record LabelJson(Optional<String> zh, Optional<String> en) {}

  /**
   * A property.
   *
   * @param personal absent when the name decides
   */
  public record PropertyJson(
      String name, String type, Optional<Boolean> personal, String storage) {}

  /** A trait. */
  public record TraitJson(
      String name,
      String type,
      Optional<Boolean> personal,
      String storage,
      String merge,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> sources) {}

  public static PlanJson of(Optional<Stored<DeclaredPlan>> stored) {
    DeclaredPlan plan = stored.map(Stored::value).orElse(DeclaredPlan.NONE);
    return new PlanJson(
        plan.events().stream().map(PlanJson::event).toList(),
        plan.traits().stream().map(PlanJson::trait).toList(),
        stored.map(Stored::version).orElse(0),
        stored.map(Stored::updatedAt),
        stored.map(Stored::updatedBy));
  }

  private static EventJson event(PlannedEvent event) {
    return new EventJson(
        event.name(),
        event.zh().isEmpty() && event.en().isEmpty()
            ? Optional.empty()
            : Optional.of(new LabelJson(event.zh(), event.en())),
        event.description(),
        event.properties().stream()
            .map(
                field ->
                    new PropertyJson(
                        field.name(),
                        field.type().name().toLowerCase(Locale.ROOT),
                        field.personal(),
                        field.storage().key()))
            .toList());
  }

  private static TraitJson trait(PlannedTrait trait) {
    PlannedField field = trait.field();
    return new TraitJson(
        field.name(),
        field.type().name().toLowerCase(Locale.ROOT),
        field.personal(),
        field.storage().key(),
        trait.rule().merge().key(),
        trait.rule().sources());
  }

  /**
   * Reads a declaration; what {@link #of} says of its version may be there and means nothing.
   *
   * @throws io.onelift.event.InvalidInput with every problem
   */
  public static DeclaredPlan read(Body body) {
    List<PlannedEvent> events = body.objects("events").stream().map(PlanJson::readEvent).toList();
    List<PlannedTrait> traits = body.objects("traits").stream().map(PlanJson::readTrait).toList();
    List.of("version", "updated_at", "updated_by").forEach(body::optionalNode);
    body.end();
    return new DeclaredPlan(events, traits);
  }

  private static PlannedEvent readEvent(Body body) {
    Optional<Body> names = body.object("names");
    return new PlannedEvent(
        body.text("name"),
        names.flatMap(n -> n.optionalText("zh")),
        names.flatMap(n -> n.optionalText("en")),
        body.note("description"),
        body.objects("properties").stream().map(PlanJson::readField).toList());
  }

  private static PlannedTrait readTrait(Body body) {
    PlannedField field = readField(body);
    return new PlannedTrait(
        field,
        new TraitRule(body.choice("merge", RULES).orElse(MergeRule.LATEST), body.texts("sources")));
  }

  private static PlannedField readField(Body body) {
    String name = body.text("name");
    Optional<ValueType> type = body.choice("type", TYPES);
    if (type.isEmpty() && body.optionalNode("type").isEmpty()) {
      body.problem("type", "is missing; use one of " + TYPES.keySet().stream().sorted().toList());
    }
    Optional<Boolean> personal =
        body.optionalNode("personal").map(_ -> body.flag("personal", false));
    return new PlannedField(
        name,
        type.orElse(ValueType.TEXT),
        personal,
        body.choice("storage", STORAGES).orElse(Storage.PLAIN));
  }

  private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).collect(Collectors.toMap(word, Function.identity()));
  }
}
