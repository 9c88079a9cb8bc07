package io.onelift.semantic;

import java.util.Locale;

/**
 * How the rows of one table find those of another.
 *
 * @param column of {@code table}; a property when that is the events, a trait when it is the
 *     customers, {@code profile_id} in both
 * @param identifier the type of identifier whose values {@code column} holds, when customers are
 *     found by one; else empty text
 */
public record Join(
    String table,
    String column,
    String toTable,
    String toColumn,
    String identifier,
    Cardinality cardinality,
    Origin origin) {

  /** How many rows of the one table a row of the other has. */
  public enum Cardinality {
    MANY_TO_ONE,
    ONE_TO_ONE,
    ONE_TO_MANY,
    MANY_TO_MANY;

    /** True when a row finds one row at most, so that nothing is counted twice. */
    public boolean toOne() {
      return this == MANY_TO_ONE || this == ONE_TO_ONE;
    }

    Cardinality reversed() {
      return switch (this) {
        case MANY_TO_ONE -> ONE_TO_MANY;
        case ONE_TO_MANY -> MANY_TO_ONE;
        case ONE_TO_ONE, MANY_TO_MANY -> this;
      };
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who said so; the first is believed most. */
  public enum Origin {
    DECLARED,
    BUILT_IN,
    CONFIRMED,
    PROPOSED
  }

  Join reversed() {
    return new Join(toTable, toColumn, table, column, identifier, cardinality.reversed(), origin);
  }

  /** As people read it: {@code sales.product_id → products.product_id}. */
  public String text() {
    return table
        + "."
        + column
        + " → "
        + toTable
        + "."
        + (identifier.isEmpty() ? toColumn : identifier);
  }
}
