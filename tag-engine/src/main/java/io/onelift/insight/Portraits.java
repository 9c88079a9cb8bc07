package io.onelift.insight;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.Interval;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.insight.Portrait.Numbers;
import io.onelift.insight.Portrait.Range;
import io.onelift.insight.Portrait.TagPortrait;
import io.onelift.insight.Portrait.ValueShare;
import io.onelift.tag.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/** Draws portraits from the tags' bitmaps; no event is read. Safe for use by many threads. */
public final class Portraits {
  private static final int FIFTHS = 5;

  /** Rarer values of a tag are left out of a portrait. */
  private static final int MOST_VALUES = 50;

  private final TagBitmaps bitmaps;

  public Portraits(TagBitmaps bitmaps) {
    this.bitmaps = bitmaps;
  }

  /** The group, the reference, and who of the reference is not of the group. */
  private record Sides(RoaringBitmap group, RoaringBitmap reference, RoaringBitmap others) {
    private Comparison compare(RoaringBitmap some) {
      return new Comparison(
          RoaringBitmap.andCardinality(group, some),
          group.getLongCardinality(),
          RoaringBitmap.andCardinality(reference, some),
          reference.getLongCardinality(),
          RoaringBitmap.andCardinality(others, some),
          others.getLongCardinality());
    }
  }

  private record Compared(Optional<String> value, Optional<Range> range, Comparison comparison) {}

  private record Draft(Tag tag, List<Compared> values, Optional<Numbers> numbers) {
    private double information() {
      return values.stream().mapToDouble(value -> value.comparison.information()).sum();
    }
  }

  /**
   * The portrait of a group.
   *
   * @param tags those to look at; tags without bitmaps are left out
   * @param ruled the tags that define the group
   */
  public Portrait portrait(
      RoaringBitmap group, RoaringBitmap reference, List<Tag> tags, Set<String> ruled) {
    Sides sides = new Sides(group, reference, RoaringBitmap.andNot(reference, group));
    List<Draft> drafts = new ArrayList<>();
    for (Tag tag : tags) {
      bitmaps
          .find(tag.key())
          .map(Held::index)
          .ifPresent(index -> drafts.add(draft(tag, index, sides)));
    }
    List<OptionalDouble> pValues = adjusted(drafts);
    List<TagPortrait> portraits = new ArrayList<>();
    int next = 0;
    for (Draft draft : drafts) {
      List<ValueShare> values = new ArrayList<>();
      for (Compared value : draft.values) {
        values.add(share(value, pValues.get(next++)));
      }
      portraits.add(
          new TagPortrait(
              draft.tag.key(),
              draft.tag.type(),
              draft.information(),
              ruled.contains(draft.tag.key()),
              values,
              draft.numbers));
    }
    portraits.sort(
        Comparator.comparing(TagPortrait::inRule)
            .thenComparing(Comparator.comparingDouble(TagPortrait::information).reversed()));
    return new Portrait(group.getLongCardinality(), reference.getLongCardinality(), portraits);
  }

  private static List<OptionalDouble> adjusted(List<Draft> drafts) {
    List<OptionalDouble> raw =
        drafts.stream()
            .flatMap(draft -> draft.values.stream())
            .map(value -> value.comparison.pValue())
            .toList();
    List<Double> adjusted =
        Discoveries.adjusted(
            raw.stream()
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList());
    List<OptionalDouble> placed = new ArrayList<>();
    int next = 0;
    for (OptionalDouble p : raw) {
      placed.add(p.isPresent() ? OptionalDouble.of(adjusted.get(next++)) : p);
    }
    return placed;
  }

  private static ValueShare share(Compared value, OptionalDouble pValue) {
    Comparison c = value.comparison;
    return new ValueShare(
        value.value, value.range, c.inGroup(), c.share(), c.referenceShare(), c.tgi(), pValue);
  }

  private static Draft draft(Tag tag, TagIndex index, Sides sides) {
    List<Compared> values = new ArrayList<>();
    Optional<Numbers> numbers = Optional.empty();
    switch (index) {
      case CategoryIndex categories -> values.addAll(values(categories, sides));
      case NumberIndex numeric -> {
        values.addAll(fifths(numeric.numbers(), sides));
        numbers = Optional.of(numbers(numeric, sides));
      }
    }
    RoaringBitmap all = RoaringBitmap.or(sides.group, sides.reference);
    RoaringBitmap missing = RoaringBitmap.andNot(all, index.profiles());
    if (!missing.isEmpty()) {
      values.add(new Compared(Optional.empty(), Optional.empty(), sides.compare(missing)));
    }
    return new Draft(tag, values, numbers);
  }

  private static List<Compared> values(CategoryIndex categories, Sides sides) {
    return categories.names().stream()
        .map(
            name ->
                new Compared(
                    Optional.of(name), Optional.empty(), sides.compare(categories.having(name))))
        .filter(value -> value.comparison.inGroup() + value.comparison.inReference() > 0)
        .sorted(
            Comparator.comparingLong(
                    (Compared value) -> value.comparison.inGroup() + value.comparison.inReference())
                .reversed())
        .limit(MOST_VALUES)
        .sorted(Comparator.comparingLong((Compared value) -> value.comparison.inGroup()).reversed())
        .toList();
  }

  /** The reference cut into five equal parts, fewer where many have the same number. */
  private static List<Compared> fifths(BitSlicedIndex numbers, Sides sides) {
    RoaringBitmap all = RoaringBitmap.or(sides.group, sides.reference);
    OptionalDouble least = numbers.min(Optional.of(all));
    OptionalDouble most = numbers.max(Optional.of(all));
    if (least.isEmpty() || most.isEmpty()) {
      return List.of();
    }
    TreeSet<Double> edges = new TreeSet<>(Set.of(least.getAsDouble()));
    for (int i = 1; i < FIFTHS; i++) {
      numbers.quantile((double) i / FIFTHS, Optional.of(sides.reference)).ifPresent(edges::add);
    }
    List<Double> from = List.copyOf(edges);
    List<Compared> fifths = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      boolean last = i == from.size() - 1;
      double to = last ? most.getAsDouble() : from.get(i + 1);
      RoaringBitmap inside =
          numbers.matching(new Interval(from.get(i), true, to, last), Optional.of(all));
      fifths.add(
          new Compared(
              Optional.empty(),
              Optional.of(new Range(from.get(i), to, last)),
              sides.compare(inside)));
    }
    return fifths;
  }

  private static Numbers numbers(NumberIndex index, Sides sides) {
    return new Numbers(
        mean(index, sides.group),
        mean(index, sides.reference),
        index.numbers().quantile(.5, Optional.of(sides.group)),
        index.numbers().quantile(.5, Optional.of(sides.reference)));
  }

  /** Where a missing number is 0, everybody has one. */
  private static OptionalDouble mean(NumberIndex index, RoaringBitmap some) {
    long count =
        index.zeroWhenMissing()
            ? some.getLongCardinality()
            : RoaringBitmap.andCardinality(index.profiles(), some);
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(index.numbers().sum(Optional.of(some)) / count);
  }
}
