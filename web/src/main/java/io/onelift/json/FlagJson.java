package io.onelift.json;

/**
 * A flag's value by OpenFeature's remote evaluation protocol.
 *
 * @param reason {@code SPLIT} by assignment, {@code DEFAULT} for somebody unknown, {@code DISABLED}
 *     when the experiment does not run
 */
public record FlagJson(String key, String value, String variant, String reason) {}
