package io.onelift.json;

import java.time.Instant;
import java.util.Optional;

/**
 * A key.
 *
 * @param key the secret, in the answer to its creation only
 */
public record KeyJson(
    String id,
    String name,
    String role,
    String hint,
    Instant createdAt,
    String createdBy,
    Optional<String> key) {}
