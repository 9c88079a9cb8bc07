package io.onelift.audience;

import io.onelift.tag.FieldVocabulary;
import io.onelift.tag.TagType;
import java.util.Optional;
import java.util.Set;

/** Everything a rule may name. */
public interface Vocabulary extends FieldVocabulary {
  Set<String> tags();

  Optional<TagType> tag(String key);

  /** The values of an enum tag that some profile has; empty when they are not known (yet). */
  Set<String> tagValues(String key);

  /** Keys of the saved audiences. */
  Set<String> audiences();

  /** Numbers of the snapshots that were taken of an audience. */
  Set<Integer> snapshots(String audience);
}
