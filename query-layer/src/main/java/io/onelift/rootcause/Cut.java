package io.onelift.rootcause;

import io.onelift.rootcause.Change.ValueCause;
import io.onelift.rootcause.Significance.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A metric's figures in both periods by the values of one dimension.
 *
 * <p>Of a count or a sum, a value contributes its own difference. Of a ratio {@code M = Σ w·r},
 * with the rate {@code r} inside a value and its weight {@code w} in the denominator, it
 * contributes {@code w̄·Δr} by its rate and {@code (r̄ − M̄)·Δw} by its weight, bars being means of
 * both periods: symmetric and without a residual. After E. M. Kitagawa, "Components of a Difference
 * Between Two Rates", Journal of the American Statistical Association 50 (1955).
 *
 * @param before by value, null for none
 */
record Cut(
    String dimension, Map<Optional<String>, Amount> before, Map<Optional<String>, Amount> after) {

  /**
   * A figure.
   *
   * @param denominator 1 when the metric is no ratio
   */
  record Amount(double numerator, double denominator) {
    static final Amount NOTHING = new Amount(0, 0);

    Amount plus(Amount other) {
      return new Amount(numerator + other.numerator, denominator + other.denominator);
    }
  }

  /** A value with its surprise. */
  record Part(ValueCause cause, double surprise) {}

  /**
   * What each value adds; p-values not adjusted.
   *
   * @param dispersion of the metric's days; empty where nothing can be tested
   */
  List<Part> parts(boolean ratio, OptionalDouble dispersion) {
    Amount wholeBefore = sum(before);
    Amount wholeAfter = sum(after);
    Set<Optional<String>> values =
        new TreeSet<>((left, right) -> left.orElse("").compareTo(right.orElse("")));
    values.addAll(before.keySet());
    values.addAll(after.keySet());
    List<Part> parts = new ArrayList<>();
    for (Optional<String> value : values) {
      Amount then = before.getOrDefault(value, Amount.NOTHING);
      Amount now = after.getOrDefault(value, Amount.NOTHING);
      parts.add(
          ratio
              ? ratio(value, then, now, wholeBefore, wholeAfter, dispersion)
              : plain(value, then, now, wholeBefore, wholeAfter, dispersion));
    }
    return parts;
  }

  static Amount sum(Map<Optional<String>, Amount> parts) {
    return parts.values().stream().reduce(Amount.NOTHING, Amount::plus);
  }

  private Part plain(
      Optional<String> value,
      Amount then,
      Amount now,
      Amount wholeBefore,
      Amount wholeAfter,
      OptionalDouble dispersion) {
    double before = then.numerator();
    double after = now.numerator();
    double growth =
        wholeBefore.numerator() == 0 ? 0 : wholeAfter.numerator() / wholeBefore.numerator();
    double contribution = after - before;
    OptionalDouble test =
        dispersion.isEmpty()
            ? OptionalDouble.empty()
            : Significance.ofShare(
                before,
                wholeBefore.numerator(),
                after,
                wholeAfter.numerator(),
                dispersion.getAsDouble());
    return new Part(
        new ValueCause(
            dimension,
            value,
            before,
            after,
            contribution,
            contribution - before * (growth - 1),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            test),
        Surprise.of(share(before, wholeBefore.numerator()), share(after, wholeAfter.numerator())));
  }

  private Part ratio(
      Optional<String> value,
      Amount then,
      Amount now,
      Amount wholeBefore,
      Amount wholeAfter,
      OptionalDouble dispersion) {
    double weightBefore = share(then.denominator(), wholeBefore.denominator());
    double weightAfter = share(now.denominator(), wholeAfter.denominator());
    // Without anything to divide by there is no rate of its own; it is as in the other period.
    double rateBefore = then.denominator() > 0 ? rate(then) : rate(now);
    double rateAfter = now.denominator() > 0 ? rate(now) : rate(then);
    double whole = (rate(wholeBefore) + rate(wholeAfter)) / 2;
    double weight = (weightBefore + weightAfter) / 2;
    double byRate = weight * (rateAfter - rateBefore);
    double byMix = ((rateBefore + rateAfter) / 2 - whole) * (weightAfter - weightBefore);
    double alike = weight * (rate(wholeAfter) - rate(wholeBefore));
    OptionalDouble test =
        dispersion.isEmpty()
            ? OptionalDouble.empty()
            : Significance.ofRate(
                rates(then, wholeBefore), rates(now, wholeAfter), dispersion.getAsDouble());
    return new Part(
        new ValueCause(
            dimension,
            value,
            rateBefore,
            rateAfter,
            byRate + byMix,
            byRate + byMix - alike,
            OptionalDouble.of(byRate),
            OptionalDouble.of(byMix),
            test),
        Surprise.of(
                share(then.numerator(), wholeBefore.numerator()),
                share(now.numerator(), wholeAfter.numerator()))
            + Surprise.of(weightBefore, weightAfter));
  }

  private static Rates rates(Amount part, Amount whole) {
    return new Rates(
        part.numerator(),
        part.denominator(),
        whole.numerator() - part.numerator(),
        whole.denominator() - part.denominator());
  }

  private static double rate(Amount amount) {
    return amount.denominator() == 0 ? 0 : amount.numerator() / amount.denominator();
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
