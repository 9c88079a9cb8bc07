package io.onelift.goal;

import io.onelift.ir.MetricQuery.Filter;
import java.util.List;

/**
 * A metric and what it is made of, and those again.
 *
 * @param root the figure at the top
 */
public record MetricTree(String name, Node root) {
  /**
   * A metric in the tree.
   *
   * @param label in place of the metric's name; empty text for that
   * @param filters that say of what
   * @param relation how the children make up this one
   */
  public record Node(
      String metric, String label, List<Filter> filters, Relation relation, List<Node> children) {
    public Node {
      filters = List.copyOf(filters);
      children = List.copyOf(children);
    }
  }

  /** How children make up their parent. */
  public enum Relation {
    /** It is their sum. */
    SUM,
    /** It is their product. */
    PRODUCT,
    /** It is the first over the second. */
    QUOTIENT,
    /** They bear on it, in no formula. */
    INFLUENCE
  }
}
