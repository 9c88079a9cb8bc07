package io.onelift.compute;

import io.onelift.tag.EventMeasure;
import io.onelift.tag.Window;

/** Where a tag's values come from in the warehouse. */
public sealed interface TagSource {
  record Trait(String trait) implements TagSource {}

  record Events(EventMeasure measure, Window window) implements TagSource {}
}
