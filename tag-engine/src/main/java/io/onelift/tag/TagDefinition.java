package io.onelift.tag;

/** How the values of a tag come about. */
public sealed interface TagDefinition {
  /** The value of a trait of the profile. */
  record FromTrait(String trait) implements TagDefinition {}

  /** A measure over the events of the profile inside a window. */
  record FromEvents(EventMeasure measure, Window window) implements TagDefinition {}

  /**
   * What a trained model says of the profile: a number tag holds the score, 0 to 100; an enum tag
   * the grade, {@code A} (best) to {@code E}.
   */
  record FromModel(String model) implements TagDefinition {}
}
