package io.onelift.bitmap;

import java.time.Instant;

/**
 * One version of a tag's bitmaps.
 *
 * @param definition version of the tag's definition it was computed from
 * @param asOf the values are those of this moment
 */
public record Held(TagIndex index, int definition, Instant asOf) {}
