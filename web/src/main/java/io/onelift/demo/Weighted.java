package io.onelift.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A choice among values that are not equally likely. */
final class Weighted<T> {
  private final List<T> values = new ArrayList<>();
  private final List<Double> ends = new ArrayList<>();
  private double total;

  Weighted<T> add(T value, double weight) {
    total += weight;
    values.add(value);
    ends.add(total);
    return this;
  }

  T pick(RandomGenerator random) {
    double at = random.nextDouble() * total;
    for (int i = 0; i < ends.size(); i++) {
      if (at < ends.get(i)) {
        return values.get(i);
      }
    }
    return values.getLast();
  }
}
