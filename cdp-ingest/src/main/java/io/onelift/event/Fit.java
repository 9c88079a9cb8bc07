package io.onelift.event;

/** How a value of an event meets the tracking plan. */
public sealed interface Fit {
  /** It has a column, and this is the value in the column's type. */
  record Fits(Field field, Object value) implements Fit {}

  /** An empty text where a number, a time or a boolean is expected: nothing was said. */
  record Absent() implements Fit {}

  /** No column is left for this name; the value is kept as text beside the columns. */
  record Overflows(String text) implements Fit {}

  /** It cannot be what the column holds. */
  record Misfits(String reason) implements Fit {}
}
