package io.onelift.json;

import java.time.Instant;
import java.util.Map;

/** An event that has just arrived. */
public record LiveEventJson(
    String event, Instant time, String profileId, Map<String, Object> properties, String source) {}
