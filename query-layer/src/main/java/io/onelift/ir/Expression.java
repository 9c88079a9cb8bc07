package io.onelift.ir;

import io.onelift.audience.Rule;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A value of a row. */
public sealed interface Expression {
  /** A column of the rows. */
  record Column(String name) implements Expression {}

  /** A trait of the profile, where the rows are profiles; the times that all have among them. */
  record Trait(String name) implements Expression {}

  /** A property of the event. */
  record Property(String name) implements Expression {}

  /**
   * A dimension of the semantic model; traits and tags after {@link Relation.Described}.
   *
   * @param grain for times
   */
  record DimensionValue(String dimension, Optional<Grain> grain) implements Expression {}

  record Text(String value) implements Expression {}

  record Whole(long value) implements Expression {}

  record Decimal(double value) implements Expression {}

  record Moment(Instant value) implements Expression {}

  /** A day of the project's time zone. */
  record Day(LocalDate value) implements Expression {}

  /** Whether the row is such an event. */
  record IsEvent(String event, List<PropertyTest> where) implements Expression {
    public IsEvent {
      where = List.copyOf(where);
    }
  }

  /** Whether the row is one of some events, whatever their properties. */
  record IsAnyOf(List<String> events) implements Expression {
    public IsAnyOf {
      events = List.copyOf(events);
    }
  }

  /** Whether a value passes a test. */
  record Passes(Expression value, Predicate predicate) implements Expression {}

  /** Whether a profile is in a saved audience. */
  record InAudience(Expression profile, String audience) implements Expression {}

  /** Whether a rule holds for a profile. */
  record Holds(Expression profile, Rule rule) implements Expression {}

  /** The start of the step of the time axis that a time is in. */
  record Bucket(Expression time, Grain grain) implements Expression {}

  /** A function of values. */
  record Call(Function function, List<Expression> operands) implements Expression {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /**
   * A function of the items of lists that are as long as each other.
   *
   * @param names what the body calls the item of each list, by {@link Item}
   */
  record Each(ListFunction function, List<String> names, Expression body, List<Expression> lists)
      implements Expression {
    public Each {
      names = List.copyOf(names);
      lists = List.copyOf(lists);
    }
  }

  /** The item that the body of {@link Each} looks at. */
  record Item(String name) implements Expression {}

  /** The sum of a column over all rows that agree in the other columns. */
  record SumOver(String column, List<String> same) implements Expression {
    public SumOver {
      same = List.copyOf(same);
    }
  }

  /** For how many rows a column is less than in this one. */
  record LessOver(String column) implements Expression {}

  /** Functions of values. Nothing in gives nothing out, if not said otherwise. */
  enum Function {
    AND,
    OR,
    NOT,
    EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    PLUS,
    MINUS,
    TIMES,
    /** A fraction; nothing when the divisor is 0. */
    DIVIDE,
    /** Of whole numbers, rounded down. */
    WHOLE_DIVIDE,
    MODULO,
    /** The bit of a whole number at an index from 0, as 0 or 1. */
    BIT,
    /** A whole number's bits, moved towards 0 by so many places. */
    BITS_DOWN,
    /** The bits that both whole numbers have. */
    BITS_OF_BOTH,
    /** The bits that one of the whole numbers has. */
    BITS_OF_EITHER,
    /** The places of the bits of a whole number, from 0, as a list. */
    PLACES_OF_BITS,
    /** Test, value when it holds, value otherwise; test and value may repeat. */
    IF,
    /** The first value that is there. */
    FIRST_PRESENT,
    IS_MISSING,
    LEAST,
    GREATEST,
    /** A time's milliseconds since 1970 as a whole number from 0. */
    MILLIS,
    /** The time of milliseconds since 1970. */
    TIME_OF,
    /** Buckets of a grain from the first time to the second; the grain comes first, as text. */
    STEPS_BETWEEN,
    /** Any value as text; what is missing becomes empty. */
    TEXT_OF,
    /** A list of these items. */
    LIST,
    /** The item of a list at an index from 1; 0 or empty beyond. */
    ITEM,
    SIZE,
    SORTED,
    /** The items of a list, each once. */
    ONCE,
    /** Where the item stands in the list, from 1; 0 when it does not. */
    PLACE,
    CONTAINS,
    /** The list with one more item, which comes first. */
    PREPENDED,
    /** The list moved one place to the end: this item first, its last one lost. */
    SHIFTED,
    /** The list moved one place to the beginning: its first item lost, this item last. */
    SHIFTED_BACK,
    /** Items of a list: list, first index from 1, how many. */
    PART,
    /** Whole numbers from the first up to, not including, the second. */
    NUMBERS,
    /** Differences of neighbours; the first is 0. */
    DIFFERENCES,
    /** The whole number of each place up to there, summed. */
    RUNNING_SUM,
    TOTAL,
    /** The places of a list: 1, 2, 3, … */
    PLACES,
    REVERSED,
    /** The items of one list, then those of the others. */
    CHAINED,
    /** Several values as one, which is ordered by the first of them, then by the next. */
    RECORD,
    /** The value of a record at an index from 1. */
    FIELD
  }

  /** Functions of the items of lists. */
  enum ListFunction {
    /** The body's value for each. */
    MAP,
    /** The items for which the body holds. */
    FILTER,
    /** Where it does not hold, the item before; the first item stays as it is. */
    FILL,
    /** The place from 1 of the first item for which the body holds, else 0. */
    FIRST_PLACE,
    /** The first item for which the body holds, else 0 or empty. */
    FIRST,
    /** For how many the body holds. */
    COUNT,
    /** Whether the body holds for any. */
    ANY,
    /** The sum of the body's values. */
    SUM,
    /** The greatest of the body's values; 0 of none. */
    MOST,
    /** The list in the order of the body's values. */
    SORT,
    /** The list cut before every item, but the first, for which the body holds. */
    SPLIT
  }

  static Expression column(String name) {
    return new Column(name);
  }

  static Expression item(String name) {
    return new Item(name);
  }

  static Expression whole(long value) {
    return new Whole(value);
  }

  static Expression call(Function function, Expression... operands) {
    return new Call(function, Arrays.asList(operands));
  }

  /** True when all hold. */
  static Expression all(List<Expression> tests) {
    return tests.size() == 1 ? tests.getFirst() : new Call(Function.AND, tests);
  }

  static Expression all(Expression... tests) {
    return all(Arrays.asList(tests));
  }

  /** True when one holds. */
  static Expression any(List<Expression> tests) {
    return tests.size() == 1 ? tests.getFirst() : new Call(Function.OR, tests);
  }

  static Expression equal(Expression left, Expression right) {
    return call(Function.EQUAL, left, right);
  }

  static Expression atLeast(Expression left, Expression right) {
    return call(Function.AT_LEAST, left, right);
  }

  static Expression less(Expression left, Expression right) {
    return call(Function.LESS, left, right);
  }

  /** A time from one, inclusive, to another, exclusive. */
  static Expression between(Expression time, Instant from, Instant to) {
    return all(atLeast(time, new Moment(from)), less(time, new Moment(to)));
  }
}
