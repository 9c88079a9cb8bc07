package io.onelift.semantic;

import java.time.Instant;

/**
 * One version of the project's document; every save makes one.
 *
 * @param comment why, in the words of who saved; empty text when nothing was said
 */
public record ModelVersion(int version, Instant savedAt, String savedBy, String comment) {}
