package io.onelift.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses round bounds for the values there are. */
final class DistributionBounds {
  /** Whole numbers up to this many are a bucket each. */
  static final int MOST_SINGLE = 20;

  private static final BigDecimal STEPS = BigDecimal.TEN;
  private static final List<BigDecimal> ROUND =
      List.of(
          BigDecimal.ONE, BigDecimal.TWO, new BigDecimal("2.5"), new BigDecimal(5), BigDecimal.TEN);

  private DistributionBounds() {}

  /**
   * The lower bound of every bucket, ascending; none when there are no values.
   *
   * @param usual where most of the values are at or below
   */
  static List<BigDecimal> choose(
      boolean whole,
      Optional<BigDecimal> least,
      Optional<BigDecimal> greatest,
      Optional<BigDecimal> usual) {
    if (least.isEmpty() || greatest.isEmpty() || usual.isEmpty()) {
      return List.of();
    }
    BigDecimal from = least.get();
    if (whole && greatest.get().subtract(from).compareTo(new BigDecimal(MOST_SINGLE)) < 0) {
      return upTo(from, greatest.get(), BigDecimal.ONE);
    }
    BigDecimal spread = usual.get().subtract(from);
    if (spread.signum() == 0) {
      spread = greatest.get().subtract(from);
    }
    if (spread.signum() == 0) {
      return List.of(from);
    }
    BigDecimal step = roundedUp(spread.divide(STEPS, MathContext.DECIMAL64));
    if (whole) {
      step = step.setScale(0, RoundingMode.CEILING);
    }
    BigDecimal first = from.divide(step, 0, RoundingMode.FLOOR).multiply(step).stripTrailingZeros();
    return upTo(first, usual.get(), step);
  }

  private static List<BigDecimal> upTo(BigDecimal from, BigDecimal to, BigDecimal step) {
    List<BigDecimal> bounds = new ArrayList<>();
    for (BigDecimal at = from; at.compareTo(to) <= 0; at = at.add(step)) {
      bounds.add(at);
    }
    return bounds;
  }

  /** The least 1, 2, 2.5 or 5 times a power of ten that is not less. */
  private static BigDecimal roundedUp(BigDecimal width) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(width.precision() - width.scale() - 1);
    return ROUND.stream()
        .map(power::multiply)
        .filter(round -> round.compareTo(width) >= 0)
        .findFirst()
        .orElseThrow();
  }
}
