package io.onelift.imports;

/**
 * A column of an imported table whose values are those of something else.
 *
 * @param name of the identifier type, the trait, the property or the other table
 * @param targetColumn of the other table; else empty
 * @param share of the column's different values that were found there, 0 to 1
 * @param confirmed by a user; else proposed
 */
public record TableJoin(
    String column, To to, String name, String targetColumn, double share, boolean confirmed) {

  /** What a column is joined to. */
  public enum To {
    IDENTIFIER,
    TRAIT,
    PROPERTY,
    TABLE
  }

  boolean sameTarget(TableJoin other) {
    return column.equals(other.column)
        && to == other.to
        && name.equals(other.name)
        && targetColumn.equals(other.targetColumn);
  }
}
