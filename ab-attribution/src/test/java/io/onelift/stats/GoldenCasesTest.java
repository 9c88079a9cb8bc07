package io.onelift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Figures that others have published or computed with other programs. {@code cases.json} has them
 * with the digits they are known to.
 */
class GoldenCasesTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TestFactory
  Stream<DynamicTest> comparesTwoProportions() {
    return cases(
        "two_proportions",
        c -> {
          TwoProportions test = new TwoProportions(proportion(c, ""), proportion(c, "control_"));
          assertThat(test.difference()).isCloseTo(c.get("difference").doubleValue(), CLOSE);
          assertThat(test.interval().low()).isCloseTo(c.get("low").doubleValue(), CLOSE);
          assertThat(test.interval().high()).isCloseTo(c.get("high").doubleValue(), CLOSE);
          assertThat(test.z()).isCloseTo(c.get("z").doubleValue(), within(1e-4));
          sameSmallNumber(test.pValue(), c.get("p").doubleValue());
          if (c.has("relative")) {
            assertThat(test.relative().orElseThrow())
                .isCloseTo(c.get("relative").doubleValue(), within(1e-4));
          } else {
            assertThat(test.relative()).isEmpty();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> comparesTwoMeans() {
    return cases(
        "welch",
        c -> {
          Welch test = new Welch(sample(c, ""), sample(c, "control_"));
          assertThat(test.t()).isCloseTo(c.get("t").doubleValue(), CLOSE);
          assertThat(test.degreesOfFreedom()).isCloseTo(c.get("df").doubleValue(), within(1e-4));
          sameSmallNumber(test.pValue(), c.get("p").doubleValue());
          assertThat(test.interval().low()).isCloseTo(c.get("low").doubleValue(), CLOSE);
          assertThat(test.interval().high()).isCloseTo(c.get("high").doubleValue(), CLOSE);
        });
  }

  @TestFactory
  Stream<DynamicTest> boundsOneProportion() {
    return cases(
        "wilson",
        c -> {
          Interval interval = proportion(c, "").wilson();
          assertThat(interval.low()).isCloseTo(c.get("low").doubleValue(), CLOSE);
          assertThat(interval.high()).isCloseTo(c.get("high").doubleValue(), CLOSE);
        });
  }

  @TestFactory
  Stream<DynamicTest> findsABrokenSplit() {
    return cases(
        "sample_ratio",
        c -> {
          SampleRatio ratio =
              new SampleRatio(
                  items(c.get("observed")).map(JsonNode::longValue).toList(),
                  items(c.get("weights")).map(JsonNode::doubleValue).toList());
          assertThat(ratio.chiSquare()).isCloseTo(c.get("chi2").doubleValue(), CLOSE);
          sameSmallNumber(ratio.pValue(), c.get("p").doubleValue());
          assertThat(ratio.alarm()).isEqualTo(c.get("alarm").booleanValue());
        });
  }

  @TestFactory
  Stream<DynamicTest> saysHowLikelyTheTreatmentIsBetter() {
    BetaPosterior flat = new BetaPosterior(1, 1);
    return cases(
        "better",
        c ->
            assertThat(
                    flat.after(proportion(c, ""))
                        .probabilityAbove(flat.after(proportion(c, "control_"))))
                .isCloseTo(c.get("p").doubleValue(), CLOSE));
  }

  /** Equal in its leading digits: an absolute tolerance would accept any tiny p value. */
  private static void sameSmallNumber(double actual, double expected) {
    assertThat(actual / expected).isCloseTo(1, within(2e-4));
  }

  private static Proportion proportion(JsonNode c, String side) {
    return new Proportion(c.get(side + "x").longValue(), c.get(side + "n").longValue());
  }

  private static Sample sample(JsonNode c, String side) {
    return Sample.of(
        c.get(side + "n").longValue(),
        c.get(side + "mean").doubleValue(),
        c.get(side + "sd").doubleValue());
  }

  private static Stream<DynamicTest> cases(String kind, Consumer<JsonNode> check) {
    List<JsonNode> cases = items(read().get(kind)).toList();
    assertThat(cases).isNotEmpty();
    return cases.stream().map(c -> dynamicTest(c.get("name").textValue(), () -> check.accept(c)));
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read() {
    try (InputStream in = GoldenCasesTest.class.getResourceAsStream("cases.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
