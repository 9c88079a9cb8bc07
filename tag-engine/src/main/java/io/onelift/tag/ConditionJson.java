package io.onelift.tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.ValueType;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.PredicateJson.Expected;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts that tags and rules share in JSON: an event with its {@code where}, and a window
 * ({@code within} or {@code from}/{@code to}). Without a vocabulary names and types are not
 * checked.
 */
public final class ConditionJson {
  private ConditionJson() {}

  /** The name in {@code event}; reports one that the project has never seen. */
  public static Optional<String> event(
      JsonFields fields, Optional<? extends FieldVocabulary> names) {
    Optional<String> event = fields.requiredText("event");
    event.ifPresent(
        name ->
            names
                .filter(known -> !known.events().contains(name))
                .ifPresent(
                    known ->
                        fields.problem(
                            "event",
                            "there is no event '"
                                + name
                                + "'. "
                                + NearestName.hint(name, known.events()))));
    return event;
  }

  /** The tests in {@code where}, of an event with this name. */
  public static List<PropertyTest> where(
      JsonFields fields, String event, Optional<? extends FieldVocabulary> names) {
    List<PropertyTest> tests = new ArrayList<>();
    for (JsonFields test : fields.objects("where")) {
      Optional<String> property = property(test, event, names);
      Optional<Predicate> predicate =
          PredicateJson.parse(
              test, property.flatMap(name -> type(name, event, names)).map(Expected::of));
      test.refuseOthers();
      if (property.isPresent() && predicate.isPresent()) {
        tests.add(new PropertyTest(property.get(), predicate.get()));
      }
    }
    return tests;
  }

  /** The name in {@code property}; reports one that this event never carried. */
  public static Optional<String> property(
      JsonFields fields, String event, Optional<? extends FieldVocabulary> names) {
    Optional<String> property = fields.requiredText("property");
    property.ifPresent(name -> check(fields, "property", name, event, names));
    return property;
  }

  /** Reports the property that a field names when this event never carried it. */
  static void check(
      JsonFields fields,
      String field,
      String property,
      String event,
      Optional<? extends FieldVocabulary> names) {
    if (names.isEmpty() || !names.get().events().contains(event)) {
      return;
    }
    Map<String, ValueType> known = names.get().properties(event);
    if (!known.containsKey(property)) {
      fields.problem(
          field,
          "the event '"
              + event
              + "' has no property '"
              + property
              + "'. "
              + NearestName.hint(property, known.keySet()));
    }
  }

  /** The type of a property of an event, when it is known. */
  public static Optional<ValueType> type(
      String property, String event, Optional<? extends FieldVocabulary> names) {
    return names.map(known -> known.properties(event).get(property));
  }

  /**
   * The window of the fields.
   *
   * @param sliding the field that holds the length of a sliding window: {@code within}, and {@code
   *     last} for sequences
   */
  public static Window window(JsonFields fields, String sliding) {
    if (fields.has(sliding) && (fields.has("from") || fields.has("to"))) {
      fields.problem(sliding, "and from/to both say when; keep one of them");
    }
    Optional<LocalDate> from = day(fields, "from");
    Optional<LocalDate> to = day(fields, "to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      fields.problem("to", to.get() + " must be after from " + from.get());
    }
    Optional<Window> length = length(fields, sliding).map(Window.Sliding::new);
    if (length.isPresent()) {
      return length.get();
    }
    return from.isPresent() || to.isPresent() ? new Window.Days(from, to) : new Window.Always();
  }

  /** The length of time in a field; reports another form. */
  public static Optional<Duration> length(JsonFields fields, String field) {
    return fields
        .text(field)
        .flatMap(
            text -> {
              Optional<Duration> length = Lengths.parse(text);
              if (length.isEmpty()) {
                fields.problem(
                    field,
                    "must be a length of time such as 30m, 24h, 7d or 4w (at most 100 years), not '"
                        + text
                        + "'");
              }
              return length;
            });
  }

  /** A day such as {@code 2026-10-01}; empty when it is missing or none, which is noted. */
  public static Optional<LocalDate> day(JsonFields fields, String field) {
    return fields
        .text(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeException _) {
                fields.problem(field, "must be a day such as 2026-10-01, not '" + text + "'");
                return Optional.empty();
              }
            });
  }

  /** Writes {@code event} and, when there are tests, {@code where}. */
  public static void print(String event, List<PropertyTest> where, ObjectNode into) {
    into.put("event", event);
    if (!where.isEmpty()) {
      ArrayNode tests = into.putArray("where");
      for (PropertyTest test : where) {
        PredicateJson.print(test.predicate(), tests.addObject().put("property", test.property()));
      }
    }
  }

  /** Writes the window, nothing for {@link Window.Always}. */
  public static void print(Window window, String sliding, ObjectNode into) {
    switch (window) {
      case Window.Sliding(var length) -> into.put(sliding, Lengths.print(length));
      case Window.Days(var from, var to) -> {
        from.ifPresent(day -> into.put("from", day.toString()));
        to.ifPresent(day -> into.put("to", day.toString()));
      }
      case Window.Always() -> {}
    }
  }
}
