package io.onelift.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.roaringbitmap.RoaringBitmap;

/** The index against a plain map of numbers. */
class BitSlicedIndexPropertiesTest {
  @Property
  void findsTheSameProfilesAsAPlainScan(
      @ForAll("numbers") Map<Integer, Double> numbers,
      @ForAll("interval") Interval interval,
      @ForAll("profiles") RoaringBitmap within) {
    BitSlicedIndex index = index(numbers);

    assertThat(index.matching(interval, Optional.empty()))
        .isEqualTo(scan(numbers, interval, Optional.empty()));
    assertThat(index.matching(interval, Optional.of(within)))
        .isEqualTo(scan(numbers, interval, Optional.of(within)));
  }

  @Property
  void findsTheSameAmongAFew(
      @ForAll("money") Map<Integer, Double> numbers, @ForAll("interval") Interval interval) {
    Map<Integer, Double> many = new TreeMap<>(numbers);
    for (int profile = 1_000; profile < 3_000; profile++) {
      many.put(profile, profile / 100.0);
    }
    Optional<RoaringBitmap> few =
        Optional.of(RoaringBitmap.bitmapOf(1, 2, 3, 1_000, 1_234, 2_999, 5_000));

    assertThat(index(many).matching(interval, few)).isEqualTo(scan(many, interval, few));
  }

  @Property
  void findsTheProfilesWithExactlyANumberThatIsThere(
      @ForAll("numbers") Map<Integer, Double> numbers, @ForAll("share") double at) {
    if (numbers.isEmpty()) {
      return;
    }
    double[] all = numbers.values().stream().mapToDouble(Double::doubleValue).toArray();
    Interval exactly = Interval.exactly(all[(int) (at * (all.length - 1))]);

    RoaringBitmap found = index(numbers).matching(exactly, Optional.empty());

    assertThat(found).isEqualTo(scan(numbers, exactly, Optional.empty()));
    assertThat(found.isEmpty()).isFalse();
  }

  @Property
  void givesBackEveryNumberAsItWas(@ForAll("numbers") Map<Integer, Double> numbers) {
    BitSlicedIndex index = index(numbers);

    int[] profiles = index.profiles().toArray();
    double[] read = index.numbers(profiles);
    assertThat(profiles).hasSize(numbers.size());
    for (int i = 0; i < profiles.length; i++) {
      assertThat(read[i]).isEqualTo(numbers.get(profiles[i]) + 0.0);
      assertThat(index.number(profiles[i])).hasValue(read[i]);
    }
  }

  @Property
  void sumsMoneyExactly(
      @ForAll("money") Map<Integer, Double> numbers, @ForAll("profiles") RoaringBitmap within) {
    BigDecimal sum =
        numbers.entrySet().stream()
            .filter(e -> within.contains(e.getKey()))
            .map(e -> BigDecimal.valueOf(e.getValue()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(index(numbers).sum(Optional.of(within))).isEqualTo(sum.doubleValue());
  }

  @Property
  void ranksLikeASortedList(
      @ForAll("numbers") Map<Integer, Double> numbers, @ForAll("share") double share) {
    double[] sorted =
        numbers.values().stream().mapToDouble(number -> number + 0.0).sorted().toArray();
    BitSlicedIndex index = index(numbers);
    if (sorted.length == 0) {
      assertThat(index.quantile(share, Optional.empty())).isEmpty();
      return;
    }
    int rank = Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1);
    assertThat(index.min(Optional.empty())).hasValue(sorted[0]);
    assertThat(index.max(Optional.empty())).hasValue(sorted[sorted.length - 1]);
    assertThat(index.quantile(share, Optional.empty())).hasValue(sorted[rank]);
  }

  @Property
  void countsEveryProfileInExactlyOneBin(@ForAll("numbers") Map<Integer, Double> numbers) {
    Distribution distribution = new NumberIndex(index(numbers), false).distribution();

    assertThat(distribution.histogram().stream().mapToLong(Distribution.Bin::count).sum())
        .isEqualTo(numbers.size());
    assertThat(distribution.histogram()).hasSizeLessThanOrEqualTo(25);
  }

  @Example
  void spreadsMoneyThatCrowdsNearZeroOverGrowingSteps() {
    int[] profiles = IntStream.rangeClosed(1, 1000).toArray();
    double[] money = IntStream.of(profiles).mapToDouble(i -> Math.exp(i * .016)).toArray();

    Distribution distribution =
        new NumberIndex(BitSlicedIndex.of(profiles, money), false).distribution();

    assertThat(distribution.histogram()).hasSizeBetween(6, 25);
    assertThat(distribution.histogram()).allMatch(bin -> bin.count() < 200);
    assertThat(distribution.histogram().getFirst().from()).isZero();
    assertThat(distribution.histogram().stream().mapToLong(Distribution.Bin::count).sum())
        .isEqualTo(1000);
  }

  @Example
  void keepsMoneyInAsManySlicesAsItsSmallestUnitNeeds() {
    BitSlicedIndex index = BitSlicedIndex.of(new int[] {1, 2, 3}, new double[] {0.07, 10.23, 5.1});

    assertThat(index.code().scale()).isEqualTo(2);
    assertThat(index.slices()).hasSize(10);
    assertThat(index.matching(Interval.exactly(10.23), Optional.empty()))
        .isEqualTo(RoaringBitmap.bitmapOf(2));
  }

  @Example
  void ordersProfileNumbersAboveTwoBillion() {
    BitSlicedIndex index = BitSlicedIndex.of(new int[] {1, -5}, new double[] {1, 2});

    assertThat(index.numbers(index.profiles().toArray())).containsExactly(1, 2);
  }

  static BitSlicedIndex index(Map<Integer, Double> numbers) {
    TreeMap<Integer, Double> sorted = new TreeMap<>(Integer::compareUnsigned);
    sorted.putAll(numbers);
    return BitSlicedIndex.of(
        sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
        sorted.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static RoaringBitmap scan(
      Map<Integer, Double> numbers, Interval interval, Optional<RoaringBitmap> within) {
    return RoaringBitmap.bitmapOf(
        numbers.entrySet().stream()
            .filter(e -> interval.contains(e.getValue()))
            .mapToInt(Map.Entry::getKey)
            .filter(profile -> within.map(some -> some.contains(profile)).orElse(true))
            .toArray());
  }

  @Provide
  Arbitrary<Map<Integer, Double>> numbers() {
    Arbitrary<Double> any =
        Arbitraries.oneOf(
            cents(),
            Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
            Arbitraries.of(
                0.1 + 0.2,
                -0.0,
                1e-300,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                (double) (1L << 53),
                1e15 + 0.3,
                1.0 / 3));
    return Arbitraries.oneOf(
        Arbitraries.maps(profile(), cents()).ofMaxSize(40),
        Arbitraries.maps(profile(), any).ofMaxSize(40),
        Arbitraries.maps(profile(), Arbitraries.doubles().filter(Double::isFinite)).ofMaxSize(10));
  }

  @Provide
  Arbitrary<Map<Integer, Double>> money() {
    return Arbitraries.maps(profile(), cents()).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Double> share() {
    return Arbitraries.doubles().between(0, 1);
  }

  @Provide
  Arbitrary<RoaringBitmap> profiles() {
    return profile()
        .list()
        .ofMaxSize(60)
        .map(some -> RoaringBitmap.bitmapOf(some.stream().mapToInt(i -> i).toArray()));
  }

  @Provide
  Arbitrary<Interval> interval() {
    Arbitrary<Double> end =
        Arbitraries.oneOf(
            cents(),
            Arbitraries.integers().between(-4, 4).map(Integer::doubleValue),
            Arbitraries.of(
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                1e300,
                -1e300,
                0.1 + 0.2,
                0.30000001));
    Arbitrary<Boolean> inclusive = Arbitraries.of(true, false);
    return Combinators.combine(end, inclusive, end, inclusive).as(Interval::new);
  }

  private static Arbitrary<Integer> profile() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 80), Arbitraries.integers().between(65_500, 65_580));
  }

  /** Amounts with up to four decimals. */
  private static Arbitrary<Double> cents() {
    return Combinators.combine(
            Arbitraries.longs().between(-2_000_000, 2_000_000),
            Arbitraries.integers().between(0, 4))
        .as((units, scale) -> BigDecimal.valueOf(units, scale).doubleValue());
  }

  @Example
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> BitSlicedIndex.of(new int[] {7}, new double[] {Double.NaN}))
        .hasMessageContaining("Profile 7");
  }
}
