package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.bitmap.Distribution;
import io.onelift.compute.TagState;
import io.onelift.tag.DefinitionJson;
import io.onelift.tag.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A tag with what its values look like now.
 *
 * @param coverage the share of all profiles that have a value, 0 to 1
 * @param profiles how many have a value
 */
public record TagStateJson(
    String key,
    NamesJson names,
    String description,
    String category,
    String type,
    JsonNode definition,
    int version,
    double coverage,
    long profiles,
    Optional<Instant> refreshedAt,
    String state,
    Optional<String> error,
    List<ValueJson> values,
    List<BinJson> histogram,
    OptionalDouble min,
    OptionalDouble max) {

  /**
   * A tag as it is now.
   *
   * @param distribution empty before the first refresh
   * @param everybody how many profiles there are
   */
  public static TagStateJson of(
      Tag tag, TagState state, Optional<Distribution> distribution, long everybody) {
    long profiles = distribution.map(Distribution::profiles).orElse(0L);
    return new TagStateJson(
        tag.key(),
        NamesJson.of(tag.names().zh(), tag.names().en()),
        tag.description(),
        tag.category(),
        tag.type().json(),
        DefinitionJson.print(tag.definition()),
        tag.version(),
        everybody == 0 ? 0 : (double) profiles / everybody,
        profiles,
        state.refreshedAt(),
        state.phase().json(),
        state.error(),
        distribution.stream()
            .flatMap(found -> found.values().stream())
            .limit(200)
            .map(value -> new ValueJson(value.value(), value.count()))
            .toList(),
        distribution.stream()
            .flatMap(found -> found.histogram().stream())
            .map(bin -> new BinJson(bin.from(), bin.to(), bin.count()))
            .toList(),
        distribution.map(Distribution::min).orElse(OptionalDouble.empty()),
        distribution.map(Distribution::max).orElse(OptionalDouble.empty()));
  }

  /** How many profiles have a value. */
  public record ValueJson(String value, long count) {}

  /** How many profiles have a number from, inclusive, to, exclusive. */
  public record BinJson(double from, double to, long count) {}
}
