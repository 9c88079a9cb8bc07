package io.onelift.bitmap;

import java.time.Instant;

/**
 * One version of a tag's bitmaps.
 *
 * @param definition version of the tag's definition it was computed from
 * @param asOf the values are those of this moment
 * @param commit the last commit of events that began before; what it and those after it say may be
 *     missing. 0 when that is not known.
 */
public record Held(TagIndex index, int definition, Instant asOf, long commit) {
  /** A version that can only be computed anew, not carried on. */
  public Held(TagIndex index, int definition, Instant asOf) {
    this(index, definition, asOf, 0);
  }
}
