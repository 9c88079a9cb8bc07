package io.onelift.bitmap;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the values of a tag look like.
 *
 * @param profiles how many have a value
 * @param values most frequent first, at most 200; empty for numbers
 * @param distinct how many different values there are; 0 for numbers
 * @param histogram steps on round numbers, at most 24, equal ones or, where nearly everybody is
 *     near zero, growing ones; empty for categories. The last bin includes its upper end.
 */
public record Distribution(
    long profiles,
    List<ValueCount> values,
    int distinct,
    List<Bin> histogram,
    OptionalDouble min,
    OptionalDouble max,
    OptionalDouble average) {
  public Distribution {
    values = List.copyOf(values);
    histogram = List.copyOf(histogram);
  }

  public record ValueCount(String value, long count) {}

  /** Profiles with a number from inclusive to exclusive. */
  public record Bin(double from, double to, long count) {}
}
