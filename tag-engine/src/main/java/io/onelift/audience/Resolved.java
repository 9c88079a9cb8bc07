package io.onelift.audience;

import io.onelift.audience.Estimate.Engine;
import java.util.Set;

/**
 * What a rule needs, the audiences in it followed to their ends.
 *
 * @param warehouse whether a leaf needs the warehouse
 */
record Resolved(Set<String> tags, boolean warehouse) {
  Engine engine() {
    if (!warehouse) {
      return Engine.BITMAP;
    }
    return tags.isEmpty() ? Engine.WAREHOUSE : Engine.MIXED;
  }
}
