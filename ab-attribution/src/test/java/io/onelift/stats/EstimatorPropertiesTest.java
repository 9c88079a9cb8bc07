package io.onelift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EstimatorPropertiesTest {
  @Provide
  Arbitrary<Proportion> proportions() {
    return Arbitraries.longs()
        .between(1, 1_000_000)
        .flatMap(n -> Arbitraries.longs().between(0, n).map(x -> new Proportion(x, n)));
  }

  @Provide
  Arbitrary<BetaPosterior> posteriors() {
    Arbitrary<Double> parameter = Arbitraries.doubles().between(0.2, 5_000);
    return Combinators.combine(parameter, parameter).as(BetaPosterior::new);
  }

  @Property
  void wilsonHoldsTheRateAndStaysBetweenNoneAndAll(@ForAll("proportions") Proportion p) {
    Interval interval = p.wilson();
    assertThat(interval.low()).isBetween(0.0, p.rate());
    assertThat(interval.high()).isBetween(p.rate(), 1.0);
  }

  @Property
  void aComparisonTurnedRoundIsTheSameWithTheOtherSign(
      @ForAll("proportions") Proportion a, @ForAll("proportions") Proportion b) {
    TwoProportions test = new TwoProportions(a, b);
    TwoProportions turned = new TwoProportions(b, a);
    assertThat(turned.difference()).isCloseTo(-test.difference(), within(1e-12));
    assertThat(turned.z()).isCloseTo(-test.z(), within(1e-9));
    assertThat(turned.pValue()).isCloseTo(test.pValue(), within(1e-12)).isBetween(0.0, 1.0);
    assertThat(turned.interval().low()).isCloseTo(-test.interval().high(), within(1e-12));
  }

  @Property(tries = 200)
  void chancesOfBeingHighestAddUpAndDoNotDependOnOrder(
      @ForAll @Size(min = 1, max = 6) List<@From("posteriors") BetaPosterior> rates,
      @ForAll Random order) {
    List<Double> chances = HighestRate.probabilities(rates);
    assertThat(chances.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-9));
    assertThat(chances).allMatch(p -> p >= 0 && p <= 1);

    List<Integer> places = new ArrayList<>(IntStream.range(0, rates.size()).boxed().toList());
    Collections.shuffle(places, order);
    List<Double> shuffled = HighestRate.probabilities(places.stream().map(rates::get).toList());
    for (int i = 0; i < places.size(); i++) {
      assertThat(shuffled.get(i)).isCloseTo(chances.get(places.get(i)), within(1e-6));
    }
  }

  @Test
  void aSharpRateInsideABroadOneIsSeen() {
    // P(X > 0.3) = 0.7^1 for X ~ Beta(1, 1), and the other rate is 0.3 to four digits.
    List<Double> chances =
        HighestRate.probabilities(
            List.of(new BetaPosterior(1, 1), new BetaPosterior(3_000_000, 7_000_000)));
    assertThat(chances.getFirst()).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void equalRatesShareEqually() {
    assertThat(HighestRate.probabilities(Collections.nCopies(8, new BetaPosterior(1, 19))))
        .allSatisfy(p -> assertThat(p).isCloseTo(1.0 / 8, within(1e-12)));
  }

  @Test
  void nobodySeenIsNoErrorAndSaysNothing() {
    assertThat(new Proportion(0, 0).wilson()).isEqualTo(new Interval(0, 1));
    assertThat(new Sample(0, 0, 0).mean()).isZero();
    assertThat(new SampleRatio(List.of(0L, 0L), List.of(1.0, 1.0)).pValue()).isOne();
  }

  @Test
  void refusesMoreSuccessesThanTrials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Proportion(11, 10))
        .withMessageContaining("11 of 10");
  }
}
