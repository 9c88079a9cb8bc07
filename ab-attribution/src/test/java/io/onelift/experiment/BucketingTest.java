package io.onelift.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.experiment.Experiment.Variant;
import io.onelift.stats.SampleRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketingTest {
  /** Published cases of GrowthBook's SDKs, hash version 2. */
  @ParameterizedTest
  @CsvSource({
    "seed,a,0.0505",
    "seed,b,0.2696",
    "foo,ab,0.2575",
    "89123klj,8952klfjas09ujkasdf,0.124"
  })
  void agreesWithTheOtherImplementations(String seed, String unit, double bucket) {
    assertThat(Bucketing.bucket(seed, unit)).isEqualTo(bucket);
  }

  /** The first round alone modulo 1,000 is their hash version 1: 'a' gives .22 and 'b' .077. */
  @Test
  void hashesWithFnv1a() {
    assertThat(Bucketing.fnv1a("")).isEqualTo(0x811C9DC5L);
    assertThat(Bucketing.fnv1a("a") % 1000).isEqualTo(220);
    assertThat(Bucketing.fnv1a("b") % 1000).isEqualTo(77);
  }

  @Provide
  Arbitrary<List<Variant>> variants() {
    return Arbitraries.doubles()
        .between(0.5, 10)
        .list()
        .ofMinSize(2)
        .ofMaxSize(5)
        .map(
            weights -> {
              List<Variant> variants = new ArrayList<>();
              for (double weight : weights) {
                variants.add(new Variant("v" + variants.size(), "V", weight, variants.isEmpty()));
              }
              return variants;
            });
  }

  @Property(tries = 50)
  void splitsByTheWeights(
      @ForAll("variants") List<Variant> variants, @ForAll @IntRange(max = 1_000_000) int seed) {
    List<Long> sizes = new ArrayList<>();
    for (Variant variant : variants) {
      sizes.add(
          LongStream.rangeClosed(1, 20_000)
              .filter(
                  unit ->
                      Bucketing.variant(
                              variants, Bucketing.bucket("exp" + seed, Long.toString(unit)))
                          .equals(variant))
              .count());
    }
    double p = new SampleRatio(sizes, variants.stream().map(Variant::weight).toList()).pValue();
    // 50 fair splits have a p below 1e-7 once in 200,000 runs.
    assertThat(p).isGreaterThan(1e-7);
  }

  @Property(tries = 20)
  void experimentsAreIndependentOfEachOther(@ForAll @IntRange(max = 1_000_000) int seed) {
    List<Variant> halves = List.of(new Variant("a", "A", 1, true), new Variant("b", "B", 1, false));
    List<Long> sizes = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
    for (int unit = 1; unit <= 20_000; unit++) {
      int first = side(halves, "one" + seed, unit);
      int second = side(halves, "two" + seed, unit);
      sizes.set(2 * first + second, sizes.get(2 * first + second) + 1);
    }
    assertThat(new SampleRatio(sizes, List.of(1.0, 1.0, 1.0, 1.0)).pValue()).isGreaterThan(1e-7);
  }

  private static int side(List<Variant> halves, String seed, int unit) {
    return halves.indexOf(
        Bucketing.variant(halves, Bucketing.bucket(seed, Integer.toString(unit))));
  }

  @Property
  void nobodyMovesOutOfAVariantThatGrowsAtTheEnd(
      @ForAll @IntRange(min = 1) int unit, @ForAll @IntRange(min = 1, max = 50) int more) {
    double bucket = Bucketing.bucket("growing", Integer.toString(unit));
    Variant small = new Variant("new", "New", 50, false);
    Variant large = new Variant("new", "New", 50 + more, false);
    Variant rest = new Variant("old", "Old", 50, true);
    Variant less = new Variant("old", "Old", 50 - more + 1, true);
    if (Bucketing.variant(List.of(small, rest), bucket).key().equals("new")) {
      assertThat(Bucketing.variant(List.of(large, less), bucket).key()).isEqualTo("new");
    }
  }
}
