package io.onelift.event;

/** The type of a property, a trait or a column of an imported table. */
public enum ValueType {
  /** Nullable(String). */
  TEXT,
  /** Nullable(Float64). */
  NUMBER,
  /** Nullable(Bool). */
  BOOLEAN,
  /** Nullable(DateTime64(3)) in the project's time zone. */
  TIME,
  /** Array(String). */
  LIST
}
