package io.onelift.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.model.Fit.WeightedFeature;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.time.Instant;
import java.util.ArrayList;
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
  void afterRandomChangesScoresAreThoseOfScoringEverybodyAnew() {
    Random random = new Random(3);
    RoaringBitmap population = some(random, .8);
    List<RoaringBitmap> columns = columns(random, population);
    Scores scores = Scores.of(FIT, population, columns);
    for (int round = 0; round < 50; round++) {
      population = changed(random, population);
      List<RoaringBitmap> next = new ArrayList<>();
      for (RoaringBitmap column : columns) {
        next.add(RoaringBitmap.and(changed(random, column), population));
      }
      columns = next;

      scores = scores.updated(FIT, population, columns);

      Scores anew = Scores.of(FIT, population, columns);
      assertThat(scores.profiles()).isEqualTo(anew.profiles());
      assertThat(scores.logits()).isEqualTo(anew.logits());
    }
  }

  @Test
  void nothingIsComputedWhenNothingChanged() {
    Random random = new Random(4);
    RoaringBitmap population = some(random, .5);
    List<RoaringBitmap> columns = columns(random, population);
    Scores scores = Scores.of(FIT, population, columns);

    assertThat(scores.updated(FIT, population.clone(), columns)).isSameAs(scores);
  }

  @Test
  void aNewFitScoresEverybodyAnew() {
    RoaringBitmap population = RoaringBitmap.bitmapOf(1, 2, 3);
    List<RoaringBitmap> columns =
        List.of(
            RoaringBitmap.bitmapOf(1),
            RoaringBitmap.bitmapOf(1, 2),
            new RoaringBitmap(),
            new RoaringBitmap());
    Fit other = new Fit(1, Instant.EPOCH, .1, 0, FIT.features(), FIT.grades());

    Scores scores = Scores.of(FIT, population, columns).updated(other, population, columns);

    assertThat(scores.logits()).containsExactly(1.25, -.25, 0);
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

  private static RoaringBitmap changed(Random random, RoaringBitmap before) {
    RoaringBitmap after = before.clone();
    for (int i = random.nextInt(5); i > 0; i--) {
      after.flip(1L + random.nextInt(2_000), 2L + random.nextInt(2_000));
    }
    return after;
  }
}
