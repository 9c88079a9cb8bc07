package io.onelift.bitmap;

import io.onelift.bitmap.Distribution.Bin;
import io.onelift.event.Conflict;
import io.onelift.tag.Moments;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.roaringbitmap.RoaringBitmap;

/**
 * A number per profile, bit-sliced; moments are milliseconds since the epoch.
 *
 * @param zeroWhenMissing true when a profile without a value has the number 0 (counts and sums);
 *     {@code is_set} still asks for a value of its own
 */
public record NumberIndex(BitSlicedIndex numbers, boolean zeroWhenMissing) implements TagIndex {
  private static final int MOST_BINS = 24;
  private static final double MOST_STEPS = 1e14;

  /**
   * With growing steps: at least so many; a share in one bin that is too much; a share that is next
   * to nobody.
   */
  private static final int FEWEST_BINS = 5;

  private static final double CROWDED = .8;
  private static final double SPARSE = .01;

  @Override
  public RoaringBitmap profiles() {
    return numbers.profiles();
  }

  @Override
  public Selection matching(Predicate predicate, Optional<RoaringBitmap> within, ZoneId zone) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> sought) -> in(sought, within, zone);
      case Predicate.NotIn(List<Scalar> sought) -> in(sought, within, zone).negated();
      case Predicate.Range(var lower, var upper) -> in(interval(lower, upper, zone), within);
      case Predicate.IsSet(boolean set) ->
          set ? Selection.of(profiles()) : Selection.allBut(profiles());
      case Predicate.Contains _ ->
          throw new Conflict(
              "\"contains\" searches texts, but the values of this tag are still numbers; if its"
                  + " type was just changed, try again when it is refreshed.");
    };
  }

  private Selection in(List<Scalar> sought, Optional<RoaringBitmap> within, ZoneId zone) {
    List<Interval> intervals = sought.stream().map(value -> interval(value, zone)).toList();
    boolean zero = zeroWhenMissing && intervals.stream().anyMatch(i -> i.contains(0));
    RoaringBitmap found =
        SetAlgebra.union(intervals.stream().map(i -> numbers.matching(i, within)).toList());
    return zero ? withMissing(found, within) : Selection.of(found);
  }

  private Selection in(Interval interval, Optional<RoaringBitmap> within) {
    RoaringBitmap found = numbers.matching(interval, within);
    return zeroWhenMissing && interval.contains(0)
        ? withMissing(found, within)
        : Selection.of(found);
  }

  /** Those found and those without a value: everybody but those with another value. */
  private Selection withMissing(RoaringBitmap found, Optional<RoaringBitmap> within) {
    RoaringBitmap valued =
        within.map(some -> RoaringBitmap.and(profiles(), some)).orElseGet(this::profiles);
    return Selection.allBut(RoaringBitmap.andNot(valued, found));
  }

  private static Interval interval(Scalar value, ZoneId zone) {
    return switch (value) {
      case Scalar.Decimal(var number) -> Interval.exactly(number.doubleValue());
      case Scalar.Text(String text) -> {
        Moments moments = moments(text, zone);
        yield Interval.half(
            (double) moments.start().toEpochMilli(), (double) moments.end().toEpochMilli());
      }
      case Scalar.Flag(boolean flag) -> throw misfit(Boolean.toString(flag));
    };
  }

  private static Interval interval(Optional<Bound> lower, Optional<Bound> upper, ZoneId zone) {
    double from = Double.NEGATIVE_INFINITY;
    boolean fromInclusive = true;
    if (lower.isPresent()) {
      Interval limit = interval(lower.get().value(), zone);
      fromInclusive = lower.get().inclusive();
      from = limit.from();
      if (!fromInclusive && !limit.toInclusive()) {
        // After a day means from its end on.
        from = limit.to();
        fromInclusive = true;
      }
    }
    double to = Double.POSITIVE_INFINITY;
    boolean toInclusive = true;
    if (upper.isPresent()) {
      Interval limit = interval(upper.get().value(), zone);
      toInclusive = upper.get().inclusive();
      to = limit.from();
      if (toInclusive && !limit.toInclusive()) {
        // Up to a day means before its end.
        to = limit.to();
        toInclusive = false;
      }
    }
    return new Interval(from, fromInclusive, to, toInclusive);
  }

  private static Moments moments(String text, ZoneId zone) {
    return Moments.parse(text, zone).orElseThrow(() -> misfit(text));
  }

  private static Conflict misfit(String value) {
    return new Conflict(
        "'"
            + value
            + "' is no number, but the values of this tag are; if its type was just changed, try"
            + " again when it is refreshed.");
  }

  @Override
  public long cost(Predicate predicate) {
    return profiles().getLongCardinality();
  }

  @Override
  public Distribution distribution() {
    Optional<RoaringBitmap> all = Optional.empty();
    OptionalDouble min = numbers.min(all);
    OptionalDouble max = numbers.max(all);
    long count = profiles().getLongCardinality();
    OptionalDouble average =
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(numbers.sum(all) / count);
    List<Bin> histogram =
        count == 0 ? List.of() : readable(min.getAsDouble(), max.getAsDouble(), count);
    return new Distribution(count, List.of(), 0, histogram, min, max, average);
  }

  /** Money and counts crowd near zero; steps that grow then show more than equal ones. */
  private List<Bin> readable(double min, double max, long count) {
    List<Bin> equal = histogram(min, max, count);
    boolean crowded = equal.size() > 3 && equal.getFirst().count() > CROWDED * count;
    return crowded && min >= 0 ? growing(max, count) : equal;
  }

  /**
   * Bins between 1, 2 and 5 times powers of ten; all below the first that hardly anybody is in is
   * one bin.
   */
  private List<Bin> growing(double max, long count) {
    List<Bin> bins = new ArrayList<>();
    double to = roundStep(max);
    long below = count;
    while (bins.size() < MOST_BINS - 1) {
      // A little less, so that a rounding error does not skip a step.
      double from = roundStep(to / 2.5 * .999);
      long inside = below - (count - atLeast(from));
      if (bins.size() >= FEWEST_BINS && inside < SPARSE * count) {
        break;
      }
      bins.add(new Bin(from, to, inside));
      below -= inside;
      to = from;
    }
    bins.add(new Bin(0, to, below));
    return bins.reversed();
  }

  private long atLeast(double bound) {
    return numbers
        .matching(new Interval(bound, true, Double.POSITIVE_INFINITY, true), Optional.empty())
        .getLongCardinality();
  }

  private List<Bin> histogram(double min, double max, long count) {
    double step = min == max ? 0 : roundStep((max - min) / MOST_BINS * 1.1);
    // Numbers so near to each other, or so far apart, that steps between them cannot be told.
    if (step == 0 || !Double.isFinite(step) || Math.abs(min / step) > MOST_STEPS) {
      return List.of(new Bin(min, max, count));
    }
    double first = Math.floor(min / step);
    List<Bin> bins = new ArrayList<>();
    long atLeast = count;
    for (int i = 0; atLeast > 0; i++) {
      double from = (first + i) * step;
      double to = (first + i + 1) * step;
      long beyond = to > max ? 0 : atLeast(to);
      bins.add(new Bin(from, to, atLeast - beyond));
      atLeast = beyond;
    }
    return bins;
  }

  /** The next 1, 2 or 5 times a power of ten. */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  @Override
  public long bytes() {
    return numbers.bytes();
  }
}
