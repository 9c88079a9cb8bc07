package io.onelift.event;

import java.util.List;
import java.util.Optional;

/** The tracking plan as people declare it: what may come, and how it is kept. */
public record DeclaredPlan(List<PlannedEvent> events, List<PlannedTrait> traits) {
  /** Nothing is declared. */
  public static final DeclaredPlan NONE = new DeclaredPlan(List.of(), List.of());

  public DeclaredPlan {
    events = List.copyOf(events);
    traits = List.copyOf(traits);
  }

  /**
   * An event.
   *
   * @param zh what people call it in Chinese; empty when it has no other name
   * @param en what people call it in English
   */
  public record PlannedEvent(
      String name,
      Optional<String> zh,
      Optional<String> en,
      String description,
      List<PlannedField> properties) {
    public PlannedEvent {
      properties = List.copyOf(properties);
    }
  }

  /**
   * A property of an event, or what a trait has in common with one. The same property of several
   * events is declared the same way in each.
   *
   * @param personal whether it is personal data; empty when its name decides
   */
  public record PlannedField(
      String name, ValueType type, Optional<Boolean> personal, Storage storage) {}

  /** A trait of a person, and how what is said of it becomes its value. */
  public record PlannedTrait(PlannedField field, TraitRule rule) {}

  /** The event of this name. */
  public Optional<PlannedEvent> event(String name) {
    return events.stream().filter(event -> event.name().equals(name)).findFirst();
  }
}
