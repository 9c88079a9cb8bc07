package io.onelift.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
  @Test
  void oneOddDayMovesNeitherTheExpectedNorTheDeviation() {
    Baseline usual = Baseline.of(List.of(100.0, 102.0, 98.0, 101.0, 99.0), false);
    Baseline withOutage = Baseline.of(List.of(100.0, 102.0, 98.0, 101.0, 0.0), false);

    assertThat(usual.expected()).isEqualTo(100);
    // The median of the distances 0, 1, 1, 2, 2 times 1.4826.
    assertThat(usual.deviation()).isCloseTo(1.4826, within(1e-9));
    assertThat(withOutage.expected()).isEqualTo(100);
    assertThat(withOutage.deviation()).isLessThan(3.1);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Baseline.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  @Test
  void countsVaryByTheirRootAtLeast() {
    List<Double> equal = List.of(9.0, 9.0, 9.0, 9.0);
    assertThat(Baseline.of(equal, true).deviation()).isEqualTo(3);
    assertThat(Baseline.of(equal, false).deviation()).isCloseTo(.09, within(1e-12));
    assertThat(Baseline.of(List.of(0.0, 0.0), true).score(4)).isEqualTo(4);
  }
}
