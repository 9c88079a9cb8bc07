package io.onelift.json;

import io.onelift.semantic.LineDiff;
import io.onelift.semantic.ModelVersion;
import io.onelift.semantic.PlacedProblem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The semantic model's document in answers. */
public final class ModelJson {
  private ModelJson() {}

  /** Everything wrong with a document; empty when it can be saved. */
  public record ProblemsJson(List<PlacedProblem> problems) {}

  /** Newest first. */
  public record VersionsJson(List<VersionJson> versions) {
    public static VersionsJson of(List<ModelVersion> versions) {
      return new VersionsJson(
          versions.stream()
              .map(v -> new VersionJson(v.version(), v.savedAt(), v.savedBy(), v.comment()))
              .toList());
    }
  }

  /** A version of the document. */
  public record VersionJson(int version, Instant savedAt, String savedBy, String comment) {}

  /** What changed from one version to another. */
  public record DiffJson(int from, int to, List<LineJson> lines) {
    public static DiffJson of(int from, int to, List<LineDiff.Line> lines) {
      return new DiffJson(
          from,
          to,
          lines.stream()
              .map(l -> new LineJson(l.change().name().toLowerCase(Locale.ROOT), l.text()))
              .toList());
    }
  }

  /**
   * A line.
   *
   * @param change {@code same}, {@code removed} or {@code added}
   */
  public record LineJson(String change, String text) {}
}
