package io.onelift.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onelift.model.Report.Decile;
import io.onelift.model.Report.RocPoint;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldOutFiguresTest {
  /** The definition of the AUC: every pair of a positive and another, ties counting half. */
  @Property(tries = 300)
  void theAucIsTheShareOfPairsInTheRightOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> positives,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> others) {
    double right = 0;
    for (int yes : positives) {
      for (int no : others) {
        right += yes > no ? 1 : yes == no ? .5 : 0;
      }
    }
    double expected = right / (positives.size() * others.size());

    HeldOutFigures figures = figures(positives, others, 1, 1);
    assertThat(figures.auc().value()).isCloseTo(expected, within(1e-12));
    // Weights by class move no pair.
    assertThat(figures(positives, others, 2, 7).auc().value()).isCloseTo(expected, within(1e-12));
    assertThat(area(figures.roc())).isCloseTo(expected, within(.02));
  }

  @Property(tries = 300)
  void decilesAddUpToEverybody(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> positives,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> others) {
    List<Decile> lift = figures(positives, others, 1, 1).lift();

    double base = positives.size() / (double) (positives.size() + others.size());
    assertThat(lift).hasSize(10);
    assertThat(lift.stream().mapToDouble(Decile::rate).average().orElseThrow())
        .isCloseTo(base, within(1e-9));
    assertThat(lift.getLast().captured()).isCloseTo(1, within(1e-9));
    assertThat(lift.getLast().cumulativeLift()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aPerfectOrderHasAnAucOfOneAndLiftUpToTheBaseRate() {
    HeldOutFigures figures = figures(List.of(9), List.of(1, 2, 3, 4, 5, 6, 7, 8, 0), 1, 1);

    assertThat(figures.auc().value()).isEqualTo(1);
    assertThat(figures.lift().getFirst().lift()).isCloseTo(10, within(1e-9));
    assertThat(figures.lift().getFirst().captured()).isCloseTo(1, within(1e-9));
  }

  @Test
  void brierAndLogLossAreThoseComputedByHand() {
    // One positive at 0.9 and one other at 0.2.
    HeldOutFigures figures =
        new HeldOutFigures(new double[] {.9, .2}, new boolean[] {true, false}, 1, 1);

    assertThat(figures.brier()).isCloseTo((.01 + .04) / 2, within(1e-12));
    assertThat(figures.logLoss()).isCloseTo(-(Math.log(.9) + Math.log(.8)) / 2, within(1e-12));
  }

  private static double area(List<RocPoint> roc) {
    double area = 0;
    for (int i = 1; i < roc.size(); i++) {
      RocPoint before = roc.get(i - 1);
      RocPoint point = roc.get(i);
      area +=
          (point.falsePositives() - before.falsePositives())
              * (point.truePositives() + before.truePositives())
              / 2;
    }
    return area;
  }

  private static HeldOutFigures figures(
      List<Integer> positives, List<Integer> others, double positiveWeight, double negativeWeight) {
    double[] probabilities = new double[positives.size() + others.size()];
    boolean[] labels = new boolean[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      labels[i] = i < positives.size();
      int tenth = labels[i] ? positives.get(i) : others.get(i - positives.size());
      probabilities[i] = tenth / 10.0 + .05;
    }
    return new HeldOutFigures(probabilities, labels, positiveWeight, negativeWeight);
  }
}
