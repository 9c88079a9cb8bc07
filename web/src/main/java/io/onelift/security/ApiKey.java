package io.onelift.security;

import java.time.Instant;

/**
 * A key as it is kept: without the secret.
 *
 * @param hint the first characters of the secret, to tell keys apart
 */
public record ApiKey(
    String id, String name, Role role, String hint, Instant createdAt, String createdBy) {}
