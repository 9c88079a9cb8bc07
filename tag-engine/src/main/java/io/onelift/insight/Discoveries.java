package io.onelift.insight;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * p-values of many tests at once, adjusted after Y. Benjamini and Y. Hochberg, "Controlling the
 * False Discovery Rate" (1995): calling significant what stays at or below 5 % is wrong for at most
 * 5 % of what is called so.
 */
public final class Discoveries {
  private Discoveries() {}

  /** The adjusted p-values, in the order they came. */
  public static List<Double> adjusted(List<Double> pValues) {
    int tests = pValues.size();
    List<Integer> order =
        IntStream.range(0, tests).boxed().sorted(Comparator.comparingDouble(pValues::get)).toList();
    Double[] adjusted = new Double[tests];
    double least = 1;
    for (int rank = tests; rank >= 1; rank--) {
      int test = order.get(rank - 1);
      least = Math.min(least, pValues.get(test) * tests / rank);
      adjusted[test] = least;
    }
    return List.of(adjusted);
  }
}
