package io.onelift.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.model.Fit.WeightedFeature;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class ScoresTest {
  private static final Fit FIT =
      new Fit(
          1,
          Instant.EPOCH,
          .1,
          -2,
          List.of(feature("a", 1.5), feature("b", -.25), feature("c", .125), feature("d", 3)),
          List.of(80.0, 50.0, 20.0, 5.0));

  private static WeightedFeature feature(String tag, double weight) {
    return new WeightedFeature(
        new Feature(tag, new Feature.Passes(new Predicate.IsSet(true))), weight, .5);
  }

  @Test
  void someHaveTheScoresTheyHaveAmongEverybody() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      RoaringBitmap population = some(random, .8);
      List<RoaringBitmap> columns = columns(random, population);
      Scores all = Scores.of(FIT, population, columns);
      RoaringBitmap few = RoaringBitmap.and(some(random, .05), population);

      Scores own = Scores.of(FIT, few, columns);

      assertThat(own.profiles()).isEqualTo(few.toArray());
      for (int i = 0; i < own.profiles().length; i++) {
        int at = Arrays.binarySearch(all.profiles(), own.profiles()[i]);
        assertThat(own.logits()[i]).isEqualTo(all.logits()[at]);
      }
    }
  }

  @Test
  void gradesBeginAtTheirThresholds() {
    assertThat(FIT.grade(80)).isEqualTo("A");
    assertThat(FIT.grade(79.9999)).isEqualTo("B");
    assertThat(FIT.grade(5)).isEqualTo("D");
    assertThat(FIT.grade(0)).isEqualTo("E");
  }

  @Test
  void everyFeatureIsTheSameAfterItsJson() {
    List<Feature> features =
        List.of(
            FIT.features().getFirst().feature(),
            new Feature("city", new Feature.Passes(new Predicate.In(List.of(value("上海"))))),
            new Feature("joined", new Feature.DaysAgo(OptionalInt.of(7), OptionalInt.empty())),
            new Feature("joined", new Feature.DaysAgo(OptionalInt.empty(), OptionalInt.of(7))),
            new Feature("joined", new Feature.DaysAgo(OptionalInt.of(7), OptionalInt.of(30))));
    for (Feature feature : features) {
      assertThat(FeatureJson.read(FeatureJson.print(feature))).isEqualTo(feature);
    }
  }

  private static Scalar value(String text) {
    return Scalar.of(text);
  }

  private static List<RoaringBitmap> columns(Random random, RoaringBitmap population) {
    List<RoaringBitmap> columns = new ArrayList<>();
    for (int i = 0; i < FIT.features().size(); i++) {
      columns.add(RoaringBitmap.and(some(random, .3), population));
    }
    return columns;
  }

  private static RoaringBitmap some(Random random, double share) {
    RoaringBitmap some = new RoaringBitmap();
    for (int i = 1; i < 2_000; i++) {
      if (random.nextDouble() < share) {
        some.add(i);
      }
    }
    return some;
  }
}
