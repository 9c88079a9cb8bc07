package io.onelift.json;

import java.time.Instant;
import java.util.Optional;

/**
 * An export and how far it is.
 *
 * @param personal whether personal data stands in it unmasked
 */
public record ExportJson(
    String id,
    String audience,
    String format,
    String state,
    long total,
    long done,
    boolean personal,
    Optional<String> error,
    String createdBy,
    Instant createdAt,
    Optional<Instant> finishedAt) {}
