package io.onelift.linking;

import io.onelift.semantic.Dimension;
import java.util.List;

/** The values dimensions have in the data, so that questions can name them. */
public interface DimensionValues {
  /**
   * The values of a text, boolean or band dimension, most frequent first; empty for dimensions with
   * too many different values to be named, and for personal data.
   */
  List<String> values(Dimension dimension);
}
