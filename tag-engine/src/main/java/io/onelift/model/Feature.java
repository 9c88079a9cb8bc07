package io.onelift.model;

import io.onelift.bitmap.Interval;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagIndex;
import io.onelift.tag.Predicate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.roaringbitmap.RoaringBitmap;

/**
 * A yes-or-no question about one tag. Every kind of tag becomes such questions (a value, a range, a
 * range of days ago, no value), so that a model is a sum over bitmaps.
 */
public record Feature(String tag, Test test) {
  private static final double DAY = Duration.ofDays(1).toMillis();

  public Feature {
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(test, "test");
  }

  /** What is asked. */
  public sealed interface Test {}

  /** The same tests as rules make. */
  public record Passes(Predicate predicate) implements Test {}

  /**
   * A date tag lies so many days of 24 hours before the moment of asking.
   *
   * @param from inclusive; empty also takes dates to come
   * @param to exclusive; empty takes all that is older
   */
  public record DaysAgo(OptionalInt from, OptionalInt to) implements Test {}

  /** Those of the population that the answer is yes for; the caller's own bitmap. */
  RoaringBitmap holds(TagIndex index, RoaringBitmap population, Instant now, ZoneId zone) {
    return switch (test) {
      case Passes(Predicate predicate) ->
          index.matching(predicate, Optional.of(population), zone).outOf(population);
      case DaysAgo(OptionalInt from, OptionalInt to) -> {
        if (!(index instanceof NumberIndex dates)) {
          // The tag's type was changed after the training: nobody has a date any more.
          yield new RoaringBitmap();
        }
        double at = now.toEpochMilli();
        Interval interval =
            new Interval(
                to.isPresent() ? at - to.getAsInt() * DAY : Double.NEGATIVE_INFINITY,
                false,
                from.isPresent() ? at - from.getAsInt() * DAY : Double.POSITIVE_INFINITY,
                true);
        yield RoaringBitmap.and(
            dates.numbers().matching(interval, Optional.of(population)), population);
      }
    };
  }
}
