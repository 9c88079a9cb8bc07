package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.bitmap.Distribution;
import io.onelift.compute.TagState;
import io.onelift.tag.DefinitionJson;
import io.onelift.tag.Tag;
import io.onelift.tag.TagUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A tag with what its values look like now.
 *
 * @param coverage the share of all profiles that have a value, 0 to 1
 * @param profiles how many have a value
 * @param progress of the refresh that runs now, 0 to 1
 * @param nextRefreshAt when time alone, or a failure, has it refreshed again
 * @param madeOf keys of the tags that its rules name
 * @param unmatched how many uploaded identifiers name nobody yet
 */
public record TagStateJson(
    String key,
    NamesJson names,
    String description,
    String category,
    String owner,
    String type,
    JsonNode definition,
    int version,
    double coverage,
    long profiles,
    Optional<Instant> refreshedAt,
    String state,
    Optional<String> error,
    OptionalDouble progress,
    Optional<Instant> nextRefreshAt,
    OptionalLong tookMs,
    List<String> madeOf,
    List<UserJson> usedBy,
    List<ValueJson> values,
    List<BinJson> histogram,
    OptionalDouble min,
    OptionalDouble max,
    OptionalLong unmatched) {

  /**
   * A tag as it is now.
   *
   * @param distribution empty before the first refresh
   * @param users what uses it
   * @param hidden true masks the values, as they are personal data
   * @param unmatched uploaded identifiers that name nobody; empty for other tags
   * @param everybody how many profiles there are
   */
  public static TagStateJson of(
      Tag tag,
      TagState state,
      Optional<Distribution> distribution,
      List<TagUser> users,
      boolean hidden,
      OptionalLong unmatched,
      long everybody) {
    long profiles = distribution.map(Distribution::profiles).orElse(0L);
    return new TagStateJson(
        tag.key(),
        NamesJson.of(tag.names().zh(), tag.names().en()),
        tag.description(),
        tag.category(),
        tag.owner(),
        tag.type().json(),
        DefinitionJson.print(tag.definition()),
        tag.version(),
        everybody == 0 ? 0 : (double) profiles / everybody,
        profiles,
        state.refreshedAt(),
        state.phase().json(),
        state.error(),
        state.progress(),
        state.next(),
        state.took().stream().mapToLong(Duration::toMillis).findFirst(),
        tag.definition().uses().tags().stream().sorted().toList(),
        users.stream().map(user -> new UserJson(user.kind().json(), user.key())).toList(),
        distribution.stream()
            .flatMap(found -> found.values().stream())
            .limit(200)
            .map(value -> new ValueJson(hidden ? Masking.HIDDEN : value.value(), value.count()))
            .toList(),
        distribution.stream()
            .flatMap(found -> found.histogram().stream())
            .map(bin -> new BinJson(bin.from(), bin.to(), bin.count()))
            .toList(),
        distribution.map(Distribution::min).orElse(OptionalDouble.empty()),
        distribution.map(Distribution::max).orElse(OptionalDouble.empty()),
        unmatched);
  }

  /** Something that uses the tag, for example {@code audience}, {@code vip}. */
  public record UserJson(String kind, String key) {}

  /** How many profiles have a value. */
  public record ValueJson(String value, long count) {}

  /** How many profiles have a number from, inclusive, to, exclusive. */
  public record BinJson(double from, double to, long count) {}
}
