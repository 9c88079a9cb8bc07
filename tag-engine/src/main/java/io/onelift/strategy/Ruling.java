package io.onelift.strategy;

import io.onelift.strategy.DecisionTable.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a table decides for one profile, and why.
 *
 * @param row the row that decided, from 0; empty when none held
 * @param outcome that row's, or the table's otherwise
 * @param trace the rows that were looked at, in order; the last is the one that decided
 */
public record Ruling(OptionalInt row, Optional<Outcome> outcome, List<Looked> trace) {
  public Ruling {
    trace = List.copyOf(trace);
  }

  /**
   * A row that was looked at.
   *
   * @param nodes what every node of its rule said
   */
  public record Looked(int row, boolean holds, List<Node> nodes) {
    public Looked {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * One node of a rule.
   *
   * @param pointer JSON pointer into the rule, empty for the whole
   * @param text the node in the text form
   */
  public record Node(String pointer, String text, boolean holds) {}
}
