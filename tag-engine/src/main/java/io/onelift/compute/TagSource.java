package io.onelift.compute;

import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagType;
import io.onelift.tag.Window;
import java.util.Optional;

/** Where a tag's values come from, when one question to the warehouse gives them. */
public sealed interface TagSource {
  record Trait(String trait) implements TagSource {}

  record Events(EventMeasure measure, Window window) implements TagSource {}

  record Preference(TagDefinition.FromPreference definition) implements TagSource {}

  /**
   * The number of steps reached, from 1.
   *
   * @param whole true leaves out those who did not reach the last
   */
  record Sequence(TagDefinition.FromSequence definition, boolean whole) implements TagSource {}

  /** Days since the last event pass for everybody, each at a moment of their own. */
  default boolean isMovedForAll() {
    return switch (this) {
      case Trait _, Preference _, Sequence _ -> false;
      case Events(var measure, var _) -> measure.aggregate() instanceof Aggregate.DaysSince;
    };
  }

  /** The source of a tag; empty where its values come about in several steps. */
  static Optional<TagSource> of(Tag tag) {
    return switch (tag.definition()) {
      case TagDefinition.FromTrait(String trait) -> Optional.of(new Trait(trait));
      case TagDefinition.FromEvents(var measure, var window) ->
          Optional.of(new Events(measure, window));
      case TagDefinition.FromPreference preference -> Optional.of(new Preference(preference));
      case TagDefinition.FromSequence sequence ->
          Optional.of(new Sequence(sequence, tag.type() == TagType.BOOLEAN));
      case TagDefinition.FromModel _,
          TagDefinition.FromRules _,
          TagDefinition.FromRfm _,
          TagDefinition.Uploaded _,
          TagDefinition.FromSql _ ->
          Optional.empty();
    };
  }
}
