package io.onelift.tag;

import java.util.Objects;

/**
 * A named value per profile.
 *
 * @param key letters, digits and underscores, at most 64
 * @param description may be empty
 * @param category what the catalogue groups it under; may be empty
 * @param owner whom to ask about it; empty before it is saved
 * @param version of the definition, from 1; 0 before it is saved
 */
public record Tag(
    String key,
    TagNames names,
    String description,
    String category,
    String owner,
    TagType type,
    TagDefinition definition,
    int version) {
  public Tag {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(definition, "definition");
  }

  /** A tag that nobody owns yet: whoever saves it does. */
  public Tag(
      String key,
      TagNames names,
      String description,
      String category,
      TagType type,
      TagDefinition definition,
      int version) {
    this(key, names, description, category, "", type, definition, version);
  }

  Tag withVersion(int saved) {
    return new Tag(key, names, description, category, owner, type, definition, saved);
  }

  Tag ownedBy(String somebody) {
    return new Tag(key, names, description, category, somebody, type, definition, version);
  }

  /**
   * True when a profile that the definition says nothing of has the number 0 rather than none:
   * counts and sums of events that did not happen, steps that nobody took.
   */
  public boolean isZeroWhenMissing() {
    return type == TagType.NUMBER
        && switch (definition) {
          case TagDefinition.FromEvents events ->
              events.measure().aggregate().isZeroWithoutEvents();
          case TagDefinition.FromSequence _ -> true;
          case TagDefinition.FromTrait _,
              TagDefinition.FromModel _,
              TagDefinition.FromRules _,
              TagDefinition.FromPreference _,
              TagDefinition.FromRfm _,
              TagDefinition.Uploaded _,
              TagDefinition.FromSql _ ->
              false;
        };
  }

  /** True when values change as time passes, without any new event. */
  public boolean isMovedByTime() {
    return definition.uses().again().isPresent();
  }
}
