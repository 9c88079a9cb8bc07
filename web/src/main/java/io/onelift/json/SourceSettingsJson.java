package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What {@code @segment/analytics-next} loads from its CDN: where to send, and that there is nothing
 * else to load. The names are Segment's.
 */
@JsonInclude
public record SourceSettingsJson(
    Map<String, Destination> integrations,
    Map<String, Object> plan,
    @JsonProperty("edgeFunction") Map<String, Object> edgeFunction,
    @JsonProperty("analyticsNextEnabled") boolean analyticsNextEnabled,
    @JsonProperty("middlewareSettings") Map<String, Object> middlewareSettings,
    @JsonProperty("enabledMiddleware") Map<String, Object> enabledMiddleware,
    Metrics metrics,
    @JsonProperty("legacyVideoPluginsEnabled") boolean legacyVideoPluginsEnabled,
    @JsonProperty("remotePlugins") List<Object> remotePlugins) {

  /** Where events go. */
  public record Destination(
      @JsonProperty("apiKey") String apiKey,
      @JsonProperty("apiHost") String apiHost,
      String protocol,
      @JsonProperty("unbundledIntegrations") List<String> unbundledIntegrations,
      @JsonProperty("addBundledMetadata") boolean addBundledMetadata,
      @JsonProperty("maybeBundledConfigIds") Map<String, Object> maybeBundledConfigIds,
      @JsonProperty("versionSettings") Map<String, Object> versionSettings) {}

  /** The share of pages that measure the library itself: none. */
  public record Metrics(@JsonProperty("sampleRate") double sampleRate, String host) {}

  /**
   * Settings for a source of this server.
   *
   * @param scheme that the page asked by: {@code https} or {@code http}
   * @param host that the page asked, with its port
   */
  public static SourceSettingsJson of(String key, String scheme, String host) {
    Map<String, Object> all =
        Map.of("__default", Map.of("enabled", true, "integrations", Map.of()));
    return new SourceSettingsJson(
        Map.of(
            "Segment.io",
            new Destination(
                key,
                host + "/v1",
                scheme,
                List.of(),
                true,
                Map.of(),
                Map.of("version", "4.4.7", "componentTypes", List.of("browser")))),
        Map.of("track", all, "identify", all, "group", all),
        Map.of(),
        true,
        Map.of(),
        Map.of(),
        new Metrics(0, host + "/v1"),
        false,
        List.of());
  }
}
