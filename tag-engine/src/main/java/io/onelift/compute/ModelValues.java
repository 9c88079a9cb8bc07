package io.onelift.compute;

import io.onelift.event.NotFound;
import io.onelift.tag.TagType;
import java.time.Instant;

/** Scores as tag values. The package {@code model} implements it. */
@FunctionalInterface
public interface ModelValues {
  /**
   * What a model says of everybody.
   *
   * @param type {@code NUMBER} asks for scores, {@code ENUM} for grades
   * @throws io.onelift.event.NotFound when there is no such model
   * @throws io.onelift.event.Conflict when it is not trained yet
   */
  TagValues values(String model, TagType type, Instant now);

  /** Where every model is unknown. */
  static ModelValues none() {
    return (model, _, _) -> {
      throw new NotFound("model", model, "");
    };
  }
}
