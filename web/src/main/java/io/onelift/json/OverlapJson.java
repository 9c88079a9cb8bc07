package io.onelift.json;

import io.onelift.insight.Overlap;
import java.util.List;

/**
 * How audiences overlap.
 *
 * @param audiences in the order they were asked for, which is that of rows and columns
 * @param union how many are in any of them
 * @param matrix how many are in both the row's and the column's audience
 * @param intersections who is in exactly these audiences, largest first
 * @param more how many smaller intersections are left out
 */
public record OverlapJson(
    List<GroupJson> audiences,
    long union,
    List<List<Long>> matrix,
    List<PartJson> intersections,
    int more) {
  private static final int MOST_PARTS = 200;

  public static OverlapJson of(Overlap overlap, List<GroupJson> groups) {
    return new OverlapJson(
        groups,
        overlap.union(),
        overlap.pairs(),
        overlap.parts().stream()
            .limit(MOST_PARTS)
            .map(
                part ->
                    new PartJson(
                        part.groups().stream().map(i -> groups.get(i).key()).toList(), part.size()))
            .toList(),
        Math.max(0, overlap.parts().size() - MOST_PARTS));
  }

  /** An audience. */
  public record GroupJson(String key, String name, long size) {}

  /** Who is in exactly these audiences. */
  public record PartJson(List<String> audiences, long size) {}
}
