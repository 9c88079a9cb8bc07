package io.onelift.event;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** Fits a trait of a person that is set, learning it when it is new. */
  public Fit trait(String name, Object value) {
    return trait(TraitOperation.SET, name, value);
  }

  /** Fits what an operation says of a trait, learning the trait when it is new. */
  public Fit trait(TraitOperation operation, String name, Object value) {
    return switch (operation) {
      case SET, SET_ONCE -> fit(known.traits(), traits, "t_", name, value);
      case INCREMENT -> increment(name, value);
      case APPEND -> append(name, value);
      case UNSET ->
          Optional.ofNullable(known.traits().getOrDefault(name, traits.get(name)))
              .map(field -> (Fit) new Fit.Fits(field, ""))
              .orElseGet(Fit.Absent::new);
      case DELETE -> new Fit.Absent();
    };
  }

  private Fit increment(String name, Object value) {
    Optional<Object> number = TypedValue.as(ValueType.NUMBER, value, zone);
    if (number.isEmpty()) {
      return new Fit.Misfits(
          "'%s' cannot be incremented by %s; send a number".formatted(name, shown(value)));
    }
    return only(ValueType.NUMBER, fit(known.traits(), traits, "t_", name, number.get()));
  }

  private Fit append(String name, Object value) {
    Object list = value instanceof List<?> ? value : List.of(value);
    return only(ValueType.LIST, fit(known.traits(), traits, "t_", name, list));
  }

  private static Fit only(ValueType type, Fit fit) {
    return fit instanceof Fit.Fits(Field field, Object _) && field.type() != type
        ? new Fit.Misfits(
            "'%s' is %s, and only %s can be added to; set it, or use another name"
                .formatted(field.name(), word(field.type()), word(type)))
        : fit;
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

  static String word(ValueType type) {
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
