package io.onelift.tag;

import java.util.List;
import java.util.Optional;

/**
 * A test on one value. A missing value fails every test but {@code IsSet(false)} and {@code NotIn}.
 */
public sealed interface Predicate {
  /** Equals one of the values; in JSON {@code "in":[…]} or {@code "eq":…}. */
  record In(List<Scalar> values) implements Predicate {
    public In {
      values = List.copyOf(values);
    }
  }

  /** Equals none of the values, or is missing; in JSON {@code "not_in":[…]} or {@code "ne":…}. */
  record NotIn(List<Scalar> values) implements Predicate {
    public NotIn {
      values = List.copyOf(values);
    }
  }

  /**
   * Between two bounds; in JSON {@code gt}, {@code gte}, {@code lt}, {@code lte}. At least one
   * bound is there.
   */
  record Range(Optional<Bound> lower, Optional<Bound> upper) implements Predicate {
    public Range {
      if (lower.isEmpty() && upper.isEmpty()) {
        throw new IllegalArgumentException("A range needs a bound");
      }
    }
  }

  /** One end of a range. */
  record Bound(Scalar value, boolean inclusive) {}

  /** Has a value at all; in JSON {@code "is_set":true}. */
  record IsSet(boolean set) implements Predicate {}

  /** Text that contains this text, letter case ignored; in JSON {@code "contains":"…"}. */
  record Contains(String text) implements Predicate {}
}
