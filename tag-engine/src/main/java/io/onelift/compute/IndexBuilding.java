package io.onelift.compute;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagIndex;
import io.onelift.tag.Tag;
import io.onelift.tag.TagType;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Values as the warehouse gives them become the index that the tag's type asks for. */
final class IndexBuilding {
  private static final int MOST_CATEGORIES = 10_000;

  private IndexBuilding() {}

  /**
   * Builds the index.
   *
   * @throws IllegalStateException when the values are of another kind; the message is for the
   *     person who defined the tag
   */
  static TagIndex build(Tag tag, TagValues values) {
    // The source of a definition that came before its data has no type yet.
    if (values.isEmpty()) {
      return switch (tag.type()) {
        case NUMBER, DATE -> numbers(tag, new int[0], new double[0]);
        case ENUM, LIST, BOOLEAN -> new CategoryIndex(Map.of());
      };
    }
    return switch (values) {
      case TagValues.Categories(Map<String, RoaringBitmap> profiles) -> {
        if (tag.type() == TagType.NUMBER || tag.type() == TagType.DATE) {
          throw mismatch(tag, "texts");
        }
        if (profiles.size() > MOST_CATEGORIES) {
          throw new IllegalStateException(
              "The tag has "
                  + profiles.size()
                  + " different values; an enum tag holds at most "
                  + MOST_CATEGORIES
                  + ". Use a condition on the trait instead.");
        }
        profiles.values().forEach(RoaringBitmap::runOptimize);
        yield new CategoryIndex(profiles);
      }
      case TagValues.Numbers(int[] profiles, double[] numbers) ->
          switch (tag.type()) {
            case NUMBER, DATE -> numbers(tag, profiles, numbers);
            case BOOLEAN -> new CategoryIndex(Map.of("true", nonZero(profiles, numbers)));
            case ENUM, LIST -> throw mismatch(tag, "numbers");
          };
    };
  }

  private static TagIndex numbers(Tag tag, int[] profiles, double[] numbers) {
    return new NumberIndex(BitSlicedIndex.of(profiles, numbers), tag.isZeroWhenMissing());
  }

  private static RoaringBitmap nonZero(int[] profiles, double[] numbers) {
    RoaringBitmap some = new RoaringBitmap();
    for (int i = 0; i < profiles.length; i++) {
      if (numbers[i] != 0) {
        some.add(profiles[i]);
      }
    }
    some.runOptimize();
    return some;
  }

  private static IllegalStateException mismatch(Tag tag, String kind) {
    return new IllegalStateException(
        "The definition gives "
            + kind
            + ", but the tag's type is '"
            + tag.type().json()
            + "'. Change the type or the definition.");
  }
}
