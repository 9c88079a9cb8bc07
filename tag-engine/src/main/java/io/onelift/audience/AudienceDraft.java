package io.onelift.audience;

import java.util.Optional;

/**
 * An audience as somebody wants to save it.
 *
 * @param key empty has one made from the name
 * @param description may be empty
 */
public record AudienceDraft(Optional<String> key, String name, String description, Rule rule) {}
