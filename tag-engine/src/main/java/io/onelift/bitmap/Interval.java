package io.onelift.bitmap;

/** Numbers from one to another; infinite ends are open-ended. */
public record Interval(double from, boolean fromInclusive, double to, boolean toInclusive) {
  public static Interval exactly(double number) {
    return new Interval(number, true, number, true);
  }

  /** From inclusive to exclusive. */
  public static Interval half(double from, double to) {
    return new Interval(from, true, to, false);
  }

  public boolean contains(double number) {
    return (fromInclusive ? number >= from : number > from)
        && (toInclusive ? number <= to : number < to);
  }
}
