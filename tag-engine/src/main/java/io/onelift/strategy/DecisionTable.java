package io.onelift.strategy;

import io.onelift.audience.Rule;
import java.util.List;
import java.util.Optional;

/**
 * If, else if, else: the first row whose rule holds decides.
 *
 * @param otherwise for whom no row holds; empty when they get nothing
 * @param version of the definition, from 1; 0 before it is saved
 */
public record DecisionTable(
    String key, String name, List<Row> rows, Optional<Outcome> otherwise, int version) {
  public DecisionTable {
    rows = List.copyOf(rows);
  }

  /** If the rule holds, then this. */
  public record Row(Rule when, Outcome then) {}

  /**
   * What is decided; at least one of them.
   *
   * @param audience what the strategist calls these people
   * @param benefit what they get, for example the key of an offer
   * @param touchpoint where, for example {@code wechat}
   */
  public record Outcome(
      Optional<String> audience, Optional<String> benefit, Optional<String> touchpoint) {}

  DecisionTable withVersion(int saved) {
    return new DecisionTable(key, name, rows, otherwise, saved);
  }
}
