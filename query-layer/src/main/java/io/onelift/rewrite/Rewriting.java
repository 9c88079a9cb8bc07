package io.onelift.rewrite;

import io.onelift.resolve.Resolved;
import java.util.List;

/**
 * A question ready for printing.
 *
 * @param rules names of the rules that changed something, in order
 */
public record Rewriting(Resolved resolved, List<String> rules) {
  public Rewriting {
    rules = List.copyOf(rules);
  }
}
