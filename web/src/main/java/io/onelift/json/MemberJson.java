package io.onelift.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person at a glance. */
public record MemberJson(
    String profileId,
    Optional<String> userId,
    List<IdentifierJson> identifiers,
    Map<String, Object> traits) {}
