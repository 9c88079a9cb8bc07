package io.onelift.tag;

import java.math.BigDecimal;

/**
 * A value a rule compares with. Dates and times are text in ISO 8601 and are read by the type of
 * what they are compared with.
 */
public sealed interface Scalar {
  record Text(String value) implements Scalar {
    @Override
    public String toString() {
      return value;
    }
  }

  /** Equal numbers are equal records, however they were written. */
  record Decimal(BigDecimal value) implements Scalar {
    public Decimal {
      value = value.stripTrailingZeros();
      if (value.scale() < 0) {
        value = value.setScale(0);
      }
    }

    @Override
    public String toString() {
      return value.toPlainString();
    }
  }

  record Flag(boolean value) implements Scalar {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  static Scalar of(String value) {
    return new Text(value);
  }

  static Scalar of(double value) {
    return new Decimal(BigDecimal.valueOf(value));
  }

  static Scalar of(boolean value) {
    return new Flag(value);
  }
}
