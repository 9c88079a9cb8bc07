package io.onelift.ir;

import java.util.List;

/** How the values of a group's rows become one. Missing values do not count. */
public sealed interface Aggregate {
  /** How many rows. */
  record Count() implements Aggregate {}

  /** How many different values, exactly. */
  record Distinct(Expression value) implements Aggregate {}

  /** Nothing when there is no value. */
  record Sum(Expression value) implements Aggregate {}

  record Average(Expression value) implements Aggregate {}

  record Least(Expression value) implements Aggregate {}

  record Greatest(Expression value) implements Aggregate {}

  /**
   * The value at this place of all values in order, exactly: the one at index ⌊level · count⌋.
   *
   * @param level from 0 to 1
   */
  record Quantile(Expression value, double level) implements Aggregate {}

  /** All values as a list, in no order. */
  record Gathered(Expression value) implements Aggregate {}

  /** The items of all lists as one list, in no order. */
  record GatheredItems(Expression list) implements Aggregate {}

  /** The different values as a list, in no order. */
  record GatheredOnce(Expression value) implements Aggregate {}

  /** The different items of all lists as one list, in no order. */
  record GatheredItemsOnce(Expression list) implements Aggregate {}

  /** A whole number with the bit of every value, which are from 0 to 62. */
  record Bits(Expression value) implements Aggregate {}

  /** The sum of lists, item by item; lists are as long as each other. */
  record SumOfItems(Expression list) implements Aggregate {}

  /** The value of the row where {@code at} is least; of equals the next number decides. */
  record AtLeast(Expression value, List<Expression> at) implements Aggregate {
    public AtLeast {
      at = List.copyOf(at);
    }
  }

  /** The value of the row where {@code at} is greatest; of equals the next number decides. */
  record AtGreatest(Expression value, List<Expression> at) implements Aggregate {
    public AtGreatest {
      at = List.copyOf(at);
    }
  }
}
