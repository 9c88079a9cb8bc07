package io.onelift.tag;

import java.util.Objects;

/**
 * A named value per profile.
 *
 * @param key letters, digits and underscores, at most 64
 * @param description may be empty
 * @param category what the catalogue groups it under; may be empty
 * @param version of the definition, from 1; 0 before it is saved
 */
public record Tag(
    String key,
    TagNames names,
    String description,
    String category,
    TagType type,
    TagDefinition definition,
    int version) {
  public Tag {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(definition, "definition");
  }

  Tag withVersion(int saved) {
    return new Tag(key, names, description, category, type, definition, saved);
  }

  /**
   * True when a profile that the definition says nothing of has the number 0 rather than none:
   * counts and sums of events that did not happen.
   */
  public boolean isZeroWhenMissing() {
    return type == TagType.NUMBER
        && definition instanceof TagDefinition.FromEvents events
        && switch (events.measure().aggregate()) {
          case EventMeasure.Aggregate.Count _,
              EventMeasure.Aggregate.Sum _,
              EventMeasure.Aggregate.Distinct _ ->
              true;
          case EventMeasure.Aggregate.Average _,
              EventMeasure.Aggregate.Minimum _,
              EventMeasure.Aggregate.Maximum _,
              EventMeasure.Aggregate.Last _,
              EventMeasure.Aggregate.DaysSince _ ->
              false;
        };
  }

  /** True when values change as time passes, without any new event. */
  public boolean isMovedByTime() {
    return definition instanceof TagDefinition.FromEvents events
        && (events.window() instanceof Window.Sliding
            || events.measure().aggregate() instanceof EventMeasure.Aggregate.DaysSince);
  }
}
