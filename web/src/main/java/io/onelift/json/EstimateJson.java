package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onelift.audience.Estimate;
import java.time.Instant;
import java.util.List;

/**
 * The size of an audience.
 *
 * @param total how many profiles there are
 * @param engine {@code bitmap}, {@code warehouse} or {@code mixed}
 * @param nodes the size of every node of the rule, when asked for
 */
public record EstimateJson(
    long size,
    long total,
    double elapsedMs,
    String engine,
    Instant asOf,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeJson> nodes) {
  public static EstimateJson of(Estimate estimate) {
    return new EstimateJson(
        estimate.size(),
        estimate.total(),
        estimate.elapsed().toNanos() / 1e6,
        estimate.engine().json(),
        estimate.asOf(),
        estimate.nodes().stream().map(node -> new NodeJson(node.pointer(), node.size())).toList());
  }

  /** The size of one node on its own. */
  public record NodeJson(String pointer, long size) {}
}
