package io.onelift.tag;

import io.onelift.event.ValueType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names a definition or a rule may use, as the project has learned or declared them. */
public interface FieldVocabulary {
  Set<String> events();

  /** The properties that events of this name carry, with their types. */
  Map<String, ValueType> properties(String event);

  Set<String> traits();

  Optional<ValueType> trait(String name);
}
