package io.onelift.compute;

import java.time.Instant;

/**
 * Between two looks at a tag's values.
 *
 * @param commit see {@link io.onelift.bitmap.Held}
 * @param from the moment of the first look
 * @param to the moment of the second one
 */
public record Since(long commit, Instant from, Instant to) {}
