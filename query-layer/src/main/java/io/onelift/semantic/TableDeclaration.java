package io.onelift.semantic;

import io.onelift.semantic.Join.Cardinality;
import java.util.List;
import java.util.Optional;

/**
 * What somebody says of an imported table, over what was found.
 *
 * @param key empty when what was found stands
 * @param time empty when the table's only time stands
 */
record TableDeclaration(
    Names names, List<String> key, Optional<String> time, List<DeclaredJoin> joins) {
  TableDeclaration {
    key = List.copyOf(key);
    joins = List.copyOf(joins);
  }

  /**
   * A join of a column; joins declared for a column take the place of those found for it.
   *
   * @param to another table, {@code customers} or {@code events}; {@link #NOWHERE} drops what was
   *     found for the column
   * @param on the column there, a trait of customers, a property of events
   * @param identifier the type of identifier by which customers are found; empty text for none
   */
  record DeclaredJoin(
      String column, String to, String on, String identifier, Cardinality cardinality) {
    static final String NOWHERE = "none";
  }
}
