package io.onelift.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onelift.event.Conflict;
import io.onelift.model.Report.LeftOut;
import io.onelift.model.Report.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

class TrainerTest {
  @TempDir private static Path home;

  private static Trained train(PlantedPeople people, long seed) {
    return new Trainer(new LogisticRegression(home.resolve("weka")))
        .train(people.material(seed), (_, _) -> {});
  }

  @Test
  void whatWasPlantedRanksFirstAndNoiseIsLeftOut() {
    Report report = train(new PlantedPeople(8_000, 3), 1).report();

    assertThat(report.importance().getFirst().tag()).isEqualTo("channel");
    assertThat(report.importance().stream().map(Report.Importance::tag))
        .containsExactlyInAnyOrder("channel", "age", "registered");
    assertThat(report.leftOut())
        .containsExactly(
            new LeftOut("noise0", Why.SAYS_NOTHING),
            new LeftOut("noise1", Why.SAYS_NOTHING),
            new LeftOut("noise2", Why.SAYS_NOTHING));
  }

  @Test
  void scoresAreNearTheProbabilitiesThatWerePlanted() {
    PlantedPeople people = new PlantedPeople(20_000, 2);
    Trained trained = train(people, 1);
    double[] logits = scores(people, trained.fit()).logits();

    double distance = 0;
    for (int i = 0; i < logits.length; i++) {
      distance +=
          Math.abs(Coefficients.probability(logits[i]) - Coefficients.probability(people.truth[i]));
    }
    assertThat(distance / logits.length).isLessThan(.03);
    assertThat(trained.report().calibration())
        .allSatisfy(bin -> assertThat(bin.observed()).isCloseTo(bin.predicted(), within(.06)));
  }

  @Test
  void theAucOfThoseHeldOutIsThatOfTheTruth() {
    PlantedPeople people = new PlantedPeople(20_000, 2);
    boolean[] labels = new boolean[people.truth.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = people.positives.contains(i + 1);
    }
    double best = new HeldOutFigures(people.truth, labels, 1, 1).auc().value();

    Report report = train(people, 1).report();

    assertThat(report.auc().value()).isCloseTo(best, within(.02));
    assertThat(report.auc().low()).isLessThan(best);
    assertThat(report.auc().high()).isGreaterThan(best);
    assertThat(report.lift().getFirst().lift()).isGreaterThan(2.5);
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherSeedAnother() {
    PlantedPeople people = new PlantedPeople(5_000, 2);
    Trained first = train(people, 1);

    assertThat(train(people, 1).fit()).isEqualTo(first.fit());
    assertThat(train(people, 2).fit()).isNotEqualTo(first.fit());
  }

  @Test
  void aTagThatGivesTheLabelAwayIsReportedAndNotUsed() {
    PlantedPeople people = new PlantedPeople(8_000, 0);
    RoaringBitmap almost = people.positives.clone();
    almost.remove(people.positives.first());
    almost.add(people.everybody.last());
    people.flag("opened_account", almost);

    Trained trained = train(people, 1);

    assertThat(trained.report().leftOut())
        .contains(new LeftOut("opened_account", Why.SUSPECTED_LEAK));
    assertThat(trained.fit().tags()).doesNotContain("opened_account").contains("channel");
  }

  @Test
  void aLabelThatHoldsForTooFewIsRefusedWithTheFigure() {
    PlantedPeople people = new PlantedPeople(1_000, 0);
    RoaringBitmap few = RoaringBitmap.bitmapOf(1, 2, 3);
    Trainer.Material material =
        new Trainer.Material(
            1, people.everybody, few, people.tags, List.of(), 1, PlantedPeople.NOW, ZoneOffset.UTC);

    assertThatThrownBy(
            () ->
                new Trainer(new LogisticRegression(home.resolve("weka")))
                    .train(material, (_, _) -> {}))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("holds for 3 profiles and not for 997");
  }

  @Test
  void contributionsAddUpToTheLogOdds() {
    PlantedPeople people = new PlantedPeople(5_000, 1);
    Fit fit = train(people, 1).fit();
    Contributions contributions = new Contributions(fit);
    DesignMatrix rows = DesignMatrix.of(people.everybody, people.columns(fit));
    double[] logits = rows.logits(fit.intercept(), fit.weights());

    for (int row = 0; row < 200; row++) {
      Map<String, Double> amounts = contributions.of(rows.features(row));
      double sum =
          contributions.base() + amounts.values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(sum).isCloseTo(logits[row], within(1e-9));
    }
  }

  @Test
  void gradesPartPeopleIntoTheirShares() {
    PlantedPeople people = new PlantedPeople(20_000, 0);
    Fit fit = train(people, 1).fit();
    double[] logits = scores(people, fit).logits();

    List<String> grades = new ArrayList<>();
    for (double logit : logits) {
      grades.add(fit.grade(Fit.score(logit)));
    }
    assertThat(grades.stream().distinct()).contains("A", "B", "E");
    // Equal scores have equal grades, so shares are met only roughly.
    assertThat(share(grades, "A")).isBetween(.08, .2);
    assertThat(fit.grades()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  private static double share(List<String> grades, String grade) {
    return grades.stream().filter(grade::equals).count() / (double) grades.size();
  }

  @Test
  void wekaWritesNothingIntoTheUsersHome() {
    Path wekafiles = Path.of(System.getProperty("user.home"), "wekafiles");
    boolean before = Files.exists(wekafiles);

    train(new PlantedPeople(1_000, 0), 1);

    assertThat(Files.exists(wekafiles)).isEqualTo(before);
  }

  private static Scores scores(PlantedPeople people, Fit fit) {
    return Scores.of(fit, people.everybody, people.columns(fit));
  }
}
