package io.onelift.rewrite;

import java.math.BigDecimal;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Lets ClickHouse stop at the rows that will be shown. An order on top keeps its order, a smaller
 * limit stays.
 *
 * <pre>
 * Sort(time)    becomes    Sort(time, fetch = 1001)
 * </pre>
 */
public final class LimitRows {
  private LimitRows() {}

  /**
   * @param rows one more than will be shown, so that it is seen whether there were more
   */
  public static RelNode apply(RelNode tree, int rows) {
    RexNode fetch = tree.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.valueOf(rows));
    if (tree instanceof Sort sort) {
      if (sort.fetch == null) {
        return LogicalSort.create(sort.getInput(), sort.getCollation(), sort.offset, fetch);
      }
      if (sort.fetch instanceof RexLiteral literal && literal.getValueAs(Integer.class) <= rows) {
        return tree;
      }
      if (sort.fetch instanceof RexLiteral) {
        return LogicalSort.create(sort.getInput(), sort.getCollation(), sort.offset, fetch);
      }
    }
    return LogicalSort.create(tree, RelCollations.EMPTY, null, fetch);
  }
}
