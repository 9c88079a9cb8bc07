package io.onelift.compute;

import io.onelift.event.NotFound;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * Scores as tag values. The package {@code model} implements it. What asks for values throws {@link
 * NotFound} when there is no such model and {@link io.onelift.event.Conflict} when it is not
 * trained yet.
 */
public interface ModelValues {
  /**
   * What a model says of everybody.
   *
   * @param type {@code NUMBER} asks for scores, {@code ENUM} for grades
   */
  TagValues values(String model, TagType type, Instant now);

  /** What it says of some profiles. */
  TagValues values(String model, TagType type, Instant now, RoaringBitmap within);

  /** The tags that its scores follow from; none when it is not trained. */
  Set<String> tags(String model);

  /** What else they follow from: what says who is scored at all. */
  List<TagSource> sources(String model);

  /**
   * The profiles whose scores time alone may have moved.
   *
   * @return empty when it was trained since, so that every score is another
   */
  Optional<RoaringBitmap> moved(String model, Since since);

  /** Where every model is unknown. */
  static ModelValues none() {
    return new ModelValues() {
      @Override
      public TagValues values(String model, TagType type, Instant now) {
        throw new NotFound("model", model, "");
      }

      @Override
      public TagValues values(String model, TagType type, Instant now, RoaringBitmap within) {
        throw new NotFound("model", model, "");
      }

      @Override
      public Set<String> tags(String model) {
        return Set.of();
      }

      @Override
      public List<TagSource> sources(String model) {
        return List.of();
      }

      @Override
      public Optional<RoaringBitmap> moved(String model, Since since) {
        return Optional.empty();
      }
    };
  }
}
