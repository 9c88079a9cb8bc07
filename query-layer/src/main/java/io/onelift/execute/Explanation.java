package io.onelift.execute;

import java.util.List;

/**
 * How a statement became what ClickHouse runs, and what that is about to read.
 *
 * @param resolved the relational tree as the statement says it
 * @param rewritten the tree after the rules
 * @param rules names of the rules that changed something, in order
 * @param sql printed from the rewritten tree
 * @param estimate what ClickHouse expects to read of each table
 */
public record Explanation(
    String resolved, String rewritten, List<String> rules, String sql, List<Reads> estimate) {
  public Explanation {
    rules = List.copyOf(rules);
    estimate = List.copyOf(estimate);
  }

  /**
   * What is read of one table.
   *
   * @param table in the warehouse
   * @param marks groups of rows that indexes cannot leave out
   */
  public record Reads(String table, long parts, long rows, long marks) {}
}
