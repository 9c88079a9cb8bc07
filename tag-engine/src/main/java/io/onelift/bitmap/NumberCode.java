package io.onelift.bitmap;

/**
 * Maps doubles to longs of the same order. Decimals of up to six places (money) become whole
 * numbers of their smallest unit, which needs few slices; anything else keeps the order of its IEEE
 * 754 bits. Either way a number comes back exactly as it was.
 *
 * @param scale decimal places, or {@link #BITS}
 */
record NumberCode(int scale) {
  static final int BITS = -1;

  private static final int MOST_PLACES = 6;
  private static final double LARGEST_EXACT = 1L << 53;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  NumberCode {
    if (scale < BITS || scale > MOST_PLACES) {
      throw new IllegalArgumentException("No number code has scale " + scale);
    }
  }

  /** The code with the fewest places that all numbers fit. */
  static NumberCode fitting(double[] numbers) {
    int scale = 0;
    for (double number : numbers) {
      while (!fits(number, scale)) {
        if (++scale > MOST_PLACES) {
          return new NumberCode(BITS);
        }
      }
    }
    // Fewer places fitted the earlier numbers, and more places may now be too large for them.
    for (double number : numbers) {
      if (!fits(number, scale)) {
        return new NumberCode(BITS);
      }
    }
    return new NumberCode(scale);
  }

  private static boolean fits(double number, int scale) {
    double units = Math.rint(number * POWERS[scale]);
    // The division rounds correctly, so equality says that the number is the double nearest to
    // that decimal.
    return Math.abs(units) <= LARGEST_EXACT && units / POWERS[scale] == number;
  }

  /** True when the number comes back from this code as it was. */
  boolean fits(double number) {
    return scale == BITS || fits(number, scale);
  }

  /** The code of a number that fits; -0.0 is 0. */
  long encode(double number) {
    if (scale == BITS) {
      long bits = Double.doubleToLongBits(number + 0.0);
      return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
    return (long) Math.rint(number * POWERS[scale]);
  }

  double decode(long code) {
    return scale == BITS
        ? Double.longBitsToDouble(code ^ ((code >> 63) & Long.MAX_VALUE))
        : code / POWERS[scale];
  }

  /**
   * The smallest code whose number is at least, or above, the limit; the limit lies inside what the
   * code can hold.
   */
  long ceiling(double limit, boolean inclusive) {
    if (scale == BITS) {
      return inclusive ? encode(limit) : encode(limit) + 1;
    }
    long code = (long) Math.floor(limit * POWERS[scale]) - 1;
    while (inclusive ? decode(code) < limit : decode(code) <= limit) {
      code++;
    }
    return code;
  }
}
