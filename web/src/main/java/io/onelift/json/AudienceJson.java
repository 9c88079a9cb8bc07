package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.FixedAudiences;
import io.onelift.audience.RuleJson;
import io.onelift.audience.SavedAudience;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A saved audience; its size is absent before the first count.
 *
 * @param kind {@code dynamic}, {@code static} or {@code upload}
 */
public record AudienceJson(
    String key,
    String name,
    String description,
    String kind,
    JsonNode rule,
    int version,
    Optional<Long> size,
    Optional<Instant> asOf,
    Instant updatedAt,
    String updatedBy) {
  public static AudienceJson of(SavedAudience audience, FixedAudiences.Kind kind) {
    return new AudienceJson(
        audience.key(),
        audience.name(),
        audience.description(),
        kind.name().toLowerCase(Locale.ROOT),
        RuleJson.print(audience.rule()),
        audience.version(),
        audience.size().map(SavedAudience.Size::profiles),
        audience.size().map(SavedAudience.Size::asOf),
        audience.updatedAt(),
        audience.updatedBy());
  }
}
