package io.onelift.linking;

import io.onelift.compute.TagSource.Trait;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.SemanticModel;

/** Which dimensions a question may name. */
final class Nameable {
  private Nameable() {}

  static boolean is(Dimension dimension, SemanticModel model) {
    return switch (dimension.source()) {
      case TraitSource trait ->
          model.learned().trait(trait.trait()).filter(field -> field.personal()).isEmpty();
      case PropertySource property ->
          model.learned().property(property.property()).filter(field -> field.personal()).isEmpty();
      case TagSource tag -> !repeatsTrait(tag.tag(), model);
      case ColumnSource _, BandSource _, TimeSource _ -> true;
    };
  }

  /**
   * A tag over a trait that is a dimension already: two names for one thing would always collide.
   */
  private static boolean repeatsTrait(String key, SemanticModel model) {
    return model
        .learned()
        .tag(key)
        .flatMap(TagShape::source)
        .filter(Trait.class::isInstance)
        .map(source -> new TraitSource(((Trait) source).trait()))
        .filter(
            trait ->
                model.dimensions().stream().anyMatch(d -> d.source().equals(trait) && is(d, model)))
        .isPresent();
  }
}
