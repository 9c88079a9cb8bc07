package io.onelift.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;

/**
 * A question whose every name is known and typed.
 *
 * @param columns names of the result's columns, in the order of the tree's fields
 * @param values bound to the tree's dynamic parameters by their index; may hold null
 */
public record Resolved(RelNode tree, List<String> columns, List<Object> values) {
  /**
   * How much longer expressions may become for a level of SELECT less. Without a bound, what is
   * made of what is made of something is written out again and again.
   */
  public static final int BLOAT = 10;

  public Resolved {
    columns = List.copyOf(columns);
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * True when there can be no rows to look at, whatever the warehouse holds: a name that no data
   * came for yet is nothing, and a test of nothing fails.
   */
  public boolean isOfNothing() {
    RelNode node = tree;
    while (node.getInputs().size() == 1) {
      node = node.getInput(0);
    }
    return node instanceof Values values && values.getTuples().isEmpty();
  }
}
