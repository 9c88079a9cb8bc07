package io.onelift.tag;

import java.util.List;

/**
 * A number per profile over one kind of event. A profile without such an event has count 0, sum 0
 * and no value for the rest.
 *
 * @param event the event's name
 * @param where tests on properties, all of which must hold
 */
public record EventMeasure(String event, List<PropertyTest> where, Aggregate aggregate) {
  public EventMeasure {
    where = List.copyOf(where);
  }

  /** A test on one property of an event. */
  public record PropertyTest(String property, Predicate predicate) {}

  /** How the events of one profile become one value. */
  public sealed interface Aggregate {
    /** True when a profile without such an event has the value 0 rather than none. */
    default boolean isZeroWithoutEvents() {
      return switch (this) {
        case Count _, Sum _, Distinct _ -> true;
        case Average _, Minimum _, Maximum _, First _, Last _, DaysSince _ -> false;
      };
    }

    record Count() implements Aggregate {}

    record Sum(String property) implements Aggregate {}

    record Average(String property) implements Aggregate {}

    record Minimum(String property) implements Aggregate {}

    record Maximum(String property) implements Aggregate {}

    /** How many different values. */
    record Distinct(String property) implements Aggregate {}

    /** The property's value at the latest event that has one. */
    record Last(String property) implements Aggregate {}

    /** The property's value at the earliest event that has one. */
    record First(String property) implements Aggregate {}

    /** Whole days since the latest event. */
    record DaysSince() implements Aggregate {}
  }
}
