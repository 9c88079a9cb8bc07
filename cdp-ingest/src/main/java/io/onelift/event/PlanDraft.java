package io.onelift.event;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one commit adds to the tracking plan; nothing of it counts until {@link TrackingPlan#learn}
 * made it durable. For one thread.
 */
public final class PlanDraft {
  /** An event, and a property it was seen with; the property is empty for the event itself. */
  record Carried(String event, String property) {}

  private final TrackingPlan.Known known;
  private final int maxFields;
  private final ZoneId zone;
  final Map<String, Field> properties = new LinkedHashMap<>();
  final Map<String, Field> traits = new LinkedHashMap<>();
  final Set<Carried> carried = new LinkedHashSet<>();

  PlanDraft(TrackingPlan.Known known, int maxFields, ZoneId zone) {
    this.known = known;
    this.maxFields = maxFields;
    this.zone = zone;
  }

  /** Notes that there is an event of this name. */
  public void event(String name) {
    carry(name, "");
  }

  /** Fits a property of an event, learning it when it is new. */
  public Fit property(String event, String name, Object value) {
    Fit fit = fit(known.properties(), properties, "p_", name, value);
    if (fit instanceof Fit.Fits) {
      carry(event, name);
    }
    return fit;
  }

  /** Fits a trait of a person, learning it when it is new. */
  public Fit trait(String name, Object value) {
    return fit(known.traits(), traits, "t_", name, value);
  }

  private Fit fit(
      Map<String, Field> old, Map<String, Field> added, String prefix, String name, Object value) {
    Field field = old.get(name);
    if (field == null) {
      field = added.get(name);
    }
    if (field == null) {
      if (name.length() > FieldNames.MAX_LENGTH || name.isBlank()) {
        return new Fit.Misfits(
            "A name must have 1 to %d characters, this one has %d"
                .formatted(FieldNames.MAX_LENGTH, name.strip().length()));
      }
      if (old.size() + added.size() >= maxFields) {
        return new Fit.Overflows(Flat.text(value));
      }
      field =
          new Field(
              name,
              FieldNames.column(prefix, name),
              TypedValue.typeOf(value),
              FieldNames.isPersonal(name, prefix.equals("t_")));
      added.put(name, field);
    }
    return as(field, value);
  }

  private Fit as(Field field, Object value) {
    Optional<Object> typed = TypedValue.as(field.type(), value, zone);
    if (typed.isPresent()) {
      return new Fit.Fits(field, typed.get());
    }
    if (value instanceof String text && text.isBlank()) {
      return new Fit.Absent();
    }
    return new Fit.Misfits(
        "'%s' is learned as %s, and %s is none; send one, or use another name"
            .formatted(field.name(), word(field.type()), shown(value)));
  }

  private void carry(String event, String property) {
    if (known.carries(event, property)
        || known.carried().size() + carried.size() >= TrackingPlan.MAX_EVENTS) {
      return;
    }
    carried.add(new Carried(event, property));
  }

  private static String word(ValueType type) {
    return switch (type) {
      case TEXT -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case TIME -> "an ISO 8601 time";
      case LIST -> "a list";
    };
  }

  private static String shown(Object value) {
    String json = Flat.json(value);
    return json.length() <= 100 ? json : json.substring(0, 100) + "…";
  }
}
