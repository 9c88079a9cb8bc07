package io.onelift.execute;

import java.util.List;

/**
 * How a statement became what ClickHouse runs.
 *
 * @param resolved the relational tree as the statement says it
 * @param rewritten the tree after the rules
 * @param rules names of the rules that changed something, in order
 * @param sql printed from the rewritten tree
 */
public record Explanation(String resolved, String rewritten, List<String> rules, String sql) {
  public Explanation {
    rules = List.copyOf(rules);
  }
}
