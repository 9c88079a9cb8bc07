package io.onelift.bitmap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/**
 * One number per profile as a bitmap per binary digit, so that ranges, sums and quantiles are set
 * algebra (O'Neil and Quass, "Improved Query Performance with Variant Indexes", SIGMOD 1997).
 * Immutable; bitmaps it gives out are shared and must not be changed.
 */
public final class BitSlicedIndex {
  /** Below one profile in so many, numbers are looked at one by one. */
  private static final int FEW = 32;

  private final NumberCode code;
  private final long least;
  private final long most;
  private final RoaringBitmap profiles;

  /** Digits of {@code code - least}, lowest first. */
  private final List<RoaringBitmap> slices;

  /** The parts of an index as another one gave them. */
  BitSlicedIndex(
      NumberCode code, long least, long most, RoaringBitmap profiles, List<RoaringBitmap> slices) {
    this.code = code;
    this.least = least;
    this.most = most;
    this.profiles = profiles;
    this.slices = List.copyOf(slices);
  }

  /**
   * Builds the index of these numbers.
   *
   * @param profiles profile numbers, ascending as unsigned
   * @param numbers of the profile at the same index; finite
   */
  public static BitSlicedIndex of(int[] profiles, double[] numbers) {
    if (profiles.length != numbers.length) {
      throw new IllegalArgumentException(
          profiles.length + " profiles, but " + numbers.length + " numbers");
    }
    NumberCode code = NumberCode.fitting(numbers);
    long[] codes = new long[numbers.length];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            "Profile " + Integer.toUnsignedString(profiles[i]) + " has the number " + numbers[i]);
      }
      codes[i] = code.encode(numbers[i]);
      least = Math.min(least, codes[i]);
      most = Math.max(most, codes[i]);
    }
    if (numbers.length == 0) {
      return new BitSlicedIndex(code, 0, 0, new RoaringBitmap(), List.of());
    }
    int digits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
    List<RoaringBitmap> slices = new ArrayList<>(digits);
    for (int digit = 0; digit < digits; digit++) {
      RoaringBitmapWriter<RoaringBitmap> slice =
          RoaringBitmapWriter.writer().constantMemory().runCompress(true).get();
      for (int i = 0; i < codes.length; i++) {
        if ((((codes[i] - least) >>> digit) & 1) != 0) {
          slice.add(profiles[i]);
        }
      }
      slices.add(slice.get());
    }
    RoaringBitmapWriter<RoaringBitmap> all =
        RoaringBitmapWriter.writer().constantMemory().runCompress(true).get();
    for (int profile : profiles) {
      all.add(profile);
    }
    return new BitSlicedIndex(code, least, most, all.get(), slices);
  }

  /**
   * The index with other numbers for some profiles.
   *
   * @param changed profiles whose numbers here no longer hold
   * @param fresh the numbers that those of them have which have one
   */
  BitSlicedIndex patched(RoaringBitmap changed, BitSlicedIndex fresh) {
    int[] some = fresh.profiles.toArray();
    double[] numbers = fresh.numbers(some);
    long highest = most;
    boolean fits = !profiles.isEmpty();
    for (int i = 0; i < numbers.length && fits; i++) {
      fits = code.fits(numbers[i]) && code.encode(numbers[i]) >= least;
      highest = fits ? Math.max(highest, code.encode(numbers[i])) : highest;
    }
    if (!fits) {
      return rebuilt(changed, some, numbers);
    }
    int digits = Math.max(slices.size(), Long.SIZE - Long.numberOfLeadingZeros(highest - least));
    List<RoaringBitmap> patched = new ArrayList<>(digits);
    for (int digit = 0; digit < digits; digit++) {
      RoaringBitmapWriter<RoaringBitmap> ones = RoaringBitmapWriter.writer().get();
      for (int i = 0; i < some.length; i++) {
        if ((((code.encode(numbers[i]) - least) >>> digit) & 1) != 0) {
          ones.add(some[i]);
        }
      }
      RoaringBitmap before = digit < slices.size() ? slices.get(digit) : new RoaringBitmap();
      patched.add(Patch.replaced(before, changed, ones.get()));
    }
    return new BitSlicedIndex(
        code, least, highest, Patch.replaced(profiles, changed, fresh.profiles), patched);
  }

  /** Whether equal digits mean equal numbers in both. */
  boolean isCodedAs(BitSlicedIndex other) {
    return code.equals(other.code) && least == other.least;
  }

  /** Numbers that this code cannot say, or that are lower than all here, need another index. */
  private BitSlicedIndex rebuilt(RoaringBitmap changed, int[] some, double[] numbers) {
    int[] kept = RoaringBitmap.andNot(profiles, changed).toArray();
    double[] keptNumbers = numbers(kept);
    int[] all = new int[kept.length + some.length];
    double[] allNumbers = new double[all.length];
    int left = 0;
    int right = 0;
    for (int i = 0; i < all.length; i++) {
      boolean fromKept =
          right == some.length
              || (left < kept.length && Integer.compareUnsigned(kept[left], some[right]) < 0);
      all[i] = fromKept ? kept[left] : some[right];
      allNumbers[i] = fromKept ? keptNumbers[left++] : numbers[right++];
    }
    return of(all, allNumbers);
  }

  /** Everybody who has a number. */
  public RoaringBitmap profiles() {
    return profiles;
  }

  NumberCode code() {
    return code;
  }

  long least() {
    return least;
  }

  long most() {
    return most;
  }

  List<RoaringBitmap> slices() {
    return slices;
  }

  /** The profiles whose number lies in the interval, out of those within. */
  public RoaringBitmap matching(Interval interval, Optional<RoaringBitmap> within) {
    RoaringBitmap base = base(within);
    if (base.isEmpty()
        || Double.isNaN(interval.from())
        || Double.isNaN(interval.to())
        || interval.from() > interval.to()) {
      return new RoaringBitmap();
    }
    return within.isPresent() ? around(base).matching(interval, base) : matching(interval);
  }

  /** The profiles of a base, all of whom have a number, whose number lies in the interval. */
  private RoaringBitmap matching(Interval interval, RoaringBitmap base) {
    if (base.getLongCardinality() * FEW < profiles.getLongCardinality()) {
      return picked(interval, base);
    }
    RoaringBitmap result = matching(interval);
    result.and(base);
    return result;
  }

  private RoaringBitmap matching(Interval interval) {
    RoaringBitmap result = from(interval.from(), interval.fromInclusive());
    if (interval.to() < Double.POSITIVE_INFINITY) {
      result.andNot(from(interval.to(), !interval.toInclusive()));
    }
    return result;
  }

  /** The part of the index that these profiles lie in. */
  private BitSlicedIndex around(RoaringBitmap some) {
    Span span = Span.around(some).orElseThrow();
    return span.covers(profiles)
        ? this
        : new BitSlicedIndex(
            code, least, most, span.of(profiles), slices.stream().map(span::of).toList());
  }

  /** Looks at each number: faster than whole digits when few profiles are left. */
  private RoaringBitmap picked(Interval interval, RoaringBitmap base) {
    int[] some = base.toArray();
    double[] numbers = numbers(some);
    RoaringBitmapWriter<RoaringBitmap> picked = RoaringBitmapWriter.writer().get();
    for (int i = 0; i < some.length; i++) {
      if (interval.contains(numbers[i])) {
        picked.add(some[i]);
      }
    }
    return picked.get();
  }

  private RoaringBitmap base(Optional<RoaringBitmap> within) {
    return within.map(some -> RoaringBitmap.and(profiles, some)).orElse(profiles);
  }

  /** The profiles at or above a limit, as a bitmap of the caller's own. */
  private RoaringBitmap from(double limit, boolean inclusive) {
    double low = code.decode(least);
    if (inclusive ? limit <= low : limit < low) {
      return profiles.clone();
    }
    double high = code.decode(most);
    if (inclusive ? limit > high : limit >= high) {
      return new RoaringBitmap();
    }
    return from(code.ceiling(limit, inclusive) - least);
  }

  /**
   * Offsets of at least the limit. From the lowest digit upwards, a number is at least the limit in
   * the digits seen so far exactly when: where the limit has a 1, it has a 1 too and was at least
   * the limit before; where the limit has a 0, it has a 1 or was at least the limit before. So each
   * digit costs one operation on one bitmap.
   */
  private RoaringBitmap from(long limit) {
    if (limit == 0) {
      return profiles.clone();
    }
    // Digits below the lowest 1 of the limit change nothing.
    int digit = Long.numberOfTrailingZeros(limit);
    RoaringBitmap result = slices.get(digit).clone();
    for (digit++; digit < slices.size(); digit++) {
      if (((limit >>> digit) & 1) != 0) {
        result.and(slices.get(digit));
      } else {
        result.or(slices.get(digit));
      }
    }
    return result;
  }

  /** The number of one profile. */
  public OptionalDouble number(int profile) {
    if (!profiles.contains(profile)) {
      return OptionalDouble.empty();
    }
    long offset = 0;
    for (int digit = 0; digit < slices.size(); digit++) {
      if (slices.get(digit).contains(profile)) {
        offset |= 1L << digit;
      }
    }
    return OptionalDouble.of(code.decode(least + offset));
  }

  /**
   * The numbers of many profiles at once, much faster than one by one.
   *
   * @param some ascending as unsigned, each with a number
   */
  public double[] numbers(int[] some) {
    long[] offsets = new long[some.length];
    RoaringBitmap base = RoaringBitmap.bitmapOf(some);
    for (int digit = 0; digit < slices.size(); digit++) {
      PeekableIntIterator ones = RoaringBitmap.and(base, slices.get(digit)).getIntIterator();
      for (int at = 0; ones.hasNext(); at++) {
        int profile = ones.next();
        while (some[at] != profile) {
          at++;
        }
        offsets[at] |= 1L << digit;
      }
    }
    double[] numbers = new double[some.length];
    for (int i = 0; i < some.length; i++) {
      numbers[i] = code.decode(least + offsets[i]);
    }
    return numbers;
  }

  /** How many of these profiles have a number. */
  public long count(Optional<RoaringBitmap> within) {
    return within
        .map(some -> RoaringBitmap.and(profiles, some).getLongCardinality())
        .orElseGet(profiles::getLongCardinality);
  }

  /** The sum over these profiles, rounded once at the end. */
  public double sum(Optional<RoaringBitmap> within) {
    RoaringBitmap base = base(within);
    if (code.scale() == NumberCode.BITS) {
      return DoubleStream.of(numbers(base.toArray())).sum();
    }
    BigInteger units =
        BigInteger.valueOf(least).multiply(BigInteger.valueOf(base.getLongCardinality()));
    for (int digit = 0; digit < slices.size(); digit++) {
      long ones = RoaringBitmap.and(base, slices.get(digit)).getLongCardinality();
      units = units.add(BigInteger.valueOf(ones).shiftLeft(digit));
    }
    return new BigDecimal(units, code.scale()).doubleValue();
  }

  /** The smallest number of these profiles; empty when none has one. */
  public OptionalDouble min(Optional<RoaringBitmap> within) {
    return ranked(0, base(within));
  }

  public OptionalDouble max(Optional<RoaringBitmap> within) {
    RoaringBitmap base = base(within);
    return ranked(base.getLongCardinality() - 1, base);
  }

  /**
   * The number below which a share of these profiles lies (nearest rank).
   *
   * @param share from 0 to 1
   */
  public OptionalDouble quantile(double share, Optional<RoaringBitmap> within) {
    RoaringBitmap base = base(within);
    long size = base.getLongCardinality();
    return ranked(Math.clamp((long) Math.ceil(share * size) - 1, 0, Math.max(size - 1, 0)), base);
  }

  private OptionalDouble ranked(long rank, RoaringBitmap base) {
    if (rank < 0 || rank >= base.getLongCardinality()) {
      return OptionalDouble.empty();
    }
    RoaringBitmap left = base;
    long offset = 0;
    long skip = rank;
    for (int digit = slices.size() - 1; digit >= 0; digit--) {
      RoaringBitmap zeros = RoaringBitmap.andNot(left, slices.get(digit));
      long count = zeros.getLongCardinality();
      if (skip < count) {
        left = zeros;
      } else {
        skip -= count;
        left = RoaringBitmap.and(left, slices.get(digit));
        offset |= 1L << digit;
      }
    }
    return OptionalDouble.of(code.decode(least + offset));
  }

  /** Memory and disk that the bitmaps take, in bytes. */
  public long bytes() {
    return profiles.getLongSizeInBytes()
        + slices.stream().mapToLong(RoaringBitmap::getLongSizeInBytes).sum();
  }
}
